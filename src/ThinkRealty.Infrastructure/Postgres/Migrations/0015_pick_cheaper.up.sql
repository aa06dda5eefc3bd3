-- The pick for a thousand agents at about two thirds of the cost, with the same answers (rules §6). It made a copy of
-- every seat and read it twice; now one pass over the seats sorts them into classes by a single number, and only the
-- competing group is read again.

drop function seat_exclusion;

-- Why an agent cannot be given a lead, as a number below any points, so that one number says of a seat how it stands in
-- the turn; null: eligible.
create function seat_exclusion(seat agent_seats, today date, without uuid[]) returns integer
  language sql immutable as
$$
  select case
    when not seat.is_active then -2000000002
    when seat.leave_from <= today and coalesce(seat.leave_until >= today, true) then -2000000003
    when seat.active_leads >= seat.max_active_leads then -2000000001
    when seat.agent_id = any (without) then -2000000004
  end
$$;

-- The word for it in explanations; null for points.
create function exclusion_reason(standing integer) returns text
  language sql immutable as
$$
  select case when standing < 0 then (array['full', 'inactive', 'on_leave', 'set_aside'])[-2000000000 - standing] end
$$;

-- Gives the turn to the best eligible agent (rules §6) and holds that agent's seat until the transaction ends; no row:
-- nobody is eligible. The agent that `preferred` names comes first where eligible, whatever the match.
--
-- Each statement in the loop sees what has been committed by then. The ranking is made on a snapshot, so the seat is
-- looked at again once it is locked; a seat that turns out to be taken is let go of (the inner block) and the ranking is
-- made anew. Seats that others are holding right now are passed over; when all of the group are held, it waits for the
-- first one. The lift is computed, not written: only the chosen seat changes.
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
    with classes as materialized ( -- agents that stand alike: excluded for one reason, or eligible with the same points
      select j.standing, array_agg(j.agent_no) as agent_nos, array_agg(j.tid) as tids,
             max(j.position) - 2520 / min(j.weight) as floor_position
        from (
          select coalesce(seat_exclusion(s, today, without),
                          match_points(s, policy, lead_type, lead_areas, lead_language)) as standing,
                 s.agent_no, s.ctid as tid, s.position, s.weight
            from agent_seats s
          offset 0 -- groups by hashing: the planner cannot guess the number of classes, and would sort the seats
        ) j
       group by j.standing
    ), best as materialized (
      select c.standing as points, c.floor_position, c.tids
        from classes c
       where exclusion_reason(c.standing) is null
       order by c.standing desc
       limit 1
    ), front as ( -- the competing group, each seat where the same snapshot has just seen it
      select s.agent_id, s.agent_no, s.position, s.active_leads, s.last_received_at,
             greatest(s.position, b.floor_position) as lifted
        from agent_seats s cross join best b
       where s.ctid = any ((select b.tids from best b)::tid[])
       order by greatest(s.position, b.floor_position), s.position, s.active_leads, s.last_received_at nulls first, s.agent_id
       limit 24
    ), placed as materialized (
      select f.*, row_number() over (order by f.lifted, f.position, f.active_leads, f.last_received_at nulls first, f.agent_id) as place
        from front f
    ), named as (
      select array_agg(p.agent_no) as agent_nos from placed p where p.place <= 20
    ), unnamed as materialized ( -- everybody else by class
      select c.standing,
             case when c.standing = b.points
                  then array(select u from unnest(c.agent_nos) u where u <> all (n.agent_nos))
                  else c.agent_nos end as agent_nos
        from classes c cross join best b cross join named n
    ), rest as ( -- … and up to 200 of them by number
      select u.standing, exclusion_reason(u.standing) as excluded, cardinality(u.agent_nos) as size, u.agent_nos,
             sum(cardinality(u.agent_nos)) over (order by u.standing desc) - cardinality(u.agent_nos) as before
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
                  'points', trim_scale(b.points / 10000.0), 'position', trim_scale(p.lifted / 2520.0), 'active_leads', p.active_leads) order by p.place)
                from placed p where p.place <= 20),
             'others', (select json_agg(json_build_object('points', trim_scale(r.standing / 10000.0), 'count', r.size,
                  'agent_nos', r.agent_nos[1:greatest(0, 200 - r.before)]) order by r.standing desc)
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
