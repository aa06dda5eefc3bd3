-- Written by the program (verb `schema`) from the migrations; never edited by hand.

CREATE SCHEMA quartz;

CREATE SCHEMA reporting;

CREATE EXTENSION IF NOT EXISTS btree_gist WITH SCHEMA public;

COMMENT ON EXTENSION btree_gist IS 'support for indexing common datatypes in GiST';

CREATE TABLE reporting.lead_facts (
    lead_id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    created_day date NOT NULL,
    agent_id uuid,
    source_type text NOT NULL COLLATE pg_catalog."C",
    property_type text NOT NULL COLLATE pg_catalog."C",
    nationality text NOT NULL COLLATE pg_catalog."C",
    budget_band text NOT NULL COLLATE pg_catalog."C",
    status text NOT NULL COLLATE pg_catalog."C",
    lost_reason text NOT NULL COLLATE pg_catalog."C",
    score smallint NOT NULL,
    is_high_priority boolean NOT NULL,
    response_us bigint,
    converted_day date,
    conversion_us bigint,
    revenue numeric(15,2),
    interaction_days date[],
    gap_days date[],
    gap_buckets smallint[],
    gap_positive boolean[]
)
WITH (fillfactor='80', autovacuum_vacuum_scale_factor='0.02', autovacuum_analyze_scale_factor='0.05');

CREATE TYPE reporting.fact_change AS (
	sign integer,
	fact reporting.lead_facts
);

CREATE FUNCTION public.agent_performance_metrics_keep_seat() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
  update agent_seats
     set conversion_rate = (new.conversion_rate * 100)::integer
   where agent_id = new.agent_id
     and not exists (select from agent_performance_metrics m
                      where m.agent_id = new.agent_id and m.measured_at > new.measured_at);
  return null;
end
$$;

CREATE FUNCTION public.agent_seats_guard_room() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
  raise exception 'agent % has no room: % of % active leads', new.agent_no, old.active_leads, new.max_active_leads
    using errcode = 'check_violation', table = 'agent_seats', constraint = 'agent_seats_room';
end
$$;

CREATE FUNCTION public.agents_get_token() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
  insert into agent_tokens (agent_id) values (new.id);
  return null;
end
$$;

CREATE FUNCTION public.agents_guard_languages() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
  if not new.languages <@ (case when tg_op = 'UPDATE' then old.languages else '{}' end || array[
    'arabic', 'english', 'hindi', 'urdu', 'russian', 'mandarin', 'french', 'german', 'spanish', 'italian', 'persian', 'tagalog',
    'malayalam', 'tamil', 'bengali', 'punjabi', 'turkish', 'portuguese', 'ukrainian'])
  then
    raise exception 'unknown language' using errcode = 'check_violation', table = 'agents', constraint = 'agents_languages_known';
  end if;
  return new;
end
$$;

CREATE FUNCTION public.agents_guard_leads() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
  if exists (select from agent_seats s where s.agent_id = new.id and not s.is_active and s.active_leads > 0) then
    raise exception 'agent % still holds active leads', new.agent_no
      using errcode = 'check_violation', table = 'agents', constraint = 'agents_has_leads';
  end if;
  return null;
end
$$;

CREATE FUNCTION public.agents_keep_seat() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
  insert into agent_seats (agent_id, agent_no, is_active, leave_from, leave_until, max_active_leads, weight,
                           property_types, areas, languages)
  values (new.id, new.agent_no, new.is_active, new.leave_from, new.leave_until, new.max_active_leads, new.weight,
          new.specialization_property_type,
          array(select distinct fold_area(area) from unnest(new.specialization_areas) as area order by 1), new.languages)
  on conflict (agent_id) do update
     set is_active = excluded.is_active, leave_from = excluded.leave_from, leave_until = excluded.leave_until,
         max_active_leads = excluded.max_active_leads, weight = excluded.weight,
         property_types = excluded.property_types, areas = excluded.areas, languages = excluded.languages;
  return null;
end
$$;

CREATE FUNCTION public.agents_rows_change_tokens() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
  perform change_agent_tokens(case when tg_op <> 'INSERT' then old.agent_id end,
                              case when tg_op <> 'DELETE' then new.agent_id end);
  return null;
end
$$;

CREATE FUNCTION public.agents_show_on_leads() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
  update leads set updated_at = greatest(updated_at, new.updated_at) where assigned_agent_id = new.id;
  return null;
end
$$;

CREATE FUNCTION public.agents_take_turns() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
  perform pg_advisory_xact_lock(hashtextextended('numbers of agents', 0));
  return null;
end
$$;

CREATE FUNCTION public.change_agent_tokens(one uuid, another uuid) RETURNS void
    LANGUAGE plpgsql
    AS $$
declare
  first uuid := least(one, another);
  second uuid := greatest(one, another);
begin
  update agent_tokens set token = gen_random_uuid() where agent_id = first and xmin <> pg_current_xact_id()::xid;
  if second <> first then
    update agent_tokens set token = gen_random_uuid() where agent_id = second and xmin <> pg_current_xact_id()::xid;
  end if;
end
$$;

CREATE FUNCTION public.exclusion_reason(standing integer) RETURNS text
    LANGUAGE sql IMMUTABLE
    AS $$
  select case when standing < 0 then (array['full', 'inactive', 'on_leave', 'set_aside'])[-2000000000 - standing] end
$$;

CREATE FUNCTION public.fold_area(area text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
  -- As the program's Folding does, letter by letter; a test compares the two. The database's own lower() is not asked: what it
  -- knows depends on the locale in which the database was made.
  select coalesce(
    nullif(btrim(
      regexp_replace(
        translate(
          regexp_replace(
            regexp_replace(area, '[.\u0022\u0027`\u00ad\u00b4\u02b9-\u02bf\u0300-\u036f\u0610-\u061a\u061c\u0621\u0640\u064b-\u065f'
              '\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u200b-\u200f\u2018-\u201f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff]', '', 'g'),
            '[\u0001-\u0020!\u0023-\u0026\u0028-\u002d/\u003a-\u0040\u005b-\u005f\u007b-\u00a0\u060c\u061b\u1680\u2000-\u200a'
              '\u2010-\u2015\u2028\u2029\u202f\u205f\u2212\u3000]+', ' ', 'g'),
          'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
           || 'ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿ'
           || 'ĀāĂăĄąĆćĈĉĊċČčĎďĐđĒēĔĕĖėĘęĚěĜĝĞğĠġĢģĤĥĦħĨĩĪīĬĭĮįİıĲĳĴĵĶķĸĹĺĻļĽľĿŀŁł'
           || 'ŃńŅņŇňŉŊŋŌōŎŏŐőŒœŔŕŖŗŘřŚśŜŝŞşŠšŢţŤťŦŧŨũŪūŬŭŮůŰűŲųŴŵŶŷŸŹźŻżŽžſȘșȚțəƏ'
           || 'ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩ'
           || 'ЀЁЂЃЄЅІЇЈЉЊЋЌЍЎЏАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ'
           || 'أإآٱىیئؤةۀہھەکڤپچ'
           || '٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹',
          'abcdefghijklmnopqrstuvwxyz'
           || 'aaaaaaaceeeeiiiidnoooooouuuuytsaaaaaaaceeeeiiiidnoooooouuuuyty'
           || 'aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkkllllllllll'
           || 'nnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzsssttee'
           || 'αβγδεζηθικλμνξοπρστυφχψω'
           || 'ѐёђѓєѕіїјљњћќѝўџабвгдежзийклмнопрстуфхцчшщъыьэюя'
           || 'اااايييوهههههكفبج'
           || '01234567890123456789'),
        '(^| )(ال)+(?=[\u0621-\u064a]{2})', '\1', 'g')), ''),
    area)
$$;

CREATE FUNCTION public.free_slot(agent uuid, wanted timestamp with time zone) RETURNS timestamp with time zone
    LANGUAGE plpgsql
    AS $$
declare
  taken timestamptz;
  slot timestamptz := wanted;
begin
  for taken in
    select t.due_date from follow_up_tasks t
     where t.agent_id = agent and t.status = 'pending' and t.due_date > wanted - interval '30 minutes'
     order by t.due_date
  loop
    exit when taken >= slot + interval '30 minutes';
    slot := taken + interval '30 minutes';
  end loop;
  return slot;
end
$$;

CREATE FUNCTION public.guard_lead_agrees() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
declare
  concerned uuid[];
  wanted uuid;
  lead leads;
  holder uuid;
  pending record;
begin
  if tg_table_name = 'leads' then
    concerned := array[new.id];
  elsif tg_op = 'UPDATE' and new.lead_id <> old.lead_id then
    concerned := array[old.lead_id, new.lead_id];
  else
    concerned := array[coalesce(new.lead_id, old.lead_id)];
  end if;

  foreach wanted in array concerned loop
    select * into lead from leads where id = wanted;
    continue when not found;

    select agent_id into holder from lead_assignments where lead_id = wanted and ended_at is null;
    if holder is distinct from lead.assigned_agent_id then
      raise exception 'lead % names agent %, its open assignment %', wanted, lead.assigned_agent_id, holder
        using errcode = 'check_violation', table = 'leads', constraint = 'leads_agree_with_assignment';
    end if;

    if holder is null and lead.queued_at is null and is_active_lead(lead.status, lead.archived_at) then
      raise exception 'lead % is active, but neither assigned nor waiting', wanted
        using errcode = 'check_violation', table = 'leads', constraint = 'leads_assigned_or_waiting';
    end if;

    -- All of the lead's, filtered afterwards: a condition on the status lets a plan that was made while hardly any were
    -- pending walk through everybody's pending ones, three times in a capture.
    select min(due_date) filter (where status = 'pending') as earliest,
           count(*) filter (where status = 'pending' and agent_id is distinct from holder) as astray into pending
      from follow_up_tasks where lead_id = wanted;
    if pending.earliest is distinct from lead.next_follow_up
       or pending.astray > 0
       or (pending.earliest is not null and not is_active_lead(lead.status, lead.archived_at)) then
      raise exception 'lead % and its pending follow-ups do not agree', wanted
        using errcode = 'check_violation', table = 'leads', constraint = 'leads_agree_with_follow_ups';
    end if;
  end loop;
  return null;
end
$$;

CREATE FUNCTION public.is_active_lead(status text, archived_at timestamp with time zone) RETURNS boolean
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$ select archived_at is null and status in ('new', 'contacted', 'qualified', 'viewing_scheduled', 'negotiation') $$;

CREATE FUNCTION public.lead_activities_guard_moment() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
  if new.occurred_at < (select created_at from leads where id = new.lead_id) then
    raise exception 'activity % happened before lead % came', new.id, new.lead_id
      using errcode = 'check_violation', table = 'lead_activities', constraint = 'lead_activities_not_before_lead';
  end if;
  return null;
end
$$;

CREATE FUNCTION public.lead_activities_keep_last() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
  insert into lead_last_activity (lead_id, agent_id, last_activity_at)
  select l.id, l.assigned_agent_id, new.occurred_at from leads l where l.id = new.lead_id
  on conflict (lead_id) do update set last_activity_at = excluded.last_activity_at
   where lead_last_activity.last_activity_at < excluded.last_activity_at;
  return null;
end
$$;

CREATE FUNCTION public.lead_assignments_guard_past() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
  raise exception 'assignment % has ended and stays as it was', old.id
    using errcode = 'restrict_violation', table = 'lead_assignments', constraint = 'lead_assignments_past';
end
$$;

CREATE FUNCTION public.lead_assignments_guard_stale() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
  if exists (select from lead_assignments a
              where a.lead_id = new.lead_id and a.agent_id = new.agent_id and a.went_stale_at is not null) then
    raise exception 'agent % has let lead % go stale before', new.agent_id, new.lead_id
      using errcode = 'check_violation', table = 'lead_assignments', constraint = 'lead_assignments_never_back';
  end if;
  return null;
end
$$;

CREATE FUNCTION public.leads_cancel_follow_ups() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
  update follow_up_tasks set status = 'cancelled', updated_at = new.updated_at
   where lead_id = new.id and status = 'pending';
  return null;
end
$$;

CREATE FUNCTION public.leads_change_tokens() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
  perform change_agent_tokens(case when tg_op <> 'INSERT' then old.assigned_agent_id end,
                              case when tg_op <> 'DELETE' then new.assigned_agent_id end);
  return null;
end
$$;

CREATE FUNCTION public.leads_guard_birth() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
  raise exception 'a lead begins as new, not as %', new.status
    using errcode = 'check_violation', table = 'leads', constraint = 'leads_status_step';
end
$$;

CREATE FUNCTION public.leads_guard_business_domain() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
  raise exception 'unknown business domain'
    using errcode = 'check_violation', table = 'leads', constraint = 'leads_business_domain_known';
end
$$;

CREATE FUNCTION public.leads_guard_deal() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
  if new.deal_value > 5000000000 and (tg_op = 'INSERT' or new.deal_value is distinct from old.deal_value) then
    raise exception 'the deal of lead % is worth more than 5,000,000,000 AED', new.id
      using errcode = 'check_violation', table = 'leads', constraint = 'leads_deal_value_limit';
  end if;

  if tg_op = 'UPDATE' and old.status = 'converted' and new.status = 'converted'
     and (new.deal_value is distinct from old.deal_value or new.conversion_type is distinct from old.conversion_type)
     and (new.corrected_at is not distinct from old.corrected_at or btrim(coalesce(new.correction_reason, '')) = ''
          or new.corrected_by is null or (new.deal_value is null and old.deal_value is not null and old.status_forced)) then
    raise exception 'the deal of lead % is corrected only by a named person with a reason, and stays known after a forced step', new.id
      using errcode = 'check_violation', table = 'leads', constraint = 'leads_deal_corrected_by_name';
  end if;
  return new;
end
$$;

CREATE FUNCTION public.leads_guard_status() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
declare
  step lead_status_steps;
  allowed boolean;
begin
  -- Whoever does not name this step leaves the names of an earlier one in the row: they are not this step's.
  if new.status_changed_at is not distinct from old.status_changed_at then
    new.status_changed_at := greatest(new.updated_at, old.status_changed_at);
    new.status_changed_by := null;
    new.status_reason := null;
    new.status_forced := false;
  end if;

  select * into step from lead_status_steps s where s.status_from = old.status and s.status_to = new.status;
  allowed := case
    when found and step.needs is null then true
    when found and step.needs = 'actor' then new.status_changed_by is not null
    when found and new.status = 'transferred' then
      exists (select from sales where lead_id = new.id and stage in ('new', 'kyc', 'agreement'))
    when found and new.status = 'converted' then
      exists (select from sales where lead_id = new.id and stage = 'paid')
    when found then
      exists (select from sales where lead_id = new.id and stage = 'lost')
      and not exists (select from sales where lead_id = new.id and stage <> 'lost')
    when new.status_forced then
      new.status_changed_by is not null and btrim(coalesce(new.status_reason, '')) <> ''
      and 'transferred' not in (old.status, new.status) and old.status <> 'converted'
      and (new.status <> 'converted' or new.deal_value is not null)
    else false
  end;

  if not allowed then
    raise exception 'lead % may not go from % to %', new.id, old.status, new.status
      using errcode = 'check_violation', table = 'leads', constraint = 'leads_status_step';
  end if;

  new.lost_reason := case when new.status = 'lost' then coalesce(new.lost_reason, 'other') end;
  return new;
end
$$;

CREATE FUNCTION public.leads_keep_last_activity() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
  update lead_last_activity set agent_id = new.assigned_agent_id where lead_id = new.id;
  return null;
end
$$;

CREATE FUNCTION public.leads_keep_seats() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
declare
  former uuid := case when tg_op <> 'INSERT' and is_active_lead(old.status, old.archived_at) then old.assigned_agent_id end;
  present uuid := case when tg_op <> 'DELETE' and is_active_lead(new.status, new.archived_at) then new.assigned_agent_id end;
begin
  if former is distinct from present then
    update agent_seats
       set active_leads = active_leads + case when agent_id = present then 1 else -1 end
     where agent_id in (former, present);
  end if;
  return null;
end
$$;

CREATE FUNCTION public.leads_leave_active() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
  new.queued_at := null;
  new.next_follow_up := null;
  return new;
end
$$;

CREATE FUNCTION public.leads_write_correction() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
  insert into lead_conversion_history (lead_id, kind, status_from, status_to, changed_at, actor_id, reason, forced)
  values (new.id, 'correction', old.status, new.status, new.corrected_at, new.corrected_by, new.correction_reason, false);
  return null;
end
$$;

CREATE FUNCTION public.leads_write_history() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
  if tg_op = 'INSERT' then
    insert into lead_conversion_history (lead_id, status_to, changed_at, actor_id, reason, forced)
    values (new.id, new.status, new.status_changed_at, new.status_changed_by, new.status_reason, false);
  else
    insert into lead_conversion_history
      (lead_id, status_from, status_to, changed_at, actor_id, reason, forced, seconds_in_previous)
    values (new.id, old.status, new.status, new.status_changed_at, new.status_changed_by, new.status_reason,
            new.status_forced,
            greatest(0, floor(extract(epoch from new.status_changed_at - old.status_changed_at))));
  end if;
  return null;
end
$$;

CREATE TABLE public.agent_seats (
    agent_id uuid NOT NULL,
    agent_no integer NOT NULL,
    is_active boolean NOT NULL,
    leave_from date,
    leave_until date,
    max_active_leads integer NOT NULL,
    weight integer NOT NULL,
    property_types text[] NOT NULL,
    areas text[] NOT NULL,
    languages text[] NOT NULL,
    conversion_rate integer DEFAULT 0 NOT NULL,
    active_leads integer DEFAULT 0 NOT NULL,
    "position" bigint DEFAULT 0 NOT NULL,
    last_received_at timestamp with time zone,
    CONSTRAINT agent_seats_active_leads_check CHECK ((active_leads >= 0)),
    CONSTRAINT agent_seats_conversion_rate_check CHECK (((conversion_rate >= 0) AND (conversion_rate <= 10000)))
)
WITH (fillfactor='40');

CREATE TABLE public.assignment_policies (
    name text NOT NULL,
    version integer NOT NULL,
    property_type_points integer NOT NULL,
    area_points integer NOT NULL,
    language_points integer NOT NULL,
    conversion_from integer[] NOT NULL,
    conversion_points integer[] NOT NULL,
    conversion_factor integer NOT NULL,
    workload_from integer NOT NULL,
    workload_points integer NOT NULL,
    is_active boolean NOT NULL,
    CONSTRAINT assignment_policies_bands CHECK ((cardinality(conversion_points) = (cardinality(conversion_from) + 1))),
    CONSTRAINT assignment_policies_version_check CHECK ((version > 0))
);

CREATE FUNCTION public.match_points(seat public.agent_seats, policy public.assignment_policies, lead_type text, lead_areas text[], lead_language text) RETURNS integer
    LANGUAGE sql IMMUTABLE
    AS $$
  select case when lead_type = any (seat.property_types) then policy.property_type_points else 0 end
       + case when lead_areas && seat.areas then policy.area_points else 0 end
       + case when lead_language = any (seat.languages) then policy.language_points else 0 end
       + policy.conversion_points[width_bucket(seat.conversion_rate, policy.conversion_from) + 1]
       + seat.conversion_rate * policy.conversion_factor
       + greatest(0, policy.workload_from - seat.active_leads) * policy.workload_points
$$;

CREATE FUNCTION public.phone_claims_guard_removal() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
  if tg_op = 'DELETE' and not exists (select from leads where id = old.lead_id and phone = old.phone) then
    return old;
  end if;
  raise exception 'rows of phone_claims stay: % refused', lower(tg_op)
    using errcode = 'restrict_violation', table = 'phone_claims', constraint = 'phone_claims_stay';
end
$$;

CREATE FUNCTION public.pick_agent(lead_type text, lead_areas text[], lead_language text, today date, moment timestamp with time zone, preferred uuid, preferred_because text, without uuid[], OUT agent_id uuid, OUT reason text, OUT explanation json) RETURNS SETOF record
    LANGUAGE plpgsql
    AS $$
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

CREATE FUNCTION public.refuse_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
  raise exception '% is append-only: % refused', tg_table_name, lower(tg_op)
    using errcode = 'restrict_violation', table = tg_table_name, constraint = tg_table_name || '_append_only';
end
$$;

CREATE FUNCTION public.refuse_removal() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
  -- Rows go with their lead: the foreign key deletes them after the lead is gone.
  if tg_op = 'DELETE' and not exists (select from leads where id = old.lead_id) then
    return old;
  end if;
  raise exception 'rows of % stay: % refused', tg_table_name, lower(tg_op)
    using errcode = 'restrict_violation', table = tg_table_name, constraint = tg_table_name || '_stay';
end
$$;

CREATE FUNCTION public.sales_agree() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
  if exists (select from leads where id = new.lead_id and status = 'transferred')
     and not exists (select from sales where lead_id = new.lead_id and stage in ('new', 'kyc', 'agreement')) then
    raise exception 'lead % is transferred, but has no open sale', new.lead_id
      using errcode = 'check_violation', table = 'sales', constraint = 'sales_agree_with_lead';
  end if;
  return null;
end
$$;

CREATE FUNCTION public.sales_guard_amount() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
  if not exists (select from leads l
                  where l.id = new.lead_id and l.corrected_at = new.updated_at and l.deal_value = new.amount) then
    raise exception 'the amount of paid sale % is corrected only with its lead', new.id
      using errcode = 'check_violation', table = 'sales', constraint = 'sales_corrected_with_lead';
  end if;
  return null;
end
$$;

CREATE FUNCTION public.sales_guard_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
  if new.lead_id <> old.lead_id then
    raise exception 'sale % belongs to lead %', old.id, old.lead_id
      using errcode = 'restrict_violation', table = 'sales', constraint = 'sales_stay';
  end if;
  raise exception 'sale % is % and stays so', old.id, old.stage
    using errcode = 'check_violation', table = 'sales', constraint = 'sales_closed';
end
$$;

CREATE FUNCTION public.seat_exclusion(seat public.agent_seats, today date, without uuid[]) RETURNS integer
    LANGUAGE sql IMMUTABLE
    AS $$
  select case
    when not seat.is_active then -2000000002
    when seat.leave_from <= today and coalesce(seat.leave_until >= today, true) then -2000000003
    when seat.active_leads >= seat.max_active_leads then -2000000001
    when seat.agent_id = any (without) then -2000000004
  end
$$;

CREATE FUNCTION reporting.add_to_agent_sums(changes reporting.fact_change[]) RETURNS void
    LANGUAGE sql
    AS $$
  with cells as (
    select case when grouping(f.source_type) = 1 then 'agent' when grouping(f.property_type) = 1 then 'source' else 'type' end as level,
           f.agent_id, f.source_type, f.property_type,
           sum(c.sign * s.leads) as leads, sum(c.sign * s.converted) as converted, sum(c.sign * s.score) as score,
           sum(c.sign * s.high_priority) as high_priority, sum(c.sign * s.interactions) as interactions,
           sum(c.sign * s.deals) as deals, sum(c.sign * s.revenue) as revenue, sum(c.sign * s.responses) as responses,
           sum(c.sign * s.response_us) as response_us, sum(c.sign * s.response_squares) as response_squares,
           sum(c.sign * s.converted_response_us) as converted_response_us,
           sum(c.sign * s.response_1) as response_1, sum(c.sign * s.response_2) as response_2, sum(c.sign * s.response_3) as response_3,
           sum(c.sign * s.response_4) as response_4, sum(c.sign * s.response_5) as response_5,
           sum(c.sign * s.converted_1) as converted_1, sum(c.sign * s.converted_2) as converted_2, sum(c.sign * s.converted_3) as converted_3,
           sum(c.sign * s.converted_4) as converted_4, sum(c.sign * s.converted_5) as converted_5,
           sum(c.sign * s.status_new) as status_new, sum(c.sign * s.status_contacted) as status_contacted,
           sum(c.sign * s.status_qualified) as status_qualified, sum(c.sign * s.status_viewing_scheduled) as status_viewing_scheduled,
           sum(c.sign * s.status_negotiation) as status_negotiation, sum(c.sign * s.status_transferred) as status_transferred,
           sum(c.sign * s.status_converted) as status_converted, sum(c.sign * s.status_lost) as status_lost
      from unnest(changes) c (sign, fact)
     cross join lateral (select (c.fact).agent_id, (c.fact).source_type, (c.fact).property_type) f
     cross join lateral reporting.sums_of(c.fact) s
     group by grouping sets ((f.agent_id), (f.agent_id, f.source_type), (f.agent_id, f.source_type, f.property_type))
  )
  insert into reporting.agent_sums as t
  select * from cells
  on conflict (level, agent_id, source_type, property_type) do update
     set leads = t.leads + excluded.leads, converted = t.converted + excluded.converted, score = t.score + excluded.score,
         high_priority = t.high_priority + excluded.high_priority, interactions = t.interactions + excluded.interactions,
         deals = t.deals + excluded.deals, revenue = t.revenue + excluded.revenue, responses = t.responses + excluded.responses,
         response_us = t.response_us + excluded.response_us, response_squares = t.response_squares + excluded.response_squares,
         converted_response_us = t.converted_response_us + excluded.converted_response_us,
         response_1 = t.response_1 + excluded.response_1, response_2 = t.response_2 + excluded.response_2,
         response_3 = t.response_3 + excluded.response_3, response_4 = t.response_4 + excluded.response_4,
         response_5 = t.response_5 + excluded.response_5,
         converted_1 = t.converted_1 + excluded.converted_1, converted_2 = t.converted_2 + excluded.converted_2,
         converted_3 = t.converted_3 + excluded.converted_3, converted_4 = t.converted_4 + excluded.converted_4,
         converted_5 = t.converted_5 + excluded.converted_5,
         status_new = t.status_new + excluded.status_new, status_contacted = t.status_contacted + excluded.status_contacted,
         status_qualified = t.status_qualified + excluded.status_qualified,
         status_viewing_scheduled = t.status_viewing_scheduled + excluded.status_viewing_scheduled,
         status_negotiation = t.status_negotiation + excluded.status_negotiation,
         status_transferred = t.status_transferred + excluded.status_transferred,
         status_converted = t.status_converted + excluded.status_converted, status_lost = t.status_lost + excluded.status_lost;
$$;

CREATE FUNCTION reporting.add_to_day_sums(changes reporting.fact_change[]) RETURNS void
    LANGUAGE sql
    AS $$
  with cells as (
    select g.grain, g.day, (c.fact).source_type as source_type, (c.fact).property_type as property_type,
           sum(c.sign * d.leads) as leads, sum(c.sign * d.converted) as converted, sum(c.sign * d.score) as score,
           sum(c.sign * d.conversions) as conversions, sum(c.sign * d.conversion_us) as conversion_us, sum(c.sign * d.deals) as deals,
           sum(c.sign * d.revenue) as revenue, sum(c.sign * d.interactions) as interactions,
           sum(c.sign * d.gaps_1) as gaps_1, sum(c.sign * d.gaps_2) as gaps_2, sum(c.sign * d.gaps_3) as gaps_3,
           sum(c.sign * d.gaps_4) as gaps_4, sum(c.sign * d.gaps_5) as gaps_5,
           sum(c.sign * d.positive_1) as positive_1, sum(c.sign * d.positive_2) as positive_2, sum(c.sign * d.positive_3) as positive_3,
           sum(c.sign * d.positive_4) as positive_4, sum(c.sign * d.positive_5) as positive_5
      from unnest(changes) c (sign, fact)
     cross join lateral reporting.days_of(c.fact) d
     cross join lateral (values ('day', d.day), ('month', date_trunc('month', d.day)::date)) g (grain, day)
     group by g.grain, g.day, (c.fact).source_type, (c.fact).property_type
  )
  insert into reporting.day_sums as t
  select * from cells
  on conflict (grain, day, source_type, property_type) do update
     set leads = t.leads + excluded.leads, converted = t.converted + excluded.converted, score = t.score + excluded.score,
         conversions = t.conversions + excluded.conversions, conversion_us = t.conversion_us + excluded.conversion_us,
         deals = t.deals + excluded.deals, revenue = t.revenue + excluded.revenue, interactions = t.interactions + excluded.interactions,
         gaps_1 = t.gaps_1 + excluded.gaps_1, gaps_2 = t.gaps_2 + excluded.gaps_2, gaps_3 = t.gaps_3 + excluded.gaps_3,
         gaps_4 = t.gaps_4 + excluded.gaps_4, gaps_5 = t.gaps_5 + excluded.gaps_5,
         positive_1 = t.positive_1 + excluded.positive_1, positive_2 = t.positive_2 + excluded.positive_2,
         positive_3 = t.positive_3 + excluded.positive_3, positive_4 = t.positive_4 + excluded.positive_4,
         positive_5 = t.positive_5 + excluded.positive_5;
$$;

CREATE FUNCTION reporting.add_to_profile_sums(changes reporting.fact_change[]) RETURNS void
    LANGUAGE plpgsql
    AS $$
declare
  touched tid[];
begin
  with cells as (
    select p.class, (c.fact).source_type as source_type, (c.fact).nationality as nationality, (c.fact).budget_band as budget_band,
           (c.fact).property_type as property_type, (c.fact).status as status, (c.fact).lost_reason as lost_reason,
           sum(c.sign) as leads, sum(c.sign * (c.fact).score) as score,
           sum(c.sign * ((c.fact).revenue is not null)::integer) as deals, sum(c.sign * coalesce((c.fact).revenue, 0)) as revenue
      from unnest(changes) c (sign, fact)
     cross join lateral (select case when (c.fact).status <> 'converted' and (c.fact).score > 80 then 'high'
                                     when (c.fact).status = 'converted' and (c.fact).score < 50 then 'low' end as class) p
     where p.class is not null
     group by p.class, (c.fact).source_type, (c.fact).nationality, (c.fact).budget_band, (c.fact).property_type, (c.fact).status,
              (c.fact).lost_reason
  ), added as (
    insert into reporting.profile_sums as t
    select * from cells
    on conflict (class, source_type, nationality, budget_band, property_type, status, lost_reason) do update
       set leads = t.leads + excluded.leads, score = t.score + excluded.score, deals = t.deals + excluded.deals,
           revenue = t.revenue + excluded.revenue
    returning t.ctid, t.class
  )
  select array_agg(ctid) into touched from added where class = 'high';

  -- The first and the last of a group cannot be added up: they are looked for where something changed.
  update reporting.profile_sums p
     set earliest = (select min(f.created_at) from reporting.lead_facts f
                      where (f.source_type, f.nationality, f.budget_band, f.property_type, f.status, f.lost_reason)
                          = (p.source_type, p.nationality, p.budget_band, p.property_type, p.status, p.lost_reason)
                        and f.score > 80 and f.status <> 'converted'),
         latest = (select max(f.created_at) from reporting.lead_facts f
                    where (f.source_type, f.nationality, f.budget_band, f.property_type, f.status, f.lost_reason)
                        = (p.source_type, p.nationality, p.budget_band, p.property_type, p.status, p.lost_reason)
                      and f.score > 80 and f.status <> 'converted')
   where p.class = 'high' and p.ctid = any (touched);
end
$$;

CREATE FUNCTION reporting.budget_band(purpose text, budget_max numeric) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
  select case
    when budget_max is null then ''
    when purpose in ('rent', 'let') then
      case when budget_max <= 120000 then '<=120k' when budget_max <= 250000 then '120-250k'
           when budget_max <= 500000 then '250-500k' else '>500k' end
    else
      case when budget_max <= 2000000 then '<=2M' when budget_max <= 5000000 then '2-5M'
           when budget_max <= 10000000 then '5-10M' else '>10M' end
  end
$$;

CREATE FUNCTION reporting.days_of(f reporting.lead_facts) RETURNS TABLE(day date, leads bigint, converted bigint, score bigint, conversions bigint, conversion_us numeric, deals bigint, revenue numeric, interactions bigint, gaps_1 bigint, gaps_2 bigint, gaps_3 bigint, gaps_4 bigint, gaps_5 bigint, positive_1 bigint, positive_2 bigint, positive_3 bigint, positive_4 bigint, positive_5 bigint)
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
  select f.created_day, 1::bigint, (f.status = 'converted')::integer::bigint, f.score::bigint, 0::bigint, 0::numeric, 0::bigint,
         0::numeric, 0::bigint, 0::bigint, 0::bigint, 0::bigint, 0::bigint, 0::bigint, 0::bigint, 0::bigint, 0::bigint, 0::bigint, 0::bigint
  union all
  select f.converted_day, 0, 0, 0, 1, f.conversion_us, (f.revenue is not null)::integer, coalesce(f.revenue, 0), 0,
         0, 0, 0, 0, 0, 0, 0, 0, 0, 0
   where f.converted_day is not null
  union all
  select i.day, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0
    from unnest(f.interaction_days) i (day)
  union all
  select g.day, 0, 0, 0, 0, 0, 0, 0, 0,
         (g.bucket = 1)::integer, (g.bucket = 2)::integer, (g.bucket = 3)::integer, (g.bucket = 4)::integer, (g.bucket = 5)::integer,
         (g.bucket = 1 and g.positive)::integer, (g.bucket = 2 and g.positive)::integer, (g.bucket = 3 and g.positive)::integer,
         (g.bucket = 4 and g.positive)::integer, (g.bucket = 5 and g.positive)::integer
    from unnest(f.gap_days, f.gap_buckets, f.gap_positive) g (day, bucket, positive)
$$;

CREATE FUNCTION reporting.dubai_day(moment timestamp with time zone) RETURNS date
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$ select (moment at time zone 'Asia/Dubai')::date $$;

CREATE TABLE public.lead_activities (
    id uuid NOT NULL,
    lead_id uuid NOT NULL,
    agent_id uuid,
    type text NOT NULL,
    outcome text,
    channel text,
    direction text NOT NULL,
    is_automated boolean NOT NULL,
    subject text,
    notes text,
    occurred_at timestamp with time zone NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    recorded_by uuid,
    external_message_id text,
    attachments text[],
    next_action text,
    scheduled_at timestamp with time zone,
    completed_at timestamp with time zone,
    revises uuid,
    CONSTRAINT lead_activities_completed_not_ahead CHECK ((completed_at <= recorded_at)),
    CONSTRAINT lead_activities_direction_check CHECK ((direction = ANY (ARRAY['outbound'::text, 'inbound'::text]))),
    CONSTRAINT lead_activities_not_ahead CHECK ((occurred_at <= recorded_at)),
    CONSTRAINT lead_activities_only_notes_are_revised CHECK (((revises IS NULL) OR (type = 'note'::text))),
    CONSTRAINT lead_activities_outcome_check CHECK ((outcome = ANY (ARRAY['positive'::text, 'negative'::text, 'neutral'::text]))),
    CONSTRAINT lead_activities_type_check CHECK ((type = ANY (ARRAY['call'::text, 'email'::text, 'whatsapp'::text, 'viewing'::text, 'meeting'::text, 'offer_made'::text, 'message'::text, 'note'::text, 'assignment'::text])))
);

CREATE FUNCTION reporting.is_contact(activity public.lead_activities) RETURNS boolean
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
  select activity.type not in ('note', 'assignment') and activity.direction = 'outbound' and not activity.is_automated
         and not coalesce(activity.scheduled_at > activity.recorded_at and activity.completed_at is null, false)
$$;

CREATE FUNCTION reporting.is_interaction(activity public.lead_activities) RETURNS boolean
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$ select activity.type <> 'assignment' and not activity.is_automated and activity.revises is null $$;

CREATE FUNCTION reporting.mark_lead() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
  insert into reporting.pending (lead_id) values (case when tg_op = 'DELETE' then old.id else new.id end);
  return null;
end
$$;

CREATE FUNCTION reporting.mark_lead_of_row() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
  if tg_op <> 'DELETE' then
    insert into reporting.pending (lead_id) values (new.lead_id);
  end if;
  if tg_op = 'DELETE' or (tg_op = 'UPDATE' and old.lead_id <> new.lead_id) then
    insert into reporting.pending (lead_id) values (old.lead_id);
  end if;
  return null;
end
$$;

CREATE FUNCTION reporting.microseconds(duration interval) RETURNS bigint
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$ select (extract(epoch from duration) * 1000000)::bigint $$;

CREATE FUNCTION reporting.project(most integer, OUT marks bigint, OUT leads bigint, OUT is_done boolean, OUT as_of timestamp with time zone) RETURNS record
    LANGUAGE plpgsql
    AS $$
declare
  begun timestamptz := clock_timestamp();
  oldest timestamptz;
  marked uuid[];
  changes reporting.fact_change[];
begin
  select 0, 0, true, p.as_of into marks, leads, is_done, as_of from reporting.progress p;
  if not pg_try_advisory_xact_lock(hashtextextended('projection of reports', 0)) then
    return;
  end if;

  -- A crash of the server that loses this batch gives back its marks, too.
  perform set_config('synchronous_commit', 'off', true);

  with taken as (
    delete from reporting.pending
     where ctid = any (array(select p.ctid from reporting.pending p order by p.at limit most))
    returning lead_id
  )
  select count(*), coalesce(array_agg(distinct t.lead_id), '{}') into marks, marked from taken t;
  leads := cardinality(marked);

  if marks > 0 then
    with counted as materialized (
      select row(c.*)::reporting.lead_facts as fact from reporting.counted_leads c where c.lead_id = any (marked)
    ), known as materialized (
      select f as fact from reporting.lead_facts f where f.lead_id = any (marked)
    ), changed as materialized (
      select c.fact as present, k.fact as former
        from counted c full join known k on (k.fact).lead_id = (c.fact).lead_id
       where c.fact is distinct from k.fact
    ), written as (
      insert into reporting.lead_facts
      select (c.present).* from changed c where (c.present).lead_id is not null
      on conflict (lead_id) do update
         set (created_at, created_day, agent_id, source_type, property_type, nationality, budget_band, status, lost_reason, score,
              is_high_priority, response_us, converted_day, conversion_us, revenue, interaction_days, gap_days, gap_buckets, gap_positive)
           = (excluded.created_at, excluded.created_day, excluded.agent_id, excluded.source_type, excluded.property_type,
              excluded.nationality, excluded.budget_band, excluded.status, excluded.lost_reason, excluded.score,
              excluded.is_high_priority, excluded.response_us, excluded.converted_day, excluded.conversion_us, excluded.revenue,
              excluded.interaction_days, excluded.gap_days, excluded.gap_buckets, excluded.gap_positive)
    ), removed as (
      delete from reporting.lead_facts
       where lead_id in (select (c.former).lead_id from changed c where (c.present).lead_id is null)
    )
    select array_agg(row(d.sign, d.fact)::reporting.fact_change) into changes
      from (select 1 as sign, c.present as fact from changed c where (c.present).lead_id is not null
            union all
            select -1, c.former from changed c where (c.former).lead_id is not null) d;

    perform reporting.add_to_agent_sums(changes);
    perform reporting.add_to_day_sums(changes);
    perform reporting.add_to_profile_sums(changes);
  end if;

  select min(p.at) into oldest from reporting.pending p;
  is_done := oldest is null;
  -- While nothing happens, once a second is often enough.
  if marks > 0 or as_of < begun - interval '1 second' then
    update reporting.progress p set as_of = greatest(p.as_of, coalesce(oldest, begun)) returning p.as_of into as_of;
  end if;
end
$$;

CREATE FUNCTION reporting.rebuild_sums() RETURNS void
    LANGUAGE plpgsql
    AS $$
declare
  part reporting.fact_change[];
begin
  perform pg_advisory_xact_lock(hashtextextended('projection of reports', 0));
  delete from reporting.agent_sums;
  for part in
    select array_agg(row(1, n.fact)::reporting.fact_change)
      from (select f as fact, row_number() over (order by f.agent_id) / 1000 as part from reporting.lead_facts f) n
     group by n.part order by n.part
  loop
    perform reporting.add_to_agent_sums(part);
  end loop;

  delete from reporting.day_sums;
  for part in
    select array_agg(row(1, n.fact)::reporting.fact_change)
      from (select f as fact, row_number() over (order by f.created_day) / 1000 as part from reporting.lead_facts f) n
     group by n.part order by n.part
  loop
    perform reporting.add_to_day_sums(part);
  end loop;

  delete from reporting.profile_sums;
  for part in
    select array_agg(row(1, n.fact)::reporting.fact_change)
      from (select f as fact, row_number() over (order by f.source_type, f.nationality, f.budget_band, f.property_type) / 1000 as part from reporting.lead_facts f) n
     group by n.part order by n.part
  loop
    perform reporting.add_to_profile_sums(part);
  end loop;
end
$$;

CREATE FUNCTION reporting.sums_of(f reporting.lead_facts) RETURNS TABLE(leads bigint, converted bigint, score bigint, high_priority bigint, interactions bigint, deals bigint, revenue numeric, responses bigint, response_us numeric, response_squares numeric, converted_response_us numeric, response_1 bigint, response_2 bigint, response_3 bigint, response_4 bigint, response_5 bigint, converted_1 bigint, converted_2 bigint, converted_3 bigint, converted_4 bigint, converted_5 bigint, status_new bigint, status_contacted bigint, status_qualified bigint, status_viewing_scheduled bigint, status_negotiation bigint, status_transferred bigint, status_converted bigint, status_lost bigint)
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
  select 1::bigint, y.converted, f.score::bigint, f.is_high_priority::integer::bigint, coalesce(cardinality(f.interaction_days), 0)::bigint,
         (f.revenue is not null)::integer::bigint, coalesce(f.revenue, 0),
         (b.bucket > 0)::integer::bigint, coalesce(f.response_us, 0)::numeric,
         coalesce(f.response_us, 0)::numeric * coalesce(f.response_us, 0), coalesce(f.response_us, 0)::numeric * y.converted,
         (b.bucket = 1)::integer::bigint, (b.bucket = 2)::integer::bigint, (b.bucket = 3)::integer::bigint,
         (b.bucket = 4)::integer::bigint, (b.bucket = 5)::integer::bigint,
         (b.bucket = 1)::integer * y.converted, (b.bucket = 2)::integer * y.converted, (b.bucket = 3)::integer * y.converted,
         (b.bucket = 4)::integer * y.converted, (b.bucket = 5)::integer * y.converted,
         (f.status = 'new')::integer::bigint, (f.status = 'contacted')::integer::bigint, (f.status = 'qualified')::integer::bigint,
         (f.status = 'viewing_scheduled')::integer::bigint, (f.status = 'negotiation')::integer::bigint,
         (f.status = 'transferred')::integer::bigint, y.converted, (f.status = 'lost')::integer::bigint
    from (select (f.status = 'converted')::integer::bigint as converted) y,
         (select coalesce(reporting.time_bucket(f.response_us), 0) as bucket) b
$$;

CREATE FUNCTION reporting.time_bucket(microseconds bigint) RETURNS smallint
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
  select case when microseconds <= 3600000000 then 1 when microseconds <= 14400000000 then 2
              when microseconds <= 86400000000 then 3 when microseconds <= 259200000000 then 4
              when microseconds is not null then 5 end::smallint
$$;

CREATE TABLE public.agent_performance_metrics (
    id bigint NOT NULL,
    agent_id uuid NOT NULL,
    measured_at timestamp with time zone NOT NULL,
    leads_received integer NOT NULL,
    leads_converted integer NOT NULL,
    conversion_rate numeric(5,2) NOT NULL,
    CONSTRAINT agent_performance_metrics_check CHECK (((leads_converted >= 0) AND (leads_converted <= leads_received))),
    CONSTRAINT agent_performance_metrics_conversion_rate_check CHECK (((conversion_rate >= (0)::numeric) AND (conversion_rate <= (100)::numeric))),
    CONSTRAINT agent_performance_metrics_leads_received_check CHECK ((leads_received >= 0))
);

ALTER TABLE public.agent_performance_metrics ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.agent_performance_metrics_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.agent_tokens (
    agent_id uuid NOT NULL,
    token uuid DEFAULT gen_random_uuid() NOT NULL
)
WITH (fillfactor='20');

CREATE TABLE public.agents (
    id uuid NOT NULL,
    agent_no integer NOT NULL,
    full_name text NOT NULL,
    email text NOT NULL,
    phone text NOT NULL,
    whatsapp_number text,
    languages text[] NOT NULL,
    specialization_property_type text[] NOT NULL,
    specialization_areas text[] NOT NULL,
    is_active boolean NOT NULL,
    leave_from date,
    leave_until date,
    max_active_leads integer NOT NULL,
    weight integer NOT NULL,
    supervisor_user_id uuid,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    CONSTRAINT agents_email_check CHECK ((email = lower((email COLLATE "C")))),
    CONSTRAINT agents_full_name_check CHECK (((length(full_name) >= 1) AND (length(full_name) <= 1000))),
    CONSTRAINT agents_leave_in_order CHECK (((leave_until IS NULL) OR ((leave_from IS NOT NULL) AND (leave_from <= leave_until)))),
    CONSTRAINT agents_max_active_leads_check CHECK (((max_active_leads >= 1) AND (max_active_leads <= 50))),
    CONSTRAINT agents_phone_check CHECK ((phone ~ '^\+[1-9][0-9]{6,14}$'::text)),
    CONSTRAINT agents_specialization_property_type_check CHECK ((specialization_property_type <@ ARRAY['apartment'::text, 'villa'::text, 'townhouse'::text, 'commercial'::text, 'house'::text, 'studio'::text])),
    CONSTRAINT agents_weight_check CHECK (((weight >= 1) AND (weight <= 10))),
    CONSTRAINT agents_whatsapp_number_check CHECK ((whatsapp_number ~ '^\+[1-9][0-9]{6,14}$'::text))
);

ALTER TABLE public.agents ALTER COLUMN agent_no ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.agents_agent_no_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.api_keys (
    id uuid NOT NULL,
    name text NOT NULL,
    prefix text NOT NULL,
    key_hash bytea NOT NULL,
    scopes text[] NOT NULL,
    created_by uuid,
    created_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone,
    revoked_at timestamp with time zone,
    CONSTRAINT api_keys_check CHECK ((expires_at > created_at)),
    CONSTRAINT api_keys_key_hash_check CHECK ((length(key_hash) = 32)),
    CONSTRAINT api_keys_name_check CHECK (((length(name) >= 1) AND (length(name) <= 100))),
    CONSTRAINT api_keys_scopes_check CHECK (((cardinality(scopes) > 0) AND (scopes <@ ARRAY['capture'::text, 'export'::text, 'metrics'::text])))
);

CREATE TABLE public.audit_log (
    id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    actor_kind text NOT NULL,
    actor_id uuid NOT NULL,
    action text NOT NULL,
    entity_type text NOT NULL,
    entity_id uuid NOT NULL,
    changes jsonb,
    trace_id text NOT NULL,
    CONSTRAINT audit_log_actor_kind_check CHECK ((actor_kind = ANY (ARRAY['system'::text, 'user'::text, 'key'::text])))
);

ALTER TABLE public.audit_log ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.audit_log_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.countries (
    code character(2) NOT NULL,
    name text NOT NULL,
    CONSTRAINT countries_code_check CHECK ((code ~ '^[A-Z]{2}$'::text))
);

CREATE TABLE public.data_protection_keys (
    friendly_name text NOT NULL,
    xml text NOT NULL,
    created_at timestamp with time zone NOT NULL
);

CREATE TABLE public.follow_up_tasks (
    id uuid NOT NULL,
    lead_id uuid NOT NULL,
    agent_id uuid NOT NULL,
    task_type text NOT NULL,
    priority text NOT NULL,
    status text NOT NULL,
    due_date timestamp with time zone NOT NULL,
    completed_at timestamp with time zone,
    escalated_at timestamp with time zone,
    escalated_to uuid,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    CONSTRAINT follow_up_tasks_completed CHECK (((status = 'completed'::text) = (completed_at IS NOT NULL))),
    CONSTRAINT follow_up_tasks_not_forgotten CHECK (((status <> 'pending'::text) OR (escalated_at IS NOT NULL) OR (due_date >= (updated_at - '720:00:00'::interval)))),
    CONSTRAINT follow_up_tasks_priority_check CHECK ((priority = ANY (ARRAY['low'::text, 'medium'::text, 'high'::text, 'urgent'::text]))),
    CONSTRAINT follow_up_tasks_status_check CHECK ((status = ANY (ARRAY['pending'::text, 'completed'::text, 'cancelled'::text]))),
    CONSTRAINT follow_up_tasks_task_type_check CHECK ((task_type = ANY (ARRAY['call'::text, 'email'::text, 'whatsapp'::text, 'viewing'::text, 'meeting'::text, 'other'::text])))
)
WITH (fillfactor='85');

CREATE TABLE public.idempotency_keys (
    caller_id uuid NOT NULL,
    key text NOT NULL,
    request_digest text NOT NULL,
    answer jsonb NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT idempotency_keys_key_check CHECK (((length(key) >= 1) AND (length(key) <= 200)))
);

CREATE TABLE public.intake (
    id uuid NOT NULL,
    caller_kind text NOT NULL,
    caller_id uuid NOT NULL,
    inquiry_key text NOT NULL,
    door text NOT NULL,
    body text NOT NULL,
    reason text NOT NULL,
    detail jsonb NOT NULL,
    attempts integer NOT NULL,
    status text NOT NULL,
    lead_id uuid,
    first_at timestamp with time zone NOT NULL,
    last_at timestamp with time zone NOT NULL,
    CONSTRAINT intake_attempts_check CHECK ((attempts > 0)),
    CONSTRAINT intake_body_check CHECK ((octet_length(body) <= 65536)),
    CONSTRAINT intake_caller_kind_check CHECK ((caller_kind = ANY (ARRAY['user'::text, 'key'::text]))),
    CONSTRAINT intake_resolved_has_lead CHECK (((status = 'refused'::text) OR (lead_id IS NOT NULL))),
    CONSTRAINT intake_status_check CHECK ((status = ANY (ARRAY['refused'::text, 'resolved'::text])))
);

CREATE TABLE public.intake_claims (
    caller_id uuid NOT NULL,
    inquiry_key text NOT NULL,
    intake_id uuid NOT NULL,
    claimed_at timestamp with time zone NOT NULL
);

CREATE TABLE public.job_runs (
    id uuid NOT NULL,
    no bigint NOT NULL,
    job text NOT NULL,
    node text NOT NULL,
    cause text NOT NULL,
    due_at timestamp with time zone NOT NULL,
    attempt integer NOT NULL,
    requested_by uuid,
    started_at timestamp with time zone NOT NULL,
    finished_at timestamp with time zone,
    duration_ms bigint,
    outcome text NOT NULL,
    seen bigint DEFAULT 0 NOT NULL,
    changed bigint DEFAULT 0 NOT NULL,
    skipped jsonb DEFAULT '{}'::jsonb NOT NULL,
    expected bigint,
    error text,
    trace_id text NOT NULL,
    CONSTRAINT job_runs_attempt_check CHECK ((attempt > 0)),
    CONSTRAINT job_runs_cause_check CHECK ((cause = ANY (ARRAY['schedule'::text, 'request'::text, 'retry'::text, 'recovery'::text, 'catch_up'::text]))),
    CONSTRAINT job_runs_duration_ms_check CHECK ((duration_ms >= 0)),
    CONSTRAINT job_runs_failed_with_error CHECK (((outcome <> 'failed'::text) OR (error IS NOT NULL))),
    CONSTRAINT job_runs_finished CHECK (((outcome = 'running'::text) = (finished_at IS NULL))),
    CONSTRAINT job_runs_outcome_check CHECK ((outcome = ANY (ARRAY['running'::text, 'succeeded'::text, 'failed'::text, 'interrupted'::text])))
);

ALTER TABLE public.job_runs ALTER COLUMN no ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.job_runs_no_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.jobs (
    id uuid NOT NULL,
    name text NOT NULL,
    paused_at timestamp with time zone,
    paused_by uuid,
    missed_at timestamp with time zone,
    CONSTRAINT jobs_missed_in_pause CHECK (((missed_at IS NULL) OR (paused_at IS NOT NULL))),
    CONSTRAINT jobs_paused_by_somebody CHECK (((paused_at IS NULL) = (paused_by IS NULL)))
);

CREATE TABLE public.lead_analyses (
    id uuid NOT NULL,
    lead_id uuid NOT NULL,
    score numeric(4,3) NOT NULL,
    recommendation text NOT NULL,
    reasons jsonb NOT NULL,
    is_degraded boolean NOT NULL,
    source_type text NOT NULL,
    business_domain text,
    activity_count integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT lead_analyses_recommendation_check CHECK ((recommendation = ANY (ARRAY['transfer_to_sales'::text, 'nurture_lead'::text]))),
    CONSTRAINT lead_analyses_score_check CHECK (((score >= (0)::numeric) AND (score <= (1)::numeric)))
);

CREATE TABLE public.lead_assignments (
    id uuid NOT NULL,
    lead_id uuid NOT NULL,
    agent_id uuid NOT NULL,
    assigned_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    reason text NOT NULL,
    explanation jsonb NOT NULL,
    assigned_by uuid,
    remark text,
    went_stale_at timestamp with time zone,
    CONSTRAINT lead_assignments_check CHECK ((ended_at >= assigned_at)),
    CONSTRAINT lead_assignments_reason_check CHECK ((reason = ANY (ARRAY['best_match'::text, 'same_agent'::text, 'own_lead'::text, 'manual'::text, 'stale'::text, 'balance'::text, 'reopened'::text, 'restored'::text, 'offboarded'::text, 'leave'::text]))),
    CONSTRAINT lead_assignments_stale_while_held CHECK (((went_stale_at >= assigned_at) AND ((ended_at IS NULL) OR (went_stale_at <= ended_at))))
);

CREATE TABLE public.lead_conversion_history (
    id bigint NOT NULL,
    lead_id uuid NOT NULL,
    status_from text,
    status_to text NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    actor_id uuid,
    reason text,
    forced boolean NOT NULL,
    seconds_in_previous bigint,
    kind text DEFAULT 'step'::text NOT NULL,
    CONSTRAINT lead_conversion_history_corrections_stay CHECK (((kind = 'step'::text) OR ((status_from = 'converted'::text) AND (status_to = 'converted'::text) AND (actor_id IS NOT NULL) AND (reason IS NOT NULL) AND (NOT forced) AND (seconds_in_previous IS NULL)))),
    CONSTRAINT lead_conversion_history_kind_check CHECK ((kind = ANY (ARRAY['step'::text, 'correction'::text]))),
    CONSTRAINT lead_conversion_history_seconds_in_previous_check CHECK ((seconds_in_previous >= 0))
);

ALTER TABLE public.lead_conversion_history ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.lead_conversion_history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.lead_last_activity (
    lead_id uuid NOT NULL,
    agent_id uuid,
    last_activity_at timestamp with time zone NOT NULL
)
WITH (fillfactor='85');

CREATE TABLE public.lead_property_interests (
    lead_id uuid NOT NULL,
    property_id uuid NOT NULL,
    interest_level text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    CONSTRAINT lead_property_interests_interest_level_check CHECK ((interest_level = ANY (ARRAY['low'::text, 'medium'::text, 'high'::text])))
);

CREATE TABLE public.lead_scoring_rules (
    name text NOT NULL,
    version integer NOT NULL,
    definition jsonb NOT NULL,
    is_active boolean NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT lead_scoring_rules_version_check CHECK ((version > 0))
);

CREATE TABLE public.lead_sources (
    lead_id uuid NOT NULL,
    campaign_id text,
    utm_source text,
    referrer_agent_id text,
    resolved_referrer_agent_id uuid,
    property_id text,
    resolved_property_id uuid,
    post_id text,
    CONSTRAINT lead_sources_property_id_check CHECK ((length(property_id) <= 100)),
    CONSTRAINT lead_sources_referrer_agent_id_check CHECK ((length(referrer_agent_id) <= 100))
);

CREATE TABLE public.lead_status_steps (
    status_from text NOT NULL,
    status_to text NOT NULL,
    needs text,
    CONSTRAINT lead_status_steps_needs_check CHECK ((needs = ANY (ARRAY['actor'::text, 'sale'::text])))
);

CREATE TABLE public.leads (
    id uuid NOT NULL,
    source_type text NOT NULL,
    status text DEFAULT 'new'::text NOT NULL,
    sub_status text,
    status_changed_at timestamp with time zone NOT NULL,
    status_changed_by uuid,
    status_reason text,
    status_forced boolean DEFAULT false NOT NULL,
    lost_reason text,
    deal_value numeric(15,2),
    conversion_type text,
    first_name text,
    last_name text,
    phone text,
    email text,
    whatsapp_number text,
    instagram_handle text,
    nationality text,
    language_preference text,
    company text,
    business_domain text,
    purpose text NOT NULL,
    priority text NOT NULL,
    budget_min numeric(15,2),
    budget_max numeric(15,2),
    property_type text,
    preferred_areas text[] NOT NULL,
    bedrooms integer,
    move_in_date date,
    message text,
    tags text[] NOT NULL,
    rule_set text NOT NULL,
    rule_set_version integer NOT NULL,
    score_breakdown jsonb NOT NULL,
    raw_score integer NOT NULL,
    lead_score integer NOT NULL,
    assigned_agent_id uuid,
    queued_at timestamp with time zone,
    needs_supervisor boolean DEFAULT false NOT NULL,
    duplicate_of uuid,
    next_follow_up timestamp with time zone,
    first_contact_at timestamp with time zone,
    last_contact_at timestamp with time zone,
    call_attempts integer DEFAULT 0 NOT NULL,
    activity_count integer DEFAULT 0 NOT NULL,
    silence_since timestamp with time zone NOT NULL,
    silence_windows integer DEFAULT 0 NOT NULL,
    archived_at timestamp with time zone,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    nationality_country character(2),
    corrected_at timestamp with time zone,
    corrected_by uuid,
    correction_reason text,
    CONSTRAINT leads_activity_count_check CHECK ((activity_count >= 0)),
    CONSTRAINT leads_bedrooms_check CHECK (((bedrooms >= 0) AND (bedrooms <= 50))),
    CONSTRAINT leads_budget_in_order CHECK (((budget_min > (0)::numeric) AND (budget_max > (0)::numeric) AND (budget_min < budget_max) AND (budget_max <= (500000000)::numeric))),
    CONSTRAINT leads_budget_min_limit CHECK ((budget_min <= (500000000)::numeric)),
    CONSTRAINT leads_call_attempts_check CHECK ((call_attempts >= 0)),
    CONSTRAINT leads_conversion_type_check CHECK ((conversion_type = ANY (ARRAY['sale'::text, 'rental'::text]))),
    CONSTRAINT leads_correction_named CHECK ((((corrected_at IS NULL) = (corrected_by IS NULL)) AND ((corrected_at IS NULL) = (correction_reason IS NULL)))),
    CONSTRAINT leads_deal_value_check CHECK ((deal_value > (0)::numeric)),
    CONSTRAINT leads_email_check CHECK ((email = lower((email COLLATE "C")))),
    CONSTRAINT leads_first_name_check CHECK (((length(first_name) >= 1) AND (length(first_name) <= 1000))),
    CONSTRAINT leads_instagram_handle_check CHECK ((instagram_handle ~ '^[a-z0-9._]{1,30}$'::text)),
    CONSTRAINT leads_language_preference_known CHECK ((language_preference = ANY (ARRAY['arabic'::text, 'english'::text, 'hindi'::text, 'urdu'::text, 'russian'::text, 'mandarin'::text, 'french'::text, 'german'::text, 'spanish'::text, 'italian'::text, 'persian'::text, 'tagalog'::text, 'malayalam'::text, 'tamil'::text, 'bengali'::text, 'punjabi'::text, 'turkish'::text, 'portuguese'::text, 'ukrainian'::text]))),
    CONSTRAINT leads_last_name_check CHECK (((length(last_name) >= 1) AND (length(last_name) <= 1000))),
    CONSTRAINT leads_lead_score_check CHECK (((lead_score >= 0) AND (lead_score <= 100))),
    CONSTRAINT leads_lost_reason_fits CHECK ((((lost_reason IS NULL) = (status <> 'lost'::text)) AND (lost_reason = ANY (ARRAY['budget'::text, 'timing'::text, 'no_response'::text, 'not_interested'::text, 'competitor'::text, 'unreachable'::text, 'invalid'::text, 'other'::text])))),
    CONSTRAINT leads_nationality_country_form CHECK ((nationality_country ~ '^[A-Z]{2}$'::text)),
    CONSTRAINT leads_only_active_ones_wait CHECK (((queued_at IS NULL) OR ((archived_at IS NULL) AND (status = ANY (ARRAY['new'::text, 'contacted'::text, 'qualified'::text, 'viewing_scheduled'::text, 'negotiation'::text]))))),
    CONSTRAINT leads_phone_check CHECK ((phone ~ '^\+[1-9][0-9]{6,14}$'::text)),
    CONSTRAINT leads_priority_check CHECK ((priority = ANY (ARRAY['low'::text, 'medium'::text, 'high'::text, 'urgent'::text]))),
    CONSTRAINT leads_property_type_check CHECK ((property_type = ANY (ARRAY['apartment'::text, 'villa'::text, 'townhouse'::text, 'commercial'::text, 'house'::text, 'studio'::text]))),
    CONSTRAINT leads_purpose_check CHECK ((purpose = ANY (ARRAY['buy'::text, 'rent'::text, 'sell'::text, 'let'::text, 'invest'::text]))),
    CONSTRAINT leads_queue_without_agent CHECK (((queued_at IS NULL) OR (assigned_agent_id IS NULL))),
    CONSTRAINT leads_reachable CHECK (((source_type = ANY (ARRAY['scanner'::text, 'partner'::text, 'manual'::text])) OR (COALESCE(phone, email, whatsapp_number, instagram_handle) IS NOT NULL))),
    CONSTRAINT leads_score_is_clamped_sum CHECK ((lead_score = GREATEST(0, LEAST(100, raw_score)))),
    CONSTRAINT leads_silence_windows_check CHECK ((silence_windows >= 0)),
    CONSTRAINT leads_source_known CHECK ((source_type = ANY (ARRAY['bayut'::text, 'propertyFinder'::text, 'dubizzle'::text, 'website'::text, 'walk_in'::text, 'referral'::text, 'instagram'::text, 'facebook'::text, 'whatsapp'::text, 'partner'::text, 'scanner'::text, 'manual'::text, 'direct'::text, 'other'::text]))),
    CONSTRAINT leads_status_known CHECK ((status = ANY (ARRAY['new'::text, 'contacted'::text, 'qualified'::text, 'viewing_scheduled'::text, 'negotiation'::text, 'converted'::text, 'lost'::text, 'transferred'::text]))),
    CONSTRAINT leads_sub_status_fits CHECK (((sub_status IS NULL) OR ((sub_status = ANY (ARRAY['proposal'::text, 'applied'::text])) AND (status = 'negotiation'::text)) OR ((sub_status = 'callback'::text) AND (status = ANY (ARRAY['new'::text, 'contacted'::text, 'qualified'::text, 'viewing_scheduled'::text, 'negotiation'::text]))))),
    CONSTRAINT leads_whatsapp_number_check CHECK ((whatsapp_number ~ '^\+[1-9][0-9]{6,14}$'::text))
)
WITH (fillfactor='85');

CREATE TABLE public.phone_claims (
    phone text NOT NULL,
    source_type text NOT NULL,
    lead_id uuid NOT NULL,
    claimed_at timestamp with time zone NOT NULL
)
WITH (fillfactor='80');

CREATE TABLE public.properties (
    id uuid NOT NULL,
    title text NOT NULL,
    development text,
    address text,
    area text NOT NULL,
    property_type text NOT NULL,
    bedrooms integer,
    bathrooms integer,
    size_sqft numeric(12,2),
    price numeric(15,2) NOT NULL,
    purpose text NOT NULL,
    is_active boolean NOT NULL,
    source text,
    source_id text,
    listing_url text,
    agent_id uuid,
    views integer DEFAULT 0 NOT NULL,
    inquiries integer DEFAULT 0 NOT NULL,
    social jsonb,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    CONSTRAINT properties_bathrooms_check CHECK (((bathrooms >= 0) AND (bathrooms <= 50))),
    CONSTRAINT properties_bedrooms_check CHECK (((bedrooms >= 0) AND (bedrooms <= 50))),
    CONSTRAINT properties_inquiries_check CHECK ((inquiries >= 0)),
    CONSTRAINT properties_price_check CHECK ((price > (0)::numeric)),
    CONSTRAINT properties_price_limit CHECK ((price <= ('5000000000'::bigint)::numeric)),
    CONSTRAINT properties_property_type_check CHECK ((property_type = ANY (ARRAY['apartment'::text, 'villa'::text, 'townhouse'::text, 'commercial'::text, 'house'::text, 'studio'::text]))),
    CONSTRAINT properties_purpose_check CHECK ((purpose = ANY (ARRAY['buy'::text, 'rent'::text]))),
    CONSTRAINT properties_size_sqft_check CHECK ((size_sqft > (0)::numeric)),
    CONSTRAINT properties_source_whole CHECK (((source IS NULL) = (source_id IS NULL))),
    CONSTRAINT properties_title_check CHECK (((length(title) >= 1) AND (length(title) <= 200))),
    CONSTRAINT properties_views_check CHECK ((views >= 0))
);

CREATE TABLE public.refresh_tokens (
    token_hash bytea NOT NULL,
    sign_in_id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    used_at timestamp with time zone,
    next_salt bytea,
    next_hash bytea,
    CONSTRAINT refresh_tokens_check CHECK ((expires_at > created_at)),
    CONSTRAINT refresh_tokens_next CHECK ((((next_salt IS NULL) = (next_hash IS NULL)) AND ((next_salt IS NULL) OR (used_at IS NOT NULL)) AND (length(next_salt) = 32) AND (length(next_hash) = 32))),
    CONSTRAINT refresh_tokens_token_hash_check CHECK ((length(token_hash) = 32))
);

CREATE TABLE public.sales (
    id uuid NOT NULL,
    lead_id uuid NOT NULL,
    stage text NOT NULL,
    amount numeric(15,2),
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    CONSTRAINT sales_amount_check CHECK ((amount > (0)::numeric)),
    CONSTRAINT sales_amount_limit CHECK ((amount <= ('5000000000'::bigint)::numeric)),
    CONSTRAINT sales_paid_with_amount CHECK (((stage <> 'paid'::text) OR (amount IS NOT NULL))),
    CONSTRAINT sales_stage_check CHECK ((stage = ANY (ARRAY['new'::text, 'kyc'::text, 'agreement'::text, 'paid'::text, 'lost'::text])))
);

CREATE TABLE public.score_ledger (
    id bigint NOT NULL,
    lead_id uuid NOT NULL,
    rule text NOT NULL,
    points integer NOT NULL,
    reason text NOT NULL,
    at timestamp with time zone NOT NULL,
    activity_id uuid,
    silence_since timestamp with time zone,
    silence_window integer,
    CONSTRAINT score_ledger_silence_window_check CHECK ((silence_window > 0)),
    CONSTRAINT score_ledger_window_whole CHECK (((silence_since IS NULL) = (silence_window IS NULL)))
);

ALTER TABLE public.score_ledger ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.score_ledger_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.sign_in_failures (
    subject bytea NOT NULL,
    failures integer NOT NULL,
    last_try_at timestamp with time zone NOT NULL,
    wait_until timestamp with time zone NOT NULL,
    CONSTRAINT sign_in_failures_failures_check CHECK ((failures >= 0)),
    CONSTRAINT sign_in_failures_subject_check CHECK ((length(subject) = 32))
);

CREATE TABLE public.sign_ins (
    id uuid NOT NULL,
    user_id uuid NOT NULL,
    address inet,
    started_at timestamp with time zone NOT NULL,
    revoked_at timestamp with time zone
);

CREATE TABLE public.users (
    id uuid NOT NULL,
    email text NOT NULL,
    full_name text NOT NULL,
    password_hash text NOT NULL,
    role text NOT NULL,
    agent_id uuid,
    is_active boolean NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    is_demo boolean DEFAULT false NOT NULL,
    CONSTRAINT users_agent_has_agent_id CHECK (((role = 'agent'::text) = (agent_id IS NOT NULL))),
    CONSTRAINT users_email_check CHECK (((email = lower((btrim(email) COLLATE "C"))) AND ((length(email) >= 3) AND (length(email) <= 254)))),
    CONSTRAINT users_full_name_check CHECK (((length(full_name) >= 1) AND (length(full_name) <= 1000))),
    CONSTRAINT users_role_check CHECK ((role = ANY (ARRAY['admin'::text, 'supervisor'::text, 'agent'::text])))
);

CREATE TABLE quartz.qrtz_blob_triggers (
    sched_name text NOT NULL,
    trigger_name text NOT NULL,
    trigger_group text NOT NULL,
    blob_data bytea
);

CREATE TABLE quartz.qrtz_calendars (
    sched_name text NOT NULL,
    calendar_name text NOT NULL,
    calendar bytea NOT NULL
);

CREATE TABLE quartz.qrtz_cron_triggers (
    sched_name text NOT NULL,
    trigger_name text NOT NULL,
    trigger_group text NOT NULL,
    cron_expression text NOT NULL,
    time_zone_id text
);

CREATE TABLE quartz.qrtz_execution_history (
    sched_name text NOT NULL,
    entry_id text NOT NULL,
    instance_name text NOT NULL,
    job_name text NOT NULL,
    job_group text NOT NULL,
    trigger_name text NOT NULL,
    trigger_group text NOT NULL,
    fired_time bigint NOT NULL,
    run_time bigint NOT NULL,
    succeeded boolean NOT NULL,
    error_message text,
    retry_attempt integer DEFAULT 0 NOT NULL,
    retry_scheduled boolean DEFAULT false NOT NULL,
    execution_log text,
    result integer,
    summary text,
    metrics text,
    manual boolean,
    fire_instance_id text,
    job_input text,
    job_input_too_large boolean
);

CREATE TABLE quartz.qrtz_fired_triggers (
    sched_name text NOT NULL,
    entry_id text NOT NULL,
    trigger_name text NOT NULL,
    trigger_group text NOT NULL,
    instance_name text NOT NULL,
    fired_time bigint NOT NULL,
    sched_time bigint NOT NULL,
    priority integer NOT NULL,
    state text NOT NULL,
    job_name text,
    job_group text,
    is_nonconcurrent boolean NOT NULL,
    requests_recovery boolean,
    execution_group character varying(200),
    progress integer,
    progress_message character varying(250),
    interrupt_requested_time bigint
);

CREATE TABLE quartz.qrtz_job_details (
    sched_name text NOT NULL,
    job_name text NOT NULL,
    job_group text NOT NULL,
    description text,
    job_class_name text NOT NULL,
    is_durable boolean NOT NULL,
    is_nonconcurrent boolean NOT NULL,
    is_update_data boolean NOT NULL,
    requests_recovery boolean NOT NULL,
    job_data bytea
);

CREATE TABLE quartz.qrtz_job_status (
    sched_name text NOT NULL,
    job_group text NOT NULL,
    job_name text NOT NULL,
    first_fired_time bigint NOT NULL,
    last_fired_time bigint NOT NULL,
    last_result integer NOT NULL,
    last_run_time bigint NOT NULL,
    last_instance_name text NOT NULL,
    last_entry_id text,
    last_summary text,
    last_success_time bigint,
    last_failure_time bigint,
    last_failure_message text,
    consecutive_failures integer DEFAULT 0 NOT NULL,
    run_count bigint DEFAULT 0 NOT NULL,
    failure_count bigint DEFAULT 0 NOT NULL
);

CREATE TABLE quartz.qrtz_locks (
    sched_name text NOT NULL,
    lock_name text NOT NULL
);

CREATE TABLE quartz.qrtz_misfire_history (
    sched_name text NOT NULL,
    entry_id text NOT NULL,
    instance_name text NOT NULL,
    trigger_name text NOT NULL,
    trigger_group text NOT NULL,
    job_name text,
    job_group text,
    misfire_time bigint NOT NULL,
    sched_time bigint,
    reason integer
);

CREATE TABLE quartz.qrtz_paused_job_grps (
    sched_name text NOT NULL,
    job_group text NOT NULL,
    pause_reason character varying(250),
    paused_by character varying(200),
    paused_at bigint
);

CREATE TABLE quartz.qrtz_paused_trigger_grps (
    sched_name text NOT NULL,
    trigger_group text NOT NULL,
    pause_reason character varying(250),
    paused_by character varying(200),
    paused_at bigint
);

CREATE TABLE quartz.qrtz_scheduler_state (
    sched_name text NOT NULL,
    instance_name text NOT NULL,
    last_checkin_time bigint NOT NULL,
    checkin_interval bigint NOT NULL,
    quartz_version character varying(20)
);

CREATE TABLE quartz.qrtz_simple_triggers (
    sched_name text NOT NULL,
    trigger_name text NOT NULL,
    trigger_group text NOT NULL,
    repeat_count bigint NOT NULL,
    repeat_interval bigint NOT NULL,
    times_triggered bigint NOT NULL
);

CREATE TABLE quartz.qrtz_simprop_triggers (
    sched_name text NOT NULL,
    trigger_name text NOT NULL,
    trigger_group text NOT NULL,
    str_prop_1 text,
    str_prop_2 text,
    str_prop_3 text,
    int_prop_1 integer,
    int_prop_2 integer,
    long_prop_1 bigint,
    long_prop_2 bigint,
    dec_prop_1 numeric,
    dec_prop_2 numeric,
    bool_prop_1 boolean,
    bool_prop_2 boolean,
    time_zone_id text
);

CREATE TABLE quartz.qrtz_triggers (
    sched_name text NOT NULL,
    trigger_name text NOT NULL,
    trigger_group text NOT NULL,
    job_name text NOT NULL,
    job_group text NOT NULL,
    description text,
    next_fire_time bigint,
    prev_fire_time bigint,
    priority integer,
    trigger_state text NOT NULL,
    trigger_type text NOT NULL,
    start_time bigint NOT NULL,
    end_time bigint,
    calendar_name text,
    misfire_instr smallint,
    misfire_orig_fire_time bigint,
    execution_group character varying(200),
    preferred_node character varying(200),
    preferred_node_auto boolean DEFAULT false NOT NULL,
    retry_policy character varying(250),
    retry_attempt integer,
    continues_trigger_name text,
    continues_trigger_group text,
    continuation_condition integer,
    overlap_policy integer,
    pause_reason character varying(250),
    paused_by character varying(200),
    paused_at bigint,
    misfire_threshold bigint,
    fixed_delay boolean,
    job_data bytea
);

CREATE TABLE reporting.agent_sums (
    level text NOT NULL,
    agent_id uuid,
    source_type text COLLATE pg_catalog."C",
    property_type text COLLATE pg_catalog."C",
    leads bigint NOT NULL,
    converted bigint NOT NULL,
    score bigint NOT NULL,
    high_priority bigint NOT NULL,
    interactions bigint NOT NULL,
    deals bigint NOT NULL,
    revenue numeric NOT NULL,
    responses bigint NOT NULL,
    response_us numeric NOT NULL,
    response_squares numeric NOT NULL,
    converted_response_us numeric NOT NULL,
    response_1 bigint NOT NULL,
    response_2 bigint NOT NULL,
    response_3 bigint NOT NULL,
    response_4 bigint NOT NULL,
    response_5 bigint NOT NULL,
    converted_1 bigint NOT NULL,
    converted_2 bigint NOT NULL,
    converted_3 bigint NOT NULL,
    converted_4 bigint NOT NULL,
    converted_5 bigint NOT NULL,
    status_new bigint NOT NULL,
    status_contacted bigint NOT NULL,
    status_qualified bigint NOT NULL,
    status_viewing_scheduled bigint NOT NULL,
    status_negotiation bigint NOT NULL,
    status_transferred bigint NOT NULL,
    status_converted bigint NOT NULL,
    status_lost bigint NOT NULL,
    CONSTRAINT agent_sums_level_check CHECK ((level = ANY (ARRAY['agent'::text, 'source'::text, 'type'::text])))
)
PARTITION BY LIST (level);

CREATE TABLE reporting.agent_sums_agent (
    level text NOT NULL,
    agent_id uuid,
    source_type text COLLATE pg_catalog."C",
    property_type text COLLATE pg_catalog."C",
    leads bigint NOT NULL,
    converted bigint NOT NULL,
    score bigint NOT NULL,
    high_priority bigint NOT NULL,
    interactions bigint NOT NULL,
    deals bigint NOT NULL,
    revenue numeric NOT NULL,
    responses bigint NOT NULL,
    response_us numeric NOT NULL,
    response_squares numeric NOT NULL,
    converted_response_us numeric NOT NULL,
    response_1 bigint NOT NULL,
    response_2 bigint NOT NULL,
    response_3 bigint NOT NULL,
    response_4 bigint NOT NULL,
    response_5 bigint NOT NULL,
    converted_1 bigint NOT NULL,
    converted_2 bigint NOT NULL,
    converted_3 bigint NOT NULL,
    converted_4 bigint NOT NULL,
    converted_5 bigint NOT NULL,
    status_new bigint NOT NULL,
    status_contacted bigint NOT NULL,
    status_qualified bigint NOT NULL,
    status_viewing_scheduled bigint NOT NULL,
    status_negotiation bigint NOT NULL,
    status_transferred bigint NOT NULL,
    status_converted bigint NOT NULL,
    status_lost bigint NOT NULL,
    CONSTRAINT agent_sums_level_check CHECK ((level = ANY (ARRAY['agent'::text, 'source'::text, 'type'::text])))
)
WITH (fillfactor='60', autovacuum_vacuum_scale_factor='0.02', autovacuum_analyze_scale_factor='0.05');

CREATE TABLE reporting.agent_sums_source (
    level text NOT NULL,
    agent_id uuid,
    source_type text COLLATE pg_catalog."C",
    property_type text COLLATE pg_catalog."C",
    leads bigint NOT NULL,
    converted bigint NOT NULL,
    score bigint NOT NULL,
    high_priority bigint NOT NULL,
    interactions bigint NOT NULL,
    deals bigint NOT NULL,
    revenue numeric NOT NULL,
    responses bigint NOT NULL,
    response_us numeric NOT NULL,
    response_squares numeric NOT NULL,
    converted_response_us numeric NOT NULL,
    response_1 bigint NOT NULL,
    response_2 bigint NOT NULL,
    response_3 bigint NOT NULL,
    response_4 bigint NOT NULL,
    response_5 bigint NOT NULL,
    converted_1 bigint NOT NULL,
    converted_2 bigint NOT NULL,
    converted_3 bigint NOT NULL,
    converted_4 bigint NOT NULL,
    converted_5 bigint NOT NULL,
    status_new bigint NOT NULL,
    status_contacted bigint NOT NULL,
    status_qualified bigint NOT NULL,
    status_viewing_scheduled bigint NOT NULL,
    status_negotiation bigint NOT NULL,
    status_transferred bigint NOT NULL,
    status_converted bigint NOT NULL,
    status_lost bigint NOT NULL,
    CONSTRAINT agent_sums_level_check CHECK ((level = ANY (ARRAY['agent'::text, 'source'::text, 'type'::text])))
)
WITH (fillfactor='60', autovacuum_vacuum_scale_factor='0.02', autovacuum_analyze_scale_factor='0.05');

CREATE TABLE reporting.agent_sums_type (
    level text NOT NULL,
    agent_id uuid,
    source_type text COLLATE pg_catalog."C",
    property_type text COLLATE pg_catalog."C",
    leads bigint NOT NULL,
    converted bigint NOT NULL,
    score bigint NOT NULL,
    high_priority bigint NOT NULL,
    interactions bigint NOT NULL,
    deals bigint NOT NULL,
    revenue numeric NOT NULL,
    responses bigint NOT NULL,
    response_us numeric NOT NULL,
    response_squares numeric NOT NULL,
    converted_response_us numeric NOT NULL,
    response_1 bigint NOT NULL,
    response_2 bigint NOT NULL,
    response_3 bigint NOT NULL,
    response_4 bigint NOT NULL,
    response_5 bigint NOT NULL,
    converted_1 bigint NOT NULL,
    converted_2 bigint NOT NULL,
    converted_3 bigint NOT NULL,
    converted_4 bigint NOT NULL,
    converted_5 bigint NOT NULL,
    status_new bigint NOT NULL,
    status_contacted bigint NOT NULL,
    status_qualified bigint NOT NULL,
    status_viewing_scheduled bigint NOT NULL,
    status_negotiation bigint NOT NULL,
    status_transferred bigint NOT NULL,
    status_converted bigint NOT NULL,
    status_lost bigint NOT NULL,
    CONSTRAINT agent_sums_level_check CHECK ((level = ANY (ARRAY['agent'::text, 'source'::text, 'type'::text])))
)
WITH (fillfactor='60', autovacuum_vacuum_scale_factor='0.02', autovacuum_analyze_scale_factor='0.05');

CREATE VIEW reporting.counted_leads AS
 SELECT l.id AS lead_id,
    l.created_at,
    reporting.dubai_day(l.created_at) AS created_day,
    l.assigned_agent_id AS agent_id,
    (l.source_type COLLATE "C") AS source_type,
    (COALESCE(l.property_type, ''::text) COLLATE "C") AS property_type,
    ("left"(COALESCE(k.name, l.nationality, ''::text), 100) COLLATE "C") AS nationality,
    (reporting.budget_band(l.purpose, l.budget_max) COLLATE "C") AS budget_band,
    (l.status COLLATE "C") AS status,
    (COALESCE(l.lost_reason, ''::text) COLLATE "C") AS lost_reason,
    (l.lead_score)::smallint AS score,
    (l.priority = ANY (ARRAY['high'::text, 'urgent'::text])) AS is_high_priority,
    reporting.microseconds((l.first_contact_at - l.created_at)) AS response_us,
    reporting.dubai_day(c.converted_at) AS converted_day,
    reporting.microseconds((c.converted_at - l.created_at)) AS conversion_us,
    (
        CASE
            WHEN (l.status = 'converted'::text) THEN COALESCE(s.amount, l.deal_value)
            ELSE NULL::numeric
        END)::numeric(15,2) AS revenue,
    a.interaction_days,
    a.gap_days,
    a.gap_buckets,
    a.gap_positive
   FROM ((((public.leads l
     LEFT JOIN public.countries k ON ((k.code = l.nationality_country)))
     LEFT JOIN LATERAL ( SELECT max(h.changed_at) AS converted_at
           FROM public.lead_conversion_history h
          WHERE ((h.lead_id = l.id) AND (h.status_to = 'converted'::text) AND (h.kind = 'step'::text))) c ON ((l.status = 'converted'::text)))
     LEFT JOIN LATERAL ( SELECT p.amount
           FROM public.sales p
          WHERE ((p.lead_id = l.id) AND (p.stage = 'paid'::text))
          ORDER BY p.updated_at DESC, p.id
         LIMIT 1) s ON ((l.status = 'converted'::text)))
     LEFT JOIN LATERAL ( SELECT array_agg(reporting.dubai_day(e.occurred_at) ORDER BY e.occurred_at, e.id) FILTER (WHERE e.interaction) AS interaction_days,
            array_agg(reporting.dubai_day(e.occurred_at) ORDER BY e.occurred_at, e.id) FILTER (WHERE (e.gap IS NOT NULL)) AS gap_days,
            array_agg(reporting.time_bucket(reporting.microseconds(e.gap)) ORDER BY e.occurred_at, e.id) FILTER (WHERE (e.gap IS NOT NULL)) AS gap_buckets,
            array_agg(((NOT (e.outcome IS DISTINCT FROM 'positive'::text)) OR (l.status = 'converted'::text)) ORDER BY e.occurred_at, e.id) FILTER (WHERE (e.gap IS NOT NULL)) AS gap_positive
           FROM ( SELECT t.id,
                    t.occurred_at,
                    t.outcome,
                    reporting.is_interaction(t.*) AS interaction,
                        CASE
                            WHEN reporting.is_contact(t.*) THEN (t.occurred_at - lag(t.occurred_at) OVER (PARTITION BY (reporting.is_contact(t.*)) ORDER BY t.occurred_at, t.id))
                            ELSE NULL::interval
                        END AS gap
                   FROM public.lead_activities t
                  WHERE (t.lead_id = l.id)) e) a ON (true))
  WHERE (l.archived_at IS NULL);

CREATE TABLE reporting.day_sums (
    grain text NOT NULL,
    day date NOT NULL,
    source_type text NOT NULL COLLATE pg_catalog."C",
    property_type text NOT NULL COLLATE pg_catalog."C",
    leads bigint NOT NULL,
    converted bigint NOT NULL,
    score bigint NOT NULL,
    conversions bigint NOT NULL,
    conversion_us numeric NOT NULL,
    deals bigint NOT NULL,
    revenue numeric NOT NULL,
    interactions bigint NOT NULL,
    gaps_1 bigint NOT NULL,
    gaps_2 bigint NOT NULL,
    gaps_3 bigint NOT NULL,
    gaps_4 bigint NOT NULL,
    gaps_5 bigint NOT NULL,
    positive_1 bigint NOT NULL,
    positive_2 bigint NOT NULL,
    positive_3 bigint NOT NULL,
    positive_4 bigint NOT NULL,
    positive_5 bigint NOT NULL,
    CONSTRAINT day_sums_grain_check CHECK ((grain = ANY (ARRAY['day'::text, 'month'::text])))
)
PARTITION BY LIST (grain);

CREATE TABLE reporting.day_sums_day (
    grain text NOT NULL,
    day date NOT NULL,
    source_type text NOT NULL COLLATE pg_catalog."C",
    property_type text NOT NULL COLLATE pg_catalog."C",
    leads bigint NOT NULL,
    converted bigint NOT NULL,
    score bigint NOT NULL,
    conversions bigint NOT NULL,
    conversion_us numeric NOT NULL,
    deals bigint NOT NULL,
    revenue numeric NOT NULL,
    interactions bigint NOT NULL,
    gaps_1 bigint NOT NULL,
    gaps_2 bigint NOT NULL,
    gaps_3 bigint NOT NULL,
    gaps_4 bigint NOT NULL,
    gaps_5 bigint NOT NULL,
    positive_1 bigint NOT NULL,
    positive_2 bigint NOT NULL,
    positive_3 bigint NOT NULL,
    positive_4 bigint NOT NULL,
    positive_5 bigint NOT NULL,
    CONSTRAINT day_sums_grain_check CHECK ((grain = ANY (ARRAY['day'::text, 'month'::text])))
)
WITH (fillfactor='70', autovacuum_vacuum_scale_factor='0.02', autovacuum_analyze_scale_factor='0.05');

CREATE TABLE reporting.day_sums_month (
    grain text NOT NULL,
    day date NOT NULL,
    source_type text NOT NULL COLLATE pg_catalog."C",
    property_type text NOT NULL COLLATE pg_catalog."C",
    leads bigint NOT NULL,
    converted bigint NOT NULL,
    score bigint NOT NULL,
    conversions bigint NOT NULL,
    conversion_us numeric NOT NULL,
    deals bigint NOT NULL,
    revenue numeric NOT NULL,
    interactions bigint NOT NULL,
    gaps_1 bigint NOT NULL,
    gaps_2 bigint NOT NULL,
    gaps_3 bigint NOT NULL,
    gaps_4 bigint NOT NULL,
    gaps_5 bigint NOT NULL,
    positive_1 bigint NOT NULL,
    positive_2 bigint NOT NULL,
    positive_3 bigint NOT NULL,
    positive_4 bigint NOT NULL,
    positive_5 bigint NOT NULL,
    CONSTRAINT day_sums_grain_check CHECK ((grain = ANY (ARRAY['day'::text, 'month'::text])))
)
WITH (fillfactor='60', autovacuum_vacuum_scale_factor='0.02', autovacuum_analyze_scale_factor='0.05');

CREATE VIEW reporting.lead_days AS
 SELECT f.agent_id,
    f.source_type,
    f.property_type,
    d.day,
    d.leads,
    d.converted,
    d.score,
    d.conversions,
    d.conversion_us,
    d.deals,
    d.revenue,
    d.interactions,
    d.gaps_1,
    d.gaps_2,
    d.gaps_3,
    d.gaps_4,
    d.gaps_5,
    d.positive_1,
    d.positive_2,
    d.positive_3,
    d.positive_4,
    d.positive_5
   FROM (reporting.lead_facts f
     CROSS JOIN LATERAL reporting.days_of(f.*) d(day, leads, converted, score, conversions, conversion_us, deals, revenue, interactions, gaps_1, gaps_2, gaps_3, gaps_4, gaps_5, positive_1, positive_2, positive_3, positive_4, positive_5));

CREATE VIEW reporting.lead_sums AS
 SELECT f.created_day,
    f.agent_id,
    f.source_type,
    f.property_type,
    f.status AS lead_status,
    f.score AS lead_score,
    s.leads,
    s.converted,
    s.score,
    s.high_priority,
    s.interactions,
    s.deals,
    s.revenue,
    s.responses,
    s.response_us,
    s.response_squares,
    s.converted_response_us,
    s.response_1,
    s.response_2,
    s.response_3,
    s.response_4,
    s.response_5,
    s.converted_1,
    s.converted_2,
    s.converted_3,
    s.converted_4,
    s.converted_5,
    s.status_new,
    s.status_contacted,
    s.status_qualified,
    s.status_viewing_scheduled,
    s.status_negotiation,
    s.status_transferred,
    s.status_converted,
    s.status_lost
   FROM (reporting.lead_facts f
     CROSS JOIN LATERAL reporting.sums_of(f.*) s(leads, converted, score, high_priority, interactions, deals, revenue, responses, response_us, response_squares, converted_response_us, response_1, response_2, response_3, response_4, response_5, converted_1, converted_2, converted_3, converted_4, converted_5, status_new, status_contacted, status_qualified, status_viewing_scheduled, status_negotiation, status_transferred, status_converted, status_lost));

CREATE TABLE reporting.pending (
    lead_id uuid NOT NULL,
    at timestamp with time zone DEFAULT clock_timestamp() NOT NULL
)
WITH (autovacuum_vacuum_scale_factor='0', autovacuum_vacuum_threshold='2000', autovacuum_analyze_scale_factor='0.5');

CREATE TABLE reporting.profile_sums (
    class text NOT NULL,
    source_type text NOT NULL COLLATE pg_catalog."C",
    nationality text NOT NULL COLLATE pg_catalog."C",
    budget_band text NOT NULL COLLATE pg_catalog."C",
    property_type text NOT NULL COLLATE pg_catalog."C",
    status text NOT NULL COLLATE pg_catalog."C",
    lost_reason text NOT NULL COLLATE pg_catalog."C",
    leads bigint NOT NULL,
    score bigint NOT NULL,
    deals bigint NOT NULL,
    revenue numeric NOT NULL,
    earliest timestamp with time zone,
    latest timestamp with time zone,
    CONSTRAINT profile_sums_class_check CHECK ((class = ANY (ARRAY['high'::text, 'low'::text])))
)
PARTITION BY LIST (class);

CREATE TABLE reporting.profile_sums_high (
    class text NOT NULL,
    source_type text NOT NULL COLLATE pg_catalog."C",
    nationality text NOT NULL COLLATE pg_catalog."C",
    budget_band text NOT NULL COLLATE pg_catalog."C",
    property_type text NOT NULL COLLATE pg_catalog."C",
    status text NOT NULL COLLATE pg_catalog."C",
    lost_reason text NOT NULL COLLATE pg_catalog."C",
    leads bigint NOT NULL,
    score bigint NOT NULL,
    deals bigint NOT NULL,
    revenue numeric NOT NULL,
    earliest timestamp with time zone,
    latest timestamp with time zone,
    CONSTRAINT profile_sums_class_check CHECK ((class = ANY (ARRAY['high'::text, 'low'::text])))
)
WITH (fillfactor='70', autovacuum_vacuum_scale_factor='0.02', autovacuum_analyze_scale_factor='0.05');

CREATE TABLE reporting.profile_sums_low (
    class text NOT NULL,
    source_type text NOT NULL COLLATE pg_catalog."C",
    nationality text NOT NULL COLLATE pg_catalog."C",
    budget_band text NOT NULL COLLATE pg_catalog."C",
    property_type text NOT NULL COLLATE pg_catalog."C",
    status text NOT NULL COLLATE pg_catalog."C",
    lost_reason text NOT NULL COLLATE pg_catalog."C",
    leads bigint NOT NULL,
    score bigint NOT NULL,
    deals bigint NOT NULL,
    revenue numeric NOT NULL,
    earliest timestamp with time zone,
    latest timestamp with time zone,
    CONSTRAINT profile_sums_class_check CHECK ((class = ANY (ARRAY['high'::text, 'low'::text])))
)
WITH (fillfactor='70', autovacuum_vacuum_scale_factor='0.02', autovacuum_analyze_scale_factor='0.05');

CREATE TABLE reporting.progress (
    only_row boolean DEFAULT true NOT NULL,
    as_of timestamp with time zone NOT NULL,
    CONSTRAINT progress_only_row_check CHECK (only_row)
);

ALTER TABLE ONLY reporting.agent_sums ATTACH PARTITION reporting.agent_sums_agent FOR VALUES IN ('agent');

ALTER TABLE ONLY reporting.agent_sums ATTACH PARTITION reporting.agent_sums_source FOR VALUES IN ('source');

ALTER TABLE ONLY reporting.agent_sums ATTACH PARTITION reporting.agent_sums_type FOR VALUES IN ('type');

ALTER TABLE ONLY reporting.day_sums ATTACH PARTITION reporting.day_sums_day FOR VALUES IN ('day');

ALTER TABLE ONLY reporting.day_sums ATTACH PARTITION reporting.day_sums_month FOR VALUES IN ('month');

ALTER TABLE ONLY reporting.profile_sums ATTACH PARTITION reporting.profile_sums_high FOR VALUES IN ('high');

ALTER TABLE ONLY reporting.profile_sums ATTACH PARTITION reporting.profile_sums_low FOR VALUES IN ('low');

ALTER TABLE ONLY public.agent_performance_metrics
    ADD CONSTRAINT agent_performance_metrics_agent_id_measured_at_key UNIQUE (agent_id, measured_at);

ALTER TABLE ONLY public.agent_performance_metrics
    ADD CONSTRAINT agent_performance_metrics_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.agent_seats
    ADD CONSTRAINT agent_seats_pkey PRIMARY KEY (agent_id);

ALTER TABLE ONLY public.agent_tokens
    ADD CONSTRAINT agent_tokens_pkey PRIMARY KEY (agent_id);

ALTER TABLE ONLY public.agents
    ADD CONSTRAINT agents_agent_no_key UNIQUE (agent_no);

ALTER TABLE ONLY public.agents
    ADD CONSTRAINT agents_email_key UNIQUE (email);

ALTER TABLE ONLY public.agents
    ADD CONSTRAINT agents_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.api_keys
    ADD CONSTRAINT api_keys_key_hash_key UNIQUE (key_hash);

ALTER TABLE ONLY public.api_keys
    ADD CONSTRAINT api_keys_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.api_keys
    ADD CONSTRAINT api_keys_prefix_key UNIQUE (prefix);

ALTER TABLE ONLY public.assignment_policies
    ADD CONSTRAINT assignment_policies_pkey PRIMARY KEY (name, version);

ALTER TABLE ONLY public.audit_log
    ADD CONSTRAINT audit_log_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.countries
    ADD CONSTRAINT countries_name_key UNIQUE (name);

ALTER TABLE ONLY public.countries
    ADD CONSTRAINT countries_pkey PRIMARY KEY (code);

ALTER TABLE ONLY public.data_protection_keys
    ADD CONSTRAINT data_protection_keys_pkey PRIMARY KEY (friendly_name);

ALTER TABLE ONLY public.follow_up_tasks
    ADD CONSTRAINT follow_up_tasks_apart EXCLUDE USING gist (agent_id WITH =, tsrange((due_date AT TIME ZONE 'UTC'::text), ((due_date AT TIME ZONE 'UTC'::text) + '00:30:00'::interval)) WITH &&) WHERE ((status = 'pending'::text));

ALTER TABLE ONLY public.follow_up_tasks
    ADD CONSTRAINT follow_up_tasks_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.idempotency_keys
    ADD CONSTRAINT idempotency_keys_pkey PRIMARY KEY (caller_id, key);

ALTER TABLE ONLY public.intake_claims
    ADD CONSTRAINT intake_claims_pkey PRIMARY KEY (caller_id, inquiry_key);

ALTER TABLE ONLY public.intake
    ADD CONSTRAINT intake_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.job_runs
    ADD CONSTRAINT job_runs_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.jobs
    ADD CONSTRAINT jobs_name_key UNIQUE (name);

ALTER TABLE ONLY public.jobs
    ADD CONSTRAINT jobs_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.lead_activities
    ADD CONSTRAINT lead_activities_external_message_key UNIQUE (external_message_id);

ALTER TABLE ONLY public.lead_activities
    ADD CONSTRAINT lead_activities_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.lead_analyses
    ADD CONSTRAINT lead_analyses_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.lead_assignments
    ADD CONSTRAINT lead_assignments_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.lead_conversion_history
    ADD CONSTRAINT lead_conversion_history_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.lead_last_activity
    ADD CONSTRAINT lead_last_activity_pkey PRIMARY KEY (lead_id);

ALTER TABLE ONLY public.lead_property_interests
    ADD CONSTRAINT lead_property_interests_pkey PRIMARY KEY (lead_id, property_id);

ALTER TABLE ONLY public.lead_scoring_rules
    ADD CONSTRAINT lead_scoring_rules_pkey PRIMARY KEY (name, version);

ALTER TABLE ONLY public.lead_sources
    ADD CONSTRAINT lead_sources_pkey PRIMARY KEY (lead_id);

ALTER TABLE ONLY public.lead_status_steps
    ADD CONSTRAINT lead_status_steps_pkey PRIMARY KEY (status_from, status_to);

ALTER TABLE ONLY public.leads
    ADD CONSTRAINT leads_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.phone_claims
    ADD CONSTRAINT phone_claims_pkey PRIMARY KEY (phone, source_type);

ALTER TABLE ONLY public.properties
    ADD CONSTRAINT properties_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.properties
    ADD CONSTRAINT properties_source_key UNIQUE (source, source_id);

ALTER TABLE ONLY public.refresh_tokens
    ADD CONSTRAINT refresh_tokens_pkey PRIMARY KEY (token_hash);

ALTER TABLE ONLY public.sales
    ADD CONSTRAINT sales_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.score_ledger
    ADD CONSTRAINT score_ledger_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.score_ledger
    ADD CONSTRAINT score_ledger_window_once UNIQUE (lead_id, rule, silence_since, silence_window);

ALTER TABLE ONLY public.sign_in_failures
    ADD CONSTRAINT sign_in_failures_pkey PRIMARY KEY (subject);

ALTER TABLE ONLY public.sign_ins
    ADD CONSTRAINT sign_ins_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.users
    ADD CONSTRAINT users_agent_id_key UNIQUE (agent_id);

ALTER TABLE ONLY public.users
    ADD CONSTRAINT users_email_key UNIQUE (email);

ALTER TABLE ONLY public.users
    ADD CONSTRAINT users_pkey PRIMARY KEY (id);

ALTER TABLE ONLY quartz.qrtz_blob_triggers
    ADD CONSTRAINT qrtz_blob_triggers_pkey PRIMARY KEY (sched_name, trigger_name, trigger_group);

ALTER TABLE ONLY quartz.qrtz_calendars
    ADD CONSTRAINT qrtz_calendars_pkey PRIMARY KEY (sched_name, calendar_name);

ALTER TABLE ONLY quartz.qrtz_cron_triggers
    ADD CONSTRAINT qrtz_cron_triggers_pkey PRIMARY KEY (sched_name, trigger_name, trigger_group);

ALTER TABLE ONLY quartz.qrtz_execution_history
    ADD CONSTRAINT qrtz_execution_history_pkey PRIMARY KEY (sched_name, entry_id);

ALTER TABLE ONLY quartz.qrtz_fired_triggers
    ADD CONSTRAINT qrtz_fired_triggers_pkey PRIMARY KEY (sched_name, entry_id);

ALTER TABLE ONLY quartz.qrtz_job_details
    ADD CONSTRAINT qrtz_job_details_pkey PRIMARY KEY (sched_name, job_name, job_group);

ALTER TABLE ONLY quartz.qrtz_job_status
    ADD CONSTRAINT qrtz_job_status_pkey PRIMARY KEY (sched_name, job_group, job_name);

ALTER TABLE ONLY quartz.qrtz_locks
    ADD CONSTRAINT qrtz_locks_pkey PRIMARY KEY (sched_name, lock_name);

ALTER TABLE ONLY quartz.qrtz_misfire_history
    ADD CONSTRAINT qrtz_misfire_history_pkey PRIMARY KEY (sched_name, entry_id);

ALTER TABLE ONLY quartz.qrtz_paused_job_grps
    ADD CONSTRAINT qrtz_paused_job_grps_pkey PRIMARY KEY (sched_name, job_group);

ALTER TABLE ONLY quartz.qrtz_paused_trigger_grps
    ADD CONSTRAINT qrtz_paused_trigger_grps_pkey PRIMARY KEY (sched_name, trigger_group);

ALTER TABLE ONLY quartz.qrtz_scheduler_state
    ADD CONSTRAINT qrtz_scheduler_state_pkey PRIMARY KEY (sched_name, instance_name);

ALTER TABLE ONLY quartz.qrtz_simple_triggers
    ADD CONSTRAINT qrtz_simple_triggers_pkey PRIMARY KEY (sched_name, trigger_name, trigger_group);

ALTER TABLE ONLY quartz.qrtz_simprop_triggers
    ADD CONSTRAINT qrtz_simprop_triggers_pkey PRIMARY KEY (sched_name, trigger_name, trigger_group);

ALTER TABLE ONLY quartz.qrtz_triggers
    ADD CONSTRAINT qrtz_triggers_pkey PRIMARY KEY (sched_name, trigger_name, trigger_group);

ALTER TABLE ONLY reporting.agent_sums
    ADD CONSTRAINT agent_sums_level_agent_id_source_type_property_type_key UNIQUE NULLS NOT DISTINCT (level, agent_id, source_type, property_type);

ALTER TABLE ONLY reporting.agent_sums_agent
    ADD CONSTRAINT agent_sums_agent_level_agent_id_source_type_property_type_key UNIQUE NULLS NOT DISTINCT (level, agent_id, source_type, property_type);

ALTER TABLE ONLY reporting.agent_sums_source
    ADD CONSTRAINT agent_sums_source_level_agent_id_source_type_property_type_key UNIQUE NULLS NOT DISTINCT (level, agent_id, source_type, property_type);

ALTER TABLE ONLY reporting.agent_sums_type
    ADD CONSTRAINT agent_sums_type_level_agent_id_source_type_property_type_key UNIQUE NULLS NOT DISTINCT (level, agent_id, source_type, property_type);

ALTER TABLE ONLY reporting.day_sums
    ADD CONSTRAINT day_sums_pkey PRIMARY KEY (grain, day, source_type, property_type);

ALTER TABLE ONLY reporting.day_sums_day
    ADD CONSTRAINT day_sums_day_pkey PRIMARY KEY (grain, day, source_type, property_type);

ALTER TABLE ONLY reporting.day_sums_month
    ADD CONSTRAINT day_sums_month_pkey PRIMARY KEY (grain, day, source_type, property_type);

ALTER TABLE ONLY reporting.lead_facts
    ADD CONSTRAINT lead_facts_pkey PRIMARY KEY (lead_id);

ALTER TABLE ONLY reporting.profile_sums
    ADD CONSTRAINT profile_sums_pkey PRIMARY KEY (class, source_type, nationality, budget_band, property_type, status, lost_reason);

ALTER TABLE ONLY reporting.profile_sums_high
    ADD CONSTRAINT profile_sums_high_pkey PRIMARY KEY (class, source_type, nationality, budget_band, property_type, status, lost_reason);

ALTER TABLE ONLY reporting.profile_sums_low
    ADD CONSTRAINT profile_sums_low_pkey PRIMARY KEY (class, source_type, nationality, budget_band, property_type, status, lost_reason);

ALTER TABLE ONLY reporting.progress
    ADD CONSTRAINT progress_pkey PRIMARY KEY (only_row);

CREATE INDEX agents_supervisor ON public.agents USING btree (supervisor_user_id) WHERE (supervisor_user_id IS NOT NULL);

CREATE INDEX api_keys_age ON public.api_keys USING btree (created_at, id);

CREATE UNIQUE INDEX assignment_policies_one_active ON public.assignment_policies USING btree (is_active) WHERE is_active;

CREATE INDEX audit_log_entity ON public.audit_log USING btree (entity_id, id);

CREATE INDEX follow_up_tasks_agent ON public.follow_up_tasks USING btree (agent_id, due_date) WHERE (status = 'pending'::text);

CREATE INDEX follow_up_tasks_agent_due ON public.follow_up_tasks USING btree (agent_id, due_date, id);

CREATE INDEX follow_up_tasks_due ON public.follow_up_tasks USING btree (due_date, id);

CREATE INDEX follow_up_tasks_lead ON public.follow_up_tasks USING btree (lead_id, due_date);

CREATE INDEX follow_up_tasks_lead_pending ON public.follow_up_tasks USING btree (lead_id, due_date) WHERE (status = 'pending'::text);

CREATE INDEX follow_up_tasks_pending ON public.follow_up_tasks USING btree (due_date, id) WHERE (status = 'pending'::text);

CREATE INDEX idempotency_keys_age ON public.idempotency_keys USING btree (created_at);

CREATE INDEX intake_claims_age ON public.intake_claims USING btree (claimed_at);

CREATE INDEX intake_newest ON public.intake USING btree (last_at DESC, id);

CREATE UNIQUE INDEX job_runs_due_once ON public.job_runs USING btree (job, due_at) WHERE (cause = 'schedule'::text);

CREATE INDEX job_runs_failed ON public.job_runs USING btree (no DESC) WHERE (outcome = 'failed'::text);

CREATE INDEX job_runs_latest ON public.job_runs USING btree (job, no DESC);

CREATE UNIQUE INDEX job_runs_one_running ON public.job_runs USING btree (job) WHERE (finished_at IS NULL);

CREATE INDEX lead_activities_agent ON public.lead_activities USING btree (agent_id, occurred_at DESC) WHERE (agent_id IS NOT NULL);

CREATE INDEX lead_activities_lead ON public.lead_activities USING btree (lead_id, occurred_at DESC);

CREATE INDEX lead_activities_revisions ON public.lead_activities USING btree (revises, recorded_at) WHERE (revises IS NOT NULL);

CREATE INDEX lead_analyses_newest ON public.lead_analyses USING btree (lead_id, created_at DESC);

CREATE INDEX lead_assignments_agent ON public.lead_assignments USING btree (agent_id, assigned_at DESC);

CREATE INDEX lead_assignments_lead ON public.lead_assignments USING btree (lead_id, assigned_at);

CREATE UNIQUE INDEX lead_assignments_one_open ON public.lead_assignments USING btree (lead_id) WHERE (ended_at IS NULL);

CREATE INDEX lead_conversion_history_day ON public.lead_conversion_history USING btree (status_to, changed_at);

CREATE INDEX lead_conversion_history_lead ON public.lead_conversion_history USING btree (lead_id, id);

CREATE INDEX lead_last_activity_agent ON public.lead_last_activity USING btree (agent_id, last_activity_at DESC, lead_id DESC) WHERE (agent_id IS NOT NULL);

CREATE INDEX lead_property_interests_property ON public.lead_property_interests USING btree (property_id);

CREATE UNIQUE INDEX lead_scoring_rules_one_active ON public.lead_scoring_rules USING btree (is_active) WHERE is_active;

CREATE INDEX leads_active ON public.leads USING btree (id) WHERE ((archived_at IS NULL) AND (status = ANY (ARRAY['new'::text, 'contacted'::text, 'qualified'::text, 'viewing_scheduled'::text, 'negotiation'::text])));

CREATE INDEX leads_agent ON public.leads USING btree (assigned_agent_id, created_at DESC) WHERE (assigned_agent_id IS NOT NULL);

CREATE INDEX leads_agent_active ON public.leads USING btree (assigned_agent_id) WHERE ((archived_at IS NULL) AND (status = ANY (ARRAY['new'::text, 'contacted'::text, 'qualified'::text, 'viewing_scheduled'::text, 'negotiation'::text])));

CREATE INDEX leads_agent_converted ON public.leads USING btree (assigned_agent_id, status_changed_at) WHERE (status = 'converted'::text);

CREATE INDEX leads_answered ON public.leads USING btree (created_at) INCLUDE (assigned_agent_id, source_type, first_contact_at) WHERE ((first_contact_at IS NOT NULL) AND (archived_at IS NULL) AND (assigned_agent_id IS NOT NULL));

CREATE INDEX leads_archived ON public.leads USING btree (id) WHERE (archived_at IS NOT NULL);

CREATE INDEX leads_at_work ON public.leads USING btree (created_at DESC, id DESC) WHERE ((archived_at IS NULL) AND (status = ANY (ARRAY['new'::text, 'contacted'::text, 'qualified'::text, 'viewing_scheduled'::text, 'negotiation'::text])) AND (assigned_agent_id IS NOT NULL));

CREATE INDEX leads_business_domain_old ON public.leads USING btree (business_domain, id) WHERE (business_domain <> ALL (ARRAY['first'::text, 'second'::text, 'third'::text]));

CREATE INDEX leads_counted ON public.leads USING btree (archived_at, status);

CREATE INDEX leads_country_unknown ON public.leads USING btree (nationality, id) WHERE ((nationality IS NOT NULL) AND (nationality_country IS NULL));

CREATE INDEX leads_created ON public.leads USING btree (created_at DESC, id DESC);

CREATE INDEX leads_duplicate_of ON public.leads USING btree (duplicate_of) WHERE (duplicate_of IS NOT NULL);

CREATE INDEX leads_going_stale ON public.leads USING btree (created_at, id) WHERE ((status = ANY (ARRAY['new'::text, 'contacted'::text])) AND (archived_at IS NULL) AND (assigned_agent_id IS NOT NULL) AND (NOT needs_supervisor));

CREATE INDEX leads_needs_supervisor ON public.leads USING btree (created_at DESC, id DESC) INCLUDE (archived_at) WHERE needs_supervisor;

CREATE INDEX leads_phone ON public.leads USING btree (phone, created_at DESC) WHERE (phone IS NOT NULL);

CREATE INDEX leads_status ON public.leads USING btree (status, created_at DESC, id DESC);

CREATE INDEX leads_unassigned ON public.leads USING btree (created_at DESC, id DESC) INCLUDE (archived_at) WHERE (assigned_agent_id IS NULL);

CREATE INDEX leads_waiting ON public.leads USING btree (queued_at, id) WHERE (queued_at IS NOT NULL);

CREATE INDEX leads_wishes ON public.leads USING btree (property_type, created_at DESC) WHERE (status = ANY (ARRAY['new'::text, 'contacted'::text, 'qualified'::text, 'viewing_scheduled'::text, 'negotiation'::text, 'converted'::text]));

CREATE INDEX properties_agent ON public.properties USING btree (agent_id) WHERE (agent_id IS NOT NULL);

CREATE INDEX properties_offer ON public.properties USING btree (property_type, price) WHERE is_active;

CREATE INDEX refresh_tokens_end ON public.refresh_tokens USING btree (expires_at);

CREATE INDEX refresh_tokens_sign_in ON public.refresh_tokens USING btree (sign_in_id);

CREATE INDEX sales_lead ON public.sales USING btree (lead_id);

CREATE UNIQUE INDEX sales_one_open ON public.sales USING btree (lead_id) WHERE (stage = ANY (ARRAY['new'::text, 'kyc'::text, 'agreement'::text]));

CREATE UNIQUE INDEX score_ledger_first_contact_once ON public.score_ledger USING btree (lead_id) WHERE (rule = 'first_contact'::text);

CREATE INDEX score_ledger_lead ON public.score_ledger USING btree (lead_id, id);

CREATE INDEX sign_in_failures_age ON public.sign_in_failures USING btree (last_try_at);

CREATE INDEX sign_ins_user ON public.sign_ins USING btree (user_id, started_at);

CREATE INDEX users_age ON public.users USING btree (created_at, id);

CREATE INDEX idx_qrtz_eh_fire_inst ON quartz.qrtz_execution_history USING btree (sched_name, fire_instance_id);

CREATE INDEX idx_qrtz_eh_fired_time ON quartz.qrtz_execution_history USING btree (sched_name, fired_time);

CREATE INDEX idx_qrtz_eh_inst ON quartz.qrtz_execution_history USING btree (sched_name, instance_name);

CREATE INDEX idx_qrtz_eh_job_time ON quartz.qrtz_execution_history USING btree (sched_name, job_group, job_name, fired_time);

CREATE INDEX idx_qrtz_eh_trig_time ON quartz.qrtz_execution_history USING btree (sched_name, trigger_group, trigger_name, fired_time);

CREATE INDEX idx_qrtz_ft_inst_job_req_rcvry ON quartz.qrtz_fired_triggers USING btree (sched_name, instance_name, requests_recovery);

CREATE INDEX idx_qrtz_ft_j_g ON quartz.qrtz_fired_triggers USING btree (sched_name, job_name, job_group);

CREATE INDEX idx_qrtz_ft_t_g ON quartz.qrtz_fired_triggers USING btree (sched_name, trigger_name, trigger_group);

CREATE INDEX idx_qrtz_j_g_n ON quartz.qrtz_job_details USING btree (sched_name, job_group, job_name);

CREATE INDEX idx_qrtz_mh_inst ON quartz.qrtz_misfire_history USING btree (sched_name, instance_name);

CREATE INDEX idx_qrtz_mh_misfire_time ON quartz.qrtz_misfire_history USING btree (sched_name, misfire_time);

CREATE INDEX idx_qrtz_t_c ON quartz.qrtz_triggers USING btree (sched_name, calendar_name);

CREATE INDEX idx_qrtz_t_g_n ON quartz.qrtz_triggers USING btree (sched_name, trigger_group, trigger_name);

CREATE INDEX idx_qrtz_t_j ON quartz.qrtz_triggers USING btree (sched_name, job_name, job_group);

CREATE INDEX idx_qrtz_t_nft_st ON quartz.qrtz_triggers USING btree (sched_name, trigger_state, next_fire_time, priority DESC, misfire_instr);

CREATE INDEX lead_facts_agent ON reporting.lead_facts USING btree (agent_id, created_day);

CREATE INDEX lead_facts_conversion ON reporting.lead_facts USING btree (property_type, conversion_us) INCLUDE (converted_day, source_type) WHERE (conversion_us IS NOT NULL);

CREATE INDEX lead_facts_day ON reporting.lead_facts USING btree (created_day);

CREATE INDEX lead_facts_high ON reporting.lead_facts USING btree (source_type, nationality, budget_band, property_type, status, lost_reason, created_at) WHERE ((score > 80) AND (status <> 'converted'::text));

CREATE INDEX lead_facts_score ON reporting.lead_facts USING btree (score);

CREATE INDEX pending_oldest ON reporting.pending USING btree (at);

ALTER INDEX reporting.agent_sums_level_agent_id_source_type_property_type_key ATTACH PARTITION reporting.agent_sums_agent_level_agent_id_source_type_property_type_key;

ALTER INDEX reporting.agent_sums_level_agent_id_source_type_property_type_key ATTACH PARTITION reporting.agent_sums_source_level_agent_id_source_type_property_type_key;

ALTER INDEX reporting.agent_sums_level_agent_id_source_type_property_type_key ATTACH PARTITION reporting.agent_sums_type_level_agent_id_source_type_property_type_key;

ALTER INDEX reporting.day_sums_pkey ATTACH PARTITION reporting.day_sums_day_pkey;

ALTER INDEX reporting.day_sums_pkey ATTACH PARTITION reporting.day_sums_month_pkey;

ALTER INDEX reporting.profile_sums_pkey ATTACH PARTITION reporting.profile_sums_high_pkey;

ALTER INDEX reporting.profile_sums_pkey ATTACH PARTITION reporting.profile_sums_low_pkey;

CREATE TRIGGER agent_performance_metrics_keep_seat AFTER INSERT OR UPDATE ON public.agent_performance_metrics FOR EACH ROW EXECUTE FUNCTION public.agent_performance_metrics_keep_seat();

CREATE TRIGGER agent_seats_guard_room BEFORE UPDATE OF active_leads ON public.agent_seats FOR EACH ROW WHEN (((new.active_leads > old.active_leads) AND (new.active_leads > new.max_active_leads))) EXECUTE FUNCTION public.agent_seats_guard_room();

CREATE TRIGGER agents_first_show_on_leads AFTER UPDATE OF full_name, phone ON public.agents FOR EACH ROW WHEN (((old.full_name <> new.full_name) OR (old.phone <> new.phone))) EXECUTE FUNCTION public.agents_show_on_leads();

CREATE TRIGGER agents_get_token AFTER INSERT ON public.agents FOR EACH ROW EXECUTE FUNCTION public.agents_get_token();

CREATE TRIGGER agents_guard_languages BEFORE INSERT OR UPDATE OF languages ON public.agents FOR EACH ROW EXECUTE FUNCTION public.agents_guard_languages();

CREATE CONSTRAINT TRIGGER agents_guard_leads AFTER UPDATE OF is_active ON public.agents DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((old.is_active AND (NOT new.is_active))) EXECUTE FUNCTION public.agents_guard_leads();

CREATE TRIGGER agents_keep_seat AFTER INSERT OR UPDATE ON public.agents FOR EACH ROW EXECUTE FUNCTION public.agents_keep_seat();

CREATE TRIGGER agents_take_turns BEFORE INSERT ON public.agents FOR EACH STATEMENT EXECUTE FUNCTION public.agents_take_turns();

CREATE TRIGGER audit_log_append_only BEFORE DELETE OR UPDATE ON public.audit_log FOR EACH ROW EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER audit_log_not_emptied BEFORE TRUNCATE ON public.audit_log FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

CREATE CONSTRAINT TRIGGER follow_up_tasks_agree AFTER INSERT OR DELETE OR UPDATE ON public.follow_up_tasks DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.guard_lead_agrees();

CREATE CONSTRAINT TRIGGER follow_up_tasks_change_tokens AFTER INSERT OR DELETE OR UPDATE ON public.follow_up_tasks DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.agents_rows_change_tokens();

CREATE TRIGGER lead_activities_append_only BEFORE DELETE OR UPDATE ON public.lead_activities FOR EACH ROW EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER lead_activities_guard_moment AFTER INSERT ON public.lead_activities FOR EACH ROW EXECUTE FUNCTION public.lead_activities_guard_moment();

CREATE TRIGGER lead_activities_keep_last AFTER INSERT ON public.lead_activities FOR EACH ROW WHEN ((new.revises IS NULL)) EXECUTE FUNCTION public.lead_activities_keep_last();

CREATE TRIGGER lead_activities_mark_added AFTER INSERT ON public.lead_activities FOR EACH ROW WHEN (((new.type <> 'assignment'::text) AND (NOT new.is_automated) AND (new.revises IS NULL))) EXECUTE FUNCTION reporting.mark_lead_of_row();

CREATE TRIGGER lead_activities_mark_changed AFTER DELETE OR UPDATE ON public.lead_activities FOR EACH ROW EXECUTE FUNCTION reporting.mark_lead_of_row();

CREATE TRIGGER lead_activities_not_emptied BEFORE TRUNCATE ON public.lead_activities FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

CREATE CONSTRAINT TRIGGER lead_assignments_agree AFTER INSERT OR DELETE OR UPDATE ON public.lead_assignments DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.guard_lead_agrees();

CREATE TRIGGER lead_assignments_guard_past BEFORE UPDATE ON public.lead_assignments FOR EACH ROW WHEN (((old.ended_at IS NOT NULL) AND (((((new.lead_id IS DISTINCT FROM old.lead_id) OR (new.agent_id IS DISTINCT FROM old.agent_id)) OR (new.assigned_at IS DISTINCT FROM old.assigned_at)) OR (new.ended_at IS DISTINCT FROM old.ended_at)) OR (new.went_stale_at IS DISTINCT FROM old.went_stale_at)))) EXECUTE FUNCTION public.lead_assignments_guard_past();

CREATE TRIGGER lead_assignments_guard_stale AFTER INSERT ON public.lead_assignments FOR EACH ROW WHEN ((new.reason = 'stale'::text)) EXECUTE FUNCTION public.lead_assignments_guard_stale();

CREATE TRIGGER lead_assignments_not_emptied BEFORE TRUNCATE ON public.lead_assignments FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_removal();

CREATE TRIGGER lead_assignments_stay BEFORE DELETE ON public.lead_assignments FOR EACH ROW EXECUTE FUNCTION public.refuse_removal();

CREATE TRIGGER lead_conversion_history_append_only BEFORE DELETE OR UPDATE ON public.lead_conversion_history FOR EACH ROW EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER lead_conversion_history_mark_added AFTER INSERT ON public.lead_conversion_history FOR EACH ROW WHEN ((new.status_to = 'converted'::text)) EXECUTE FUNCTION reporting.mark_lead_of_row();

CREATE TRIGGER lead_conversion_history_mark_changed AFTER DELETE OR UPDATE ON public.lead_conversion_history FOR EACH ROW EXECUTE FUNCTION reporting.mark_lead_of_row();

CREATE TRIGGER lead_conversion_history_not_emptied BEFORE TRUNCATE ON public.lead_conversion_history FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

CREATE CONSTRAINT TRIGGER lead_last_activity_change_tokens AFTER INSERT OR DELETE OR UPDATE ON public.lead_last_activity DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.agents_rows_change_tokens();

CREATE CONSTRAINT TRIGGER leads_agree AFTER INSERT OR UPDATE OF status, archived_at, assigned_agent_id, queued_at, next_follow_up ON public.leads DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.guard_lead_agrees();

CREATE TRIGGER leads_cancel_follow_ups AFTER UPDATE OF status, archived_at ON public.leads FOR EACH ROW WHEN ((public.is_active_lead(old.status, old.archived_at) AND (NOT public.is_active_lead(new.status, new.archived_at)))) EXECUTE FUNCTION public.leads_cancel_follow_ups();

CREATE CONSTRAINT TRIGGER leads_change_tokens AFTER INSERT OR DELETE OR UPDATE ON public.leads DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.leads_change_tokens();

CREATE TRIGGER leads_guard_birth BEFORE INSERT ON public.leads FOR EACH ROW WHEN ((new.status <> 'new'::text)) EXECUTE FUNCTION public.leads_guard_birth();

CREATE TRIGGER leads_guard_business_domain BEFORE INSERT ON public.leads FOR EACH ROW WHEN ((new.business_domain <> ALL (ARRAY['first'::text, 'second'::text, 'third'::text]))) EXECUTE FUNCTION public.leads_guard_business_domain();

CREATE TRIGGER leads_guard_deal BEFORE INSERT OR UPDATE OF deal_value, conversion_type ON public.leads FOR EACH ROW EXECUTE FUNCTION public.leads_guard_deal();

CREATE TRIGGER leads_guard_new_business_domain BEFORE UPDATE ON public.leads FOR EACH ROW WHEN (((new.business_domain <> ALL (ARRAY['first'::text, 'second'::text, 'third'::text])) AND (new.business_domain IS DISTINCT FROM old.business_domain))) EXECUTE FUNCTION public.leads_guard_business_domain();

CREATE TRIGGER leads_guard_status BEFORE UPDATE OF status ON public.leads FOR EACH ROW WHEN ((old.status IS DISTINCT FROM new.status)) EXECUTE FUNCTION public.leads_guard_status();

CREATE TRIGGER leads_keep_last_activity AFTER UPDATE OF assigned_agent_id ON public.leads FOR EACH ROW WHEN ((old.assigned_agent_id IS DISTINCT FROM new.assigned_agent_id)) EXECUTE FUNCTION public.leads_keep_last_activity();

CREATE TRIGGER leads_keep_seats AFTER UPDATE OF status, archived_at, assigned_agent_id ON public.leads FOR EACH ROW EXECUTE FUNCTION public.leads_keep_seats();

CREATE TRIGGER leads_leave_active BEFORE UPDATE OF status, archived_at ON public.leads FOR EACH ROW WHEN ((public.is_active_lead(old.status, old.archived_at) AND (NOT public.is_active_lead(new.status, new.archived_at)))) EXECUTE FUNCTION public.leads_leave_active();

CREATE TRIGGER leads_leave_seat AFTER DELETE ON public.leads FOR EACH ROW EXECUTE FUNCTION public.leads_keep_seats();

CREATE TRIGGER leads_mark_added AFTER INSERT OR DELETE ON public.leads FOR EACH ROW EXECUTE FUNCTION reporting.mark_lead();

CREATE TRIGGER leads_mark_changed AFTER UPDATE ON public.leads FOR EACH ROW WHEN ((((((((((((((((old.created_at IS DISTINCT FROM new.created_at) OR (old.assigned_agent_id IS DISTINCT FROM new.assigned_agent_id)) OR (old.source_type IS DISTINCT FROM new.source_type)) OR (old.property_type IS DISTINCT FROM new.property_type)) OR (old.nationality IS DISTINCT FROM new.nationality)) OR (old.nationality_country IS DISTINCT FROM new.nationality_country)) OR (old.purpose IS DISTINCT FROM new.purpose)) OR (old.budget_max IS DISTINCT FROM new.budget_max)) OR (old.status IS DISTINCT FROM new.status)) OR (old.lost_reason IS DISTINCT FROM new.lost_reason)) OR (old.lead_score IS DISTINCT FROM new.lead_score)) OR (old.priority IS DISTINCT FROM new.priority)) OR (old.first_contact_at IS DISTINCT FROM new.first_contact_at)) OR (old.deal_value IS DISTINCT FROM new.deal_value)) OR (old.archived_at IS DISTINCT FROM new.archived_at))) EXECUTE FUNCTION reporting.mark_lead();

CREATE TRIGGER leads_take_seat AFTER INSERT ON public.leads FOR EACH ROW WHEN ((new.assigned_agent_id IS NOT NULL)) EXECUTE FUNCTION public.leads_keep_seats();

CREATE TRIGGER leads_write_correction AFTER UPDATE OF corrected_at ON public.leads FOR EACH ROW WHEN (((new.corrected_at IS DISTINCT FROM old.corrected_at) AND (new.corrected_at IS NOT NULL))) EXECUTE FUNCTION public.leads_write_correction();

CREATE TRIGGER leads_write_first_history AFTER INSERT ON public.leads FOR EACH ROW EXECUTE FUNCTION public.leads_write_history();

CREATE TRIGGER leads_write_history AFTER UPDATE ON public.leads FOR EACH ROW WHEN ((old.status IS DISTINCT FROM new.status)) EXECUTE FUNCTION public.leads_write_history();

CREATE TRIGGER phone_claims_not_emptied BEFORE TRUNCATE ON public.phone_claims FOR EACH STATEMENT EXECUTE FUNCTION public.phone_claims_guard_removal();

CREATE TRIGGER phone_claims_stay BEFORE DELETE ON public.phone_claims FOR EACH ROW EXECUTE FUNCTION public.phone_claims_guard_removal();

CREATE CONSTRAINT TRIGGER sales_agree AFTER UPDATE OF stage ON public.sales DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (((old.stage = ANY (ARRAY['new'::text, 'kyc'::text, 'agreement'::text])) AND (new.stage = ANY (ARRAY['paid'::text, 'lost'::text])))) EXECUTE FUNCTION public.sales_agree();

CREATE CONSTRAINT TRIGGER sales_guard_amount AFTER UPDATE OF amount ON public.sales DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (((old.stage = 'paid'::text) AND (new.stage = 'paid'::text) AND (old.amount IS DISTINCT FROM new.amount))) EXECUTE FUNCTION public.sales_guard_amount();

CREATE TRIGGER sales_guard_change BEFORE UPDATE ON public.sales FOR EACH ROW WHEN (((new.lead_id <> old.lead_id) OR ((old.stage = ANY (ARRAY['paid'::text, 'lost'::text])) AND (new.stage <> old.stage)))) EXECUTE FUNCTION public.sales_guard_change();

CREATE TRIGGER sales_mark_lead AFTER INSERT OR DELETE OR UPDATE ON public.sales FOR EACH ROW EXECUTE FUNCTION reporting.mark_lead_of_row();

CREATE TRIGGER sales_not_emptied BEFORE TRUNCATE ON public.sales FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_removal();

CREATE TRIGGER sales_stay BEFORE DELETE ON public.sales FOR EACH ROW EXECUTE FUNCTION public.refuse_removal();

CREATE TRIGGER score_ledger_append_only BEFORE UPDATE ON public.score_ledger FOR EACH ROW EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER score_ledger_not_emptied BEFORE TRUNCATE ON public.score_ledger FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_removal();

CREATE TRIGGER score_ledger_stay BEFORE DELETE ON public.score_ledger FOR EACH ROW EXECUTE FUNCTION public.refuse_removal();

ALTER TABLE ONLY public.agent_performance_metrics
    ADD CONSTRAINT agent_performance_metrics_agent_id_fkey FOREIGN KEY (agent_id) REFERENCES public.agents(id);

ALTER TABLE ONLY public.agent_seats
    ADD CONSTRAINT agent_seats_agent_id_fkey FOREIGN KEY (agent_id) REFERENCES public.agents(id);

ALTER TABLE ONLY public.agent_tokens
    ADD CONSTRAINT agent_tokens_agent_id_fkey FOREIGN KEY (agent_id) REFERENCES public.agents(id);

ALTER TABLE ONLY public.agents
    ADD CONSTRAINT agents_supervisor_user_id_fkey FOREIGN KEY (supervisor_user_id) REFERENCES public.users(id);

ALTER TABLE ONLY public.api_keys
    ADD CONSTRAINT api_keys_created_by_fkey FOREIGN KEY (created_by) REFERENCES public.users(id);

ALTER TABLE ONLY public.follow_up_tasks
    ADD CONSTRAINT follow_up_tasks_agent_id_fkey FOREIGN KEY (agent_id) REFERENCES public.agents(id);

ALTER TABLE ONLY public.follow_up_tasks
    ADD CONSTRAINT follow_up_tasks_escalated_to_fkey FOREIGN KEY (escalated_to) REFERENCES public.users(id);

ALTER TABLE ONLY public.follow_up_tasks
    ADD CONSTRAINT follow_up_tasks_lead_id_fkey FOREIGN KEY (lead_id) REFERENCES public.leads(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.intake
    ADD CONSTRAINT intake_lead_id_fkey FOREIGN KEY (lead_id) REFERENCES public.leads(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.job_runs
    ADD CONSTRAINT job_runs_job_fkey FOREIGN KEY (job) REFERENCES public.jobs(name);

ALTER TABLE ONLY public.job_runs
    ADD CONSTRAINT job_runs_requested_by_fkey FOREIGN KEY (requested_by) REFERENCES public.users(id);

ALTER TABLE ONLY public.jobs
    ADD CONSTRAINT jobs_paused_by_fkey FOREIGN KEY (paused_by) REFERENCES public.users(id);

ALTER TABLE ONLY public.lead_activities
    ADD CONSTRAINT lead_activities_agent_id_fkey FOREIGN KEY (agent_id) REFERENCES public.agents(id);

ALTER TABLE ONLY public.lead_activities
    ADD CONSTRAINT lead_activities_lead_id_fkey FOREIGN KEY (lead_id) REFERENCES public.leads(id);

ALTER TABLE ONLY public.lead_activities
    ADD CONSTRAINT lead_activities_revises_fkey FOREIGN KEY (revises) REFERENCES public.lead_activities(id);

ALTER TABLE ONLY public.lead_analyses
    ADD CONSTRAINT lead_analyses_lead_id_fkey FOREIGN KEY (lead_id) REFERENCES public.leads(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.lead_assignments
    ADD CONSTRAINT lead_assignments_agent_id_fkey FOREIGN KEY (agent_id) REFERENCES public.agents(id);

ALTER TABLE ONLY public.lead_assignments
    ADD CONSTRAINT lead_assignments_lead_id_fkey FOREIGN KEY (lead_id) REFERENCES public.leads(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.lead_conversion_history
    ADD CONSTRAINT lead_conversion_history_lead_id_fkey FOREIGN KEY (lead_id) REFERENCES public.leads(id);

ALTER TABLE ONLY public.lead_last_activity
    ADD CONSTRAINT lead_last_activity_lead_id_fkey FOREIGN KEY (lead_id) REFERENCES public.leads(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.lead_property_interests
    ADD CONSTRAINT lead_property_interests_lead_id_fkey FOREIGN KEY (lead_id) REFERENCES public.leads(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.lead_property_interests
    ADD CONSTRAINT lead_property_interests_property_id_fkey FOREIGN KEY (property_id) REFERENCES public.properties(id);

ALTER TABLE ONLY public.lead_sources
    ADD CONSTRAINT lead_sources_lead_id_fkey FOREIGN KEY (lead_id) REFERENCES public.leads(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.lead_sources
    ADD CONSTRAINT lead_sources_resolved_property_id_fkey FOREIGN KEY (resolved_property_id) REFERENCES public.properties(id);

ALTER TABLE ONLY public.lead_sources
    ADD CONSTRAINT lead_sources_resolved_referrer_agent_id_fkey FOREIGN KEY (resolved_referrer_agent_id) REFERENCES public.agents(id);

ALTER TABLE ONLY public.leads
    ADD CONSTRAINT leads_assigned_agent_id_fkey FOREIGN KEY (assigned_agent_id) REFERENCES public.agents(id);

ALTER TABLE ONLY public.leads
    ADD CONSTRAINT leads_duplicate_of_fkey FOREIGN KEY (duplicate_of) REFERENCES public.leads(id);

ALTER TABLE ONLY public.leads
    ADD CONSTRAINT leads_rule_set_fkey FOREIGN KEY (rule_set, rule_set_version) REFERENCES public.lead_scoring_rules(name, version);

ALTER TABLE ONLY public.properties
    ADD CONSTRAINT properties_agent_id_fkey FOREIGN KEY (agent_id) REFERENCES public.agents(id);

ALTER TABLE ONLY public.refresh_tokens
    ADD CONSTRAINT refresh_tokens_sign_in_id_fkey FOREIGN KEY (sign_in_id) REFERENCES public.sign_ins(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.sales
    ADD CONSTRAINT sales_lead_id_fkey FOREIGN KEY (lead_id) REFERENCES public.leads(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.score_ledger
    ADD CONSTRAINT score_ledger_activity_id_fkey FOREIGN KEY (activity_id) REFERENCES public.lead_activities(id);

ALTER TABLE ONLY public.score_ledger
    ADD CONSTRAINT score_ledger_lead_id_fkey FOREIGN KEY (lead_id) REFERENCES public.leads(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.sign_ins
    ADD CONSTRAINT sign_ins_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.users(id);

ALTER TABLE ONLY public.users
    ADD CONSTRAINT users_agent_id_fkey FOREIGN KEY (agent_id) REFERENCES public.agents(id);

ALTER TABLE ONLY quartz.qrtz_blob_triggers
    ADD CONSTRAINT qrtz_blob_triggers_sched_name_trigger_name_trigger_group_fkey FOREIGN KEY (sched_name, trigger_name, trigger_group) REFERENCES quartz.qrtz_triggers(sched_name, trigger_name, trigger_group) ON DELETE CASCADE;

ALTER TABLE ONLY quartz.qrtz_cron_triggers
    ADD CONSTRAINT qrtz_cron_triggers_sched_name_trigger_name_trigger_group_fkey FOREIGN KEY (sched_name, trigger_name, trigger_group) REFERENCES quartz.qrtz_triggers(sched_name, trigger_name, trigger_group) ON DELETE CASCADE;

ALTER TABLE ONLY quartz.qrtz_simple_triggers
    ADD CONSTRAINT qrtz_simple_triggers_sched_name_trigger_name_trigger_group_fkey FOREIGN KEY (sched_name, trigger_name, trigger_group) REFERENCES quartz.qrtz_triggers(sched_name, trigger_name, trigger_group) ON DELETE CASCADE;

ALTER TABLE ONLY quartz.qrtz_simprop_triggers
    ADD CONSTRAINT qrtz_simprop_triggers_sched_name_trigger_name_trigger_grou_fkey FOREIGN KEY (sched_name, trigger_name, trigger_group) REFERENCES quartz.qrtz_triggers(sched_name, trigger_name, trigger_group) ON DELETE CASCADE;

ALTER TABLE ONLY quartz.qrtz_triggers
    ADD CONSTRAINT qrtz_triggers_sched_name_job_name_job_group_fkey FOREIGN KEY (sched_name, job_name, job_group) REFERENCES quartz.qrtz_job_details(sched_name, job_name, job_group);
