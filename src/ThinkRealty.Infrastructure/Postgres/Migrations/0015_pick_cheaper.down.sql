drop function exclusion_reason, seat_exclusion;

-- Why an agent cannot be given a lead; null: eligible.
create function seat_exclusion(seat agent_seats, today date, without uuid[]) returns text
  language sql immutable as
$$
  select case
    when not seat.is_active then 'inactive'
    when seat.leave_from <= today and coalesce(seat.leave_until >= today, true) then 'on_leave'
    when seat.active_leads >= seat.max_active_leads then 'full'
    when seat.agent_id = any (without) then 'set_aside'
  end
$$;

create or replace function pick_agent(
  lead_type text, lead_areas text[], lead_language text, today date, moment timestamptz,
  preferred uuid, preferred_because text, without uuid[],
  out agent_id uuid, out reason text, out explanation json)
  returns setof record
  language plpgsql as
$$
declare
  policy assignment_policies;
  seat agent_seats;
  floor_position bigint;
  candidates uuid[];
  candidate uuid;
begin
  select * into strict policy from assignment_policies p where p.is_active;

  if preferred is not null then
    begin
      select * into seat from agent_seats s where s.agent_id = preferred for no key update;
      if not found or seat_exclusion(seat, today, without) is not null then
        raise exception using errcode = 'TR001'; -- lets go of the seat
      end if;
      update agent_seats s
         set position = s.position + 2520 / s.weight, last_received_at = moment
       where s.agent_id = preferred;
      agent_id := preferred;
      reason := preferred_because;
      explanation := json_build_object('policy', policy.name, 'decided_by', preferred_because,
                                       'group', json_build_array(json_build_object('agent_no', seat.agent_no)));
      return next;
      return;
    exception when sqlstate 'TR001' then
      null;
    end;
  end if;

  loop
    with judged as materialized (
      select s.agent_id, s.agent_no, s.position, s.weight, s.active_leads, s.last_received_at,
             seat_exclusion(s, today, without) as excluded,
             match_points(s, policy, lead_type, lead_areas, lead_language) as points
        from agent_seats s
    ), classes as materialized ( -- agents that are alike: excluded for one reason, or eligible with the same points
      select j.excluded, case when j.excluded is null then j.points end as points,
             array_agg(j.agent_no) as agent_nos,
             max(j.position) - 2520 / min(j.weight) as floor_position
        from judged j
       group by 1, 2
    ), best as materialized (
      select c.points, c.floor_position from classes c where c.excluded is null order by c.points desc limit 1
    ), front as (
      select j.*, greatest(j.position, b.floor_position) as lifted
        from judged j join best b on j.points = b.points
       where j.excluded is null
       order by greatest(j.position, b.floor_position), j.position, j.active_leads, j.last_received_at nulls first, j.agent_id
       limit 24
    ), placed as materialized (
      select f.*, row_number() over (order by f.lifted, f.position, f.active_leads, f.last_received_at nulls first, f.agent_id) as place
        from front f
    ), named as (
      select array_agg(p.agent_no) as agent_nos from placed p where p.place <= 20
    ), unnamed as materialized ( -- everybody else by class
      select c.excluded, c.points,
             case when c.points = b.points
                  then array(select u from unnest(c.agent_nos) u where u <> all (n.agent_nos))
                  else c.agent_nos end as agent_nos
        from classes c cross join best b cross join named n
    ), rest as ( -- … and up to 200 of them by number
      select u.excluded, u.points, cardinality(u.agent_nos) as size, u.agent_nos,
             sum(cardinality(u.agent_nos)) over (order by u.points desc nulls last, u.excluded) - cardinality(u.agent_nos) as before
        from unnamed u
       where cardinality(u.agent_nos) > 0
    )
    select b.floor_position,
           (select array_agg(p.agent_id order by p.place) from placed p),
           json_build_object(
             'policy', policy.name,
             'points', trim_scale(b.points / 10000.0),
             'decided_by', (select case
                  when second.place is null then 'only_one'
                  when first.lifted <> second.lifted then 'position'
                  when first.position <> second.position then 'position_before_lift'
                  when first.active_leads <> second.active_leads then 'active_leads'
                  when first.last_received_at is distinct from second.last_received_at then 'longest_without'
                  else 'id' end
                from placed first left join placed second on second.place = 2 where first.place = 1),
             'group', (select json_agg(json_build_object('agent_no', p.agent_no,
                  'points', trim_scale(p.points / 10000.0), 'position', trim_scale(p.lifted / 2520.0), 'active_leads', p.active_leads) order by p.place)
                from placed p where p.place <= 20),
             'others', (select json_agg(json_build_object('points', trim_scale(r.points / 10000.0), 'count', r.size,
                  'agent_nos', r.agent_nos[1:greatest(0, 200 - r.before)]) order by r.points desc)
                from rest r where r.excluded is null),
             'excluded', (select json_agg(json_build_object('reason', r.excluded, 'count', r.size,
                  'agent_nos', r.agent_nos[1:greatest(0, 200 - r.before)]) order by r.excluded)
                from rest r where r.excluded is not null))
      into floor_position, candidates, explanation
      from best b;

    if candidates is null then
      return;
    end if;

    begin
      foreach candidate in array candidates loop
        select * into seat from agent_seats s where s.agent_id = candidate for no key update skip locked;
        exit when found;
      end loop;

      if seat.agent_id is distinct from candidate then
        -- All of them are being given a lead at this moment: wait for the first, then look again.
        perform 1 from agent_seats s where s.agent_id = candidates[1] for no key update;
        raise exception using errcode = 'TR001';
      elsif seat_exclusion(seat, today, without) is not null then
        raise exception using errcode = 'TR001';
      end if;

      update agent_seats s
         set position = greatest(s.position, floor_position) + 2520 / s.weight, last_received_at = moment
       where s.agent_id = seat.agent_id;
      agent_id := seat.agent_id;
      reason := 'best_match';
      return next;
      return;
    exception when sqlstate 'TR001' then
      seat := null;
    end;
  end loop;
end
$$;
