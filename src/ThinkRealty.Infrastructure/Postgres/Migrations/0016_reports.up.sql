-- What the reports read (rules §10). Writers only mark a lead; a projector counts it again from the source tables into one
-- narrow row (lead_facts) and adds the difference to sums, so that a report costs what its answer is long and not how many
-- leads there are. Nothing here is a source: all of it can be thrown away and counted anew.
create schema reporting;

-- Marks: this lead has changed. Append-only, no key and no reference: a writer never waits for another one or for the
-- projector, and no mark is merged into a transaction that is rolled back later. Marks use the database's clock.
create table reporting.pending (
  lead_id uuid not null,
  at timestamptz not null default clock_timestamp()
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000, autovacuum_analyze_scale_factor = 0.5);

create index pending_oldest on reporting.pending (at);

-- Whatever was committed before as_of is in the reports. It goes back only where a crash of the server takes back what has
-- been counted last, and then with it.
create table reporting.progress (
  only_row boolean primary key default true check (only_row),
  as_of timestamptz not null
);

insert into reporting.progress (as_of) values ('epoch');

create function reporting.dubai_day(moment timestamptz) returns date
  language sql immutable parallel safe as
$$ select (moment at time zone 'Asia/Dubai')::date $$;

-- 1–5: up to 1 hour, 4 hours, 24 hours, 3 days, longer. Of microseconds, because comparing intervals costs several times more.
create function reporting.time_bucket(microseconds bigint) returns smallint
  language sql immutable parallel safe as
$$
  select case when microseconds <= 3600000000 then 1 when microseconds <= 14400000000 then 2
              when microseconds <= 86400000000 then 3 when microseconds <= 259200000000 then 4
              when microseconds is not null then 5 end::smallint
$$;

create function reporting.microseconds(duration interval) returns bigint
  language sql immutable parallel safe as
$$ select (extract(epoch from duration) * 1000000)::bigint $$;

create function reporting.budget_band(purpose text, budget_max numeric) returns text
  language sql immutable parallel safe as
$$
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

create function reporting.is_contact(activity lead_activities) returns boolean
  language sql immutable parallel safe as
$$
  select activity.type not in ('note', 'assignment') and activity.direction = 'outbound' and not activity.is_automated
         and not coalesce(activity.scheduled_at > activity.recorded_at and activity.completed_at is null, false)
$$;

create function reporting.is_interaction(activity lead_activities) returns boolean
  language sql immutable parallel safe as
$$ select activity.type <> 'assignment' and not activity.is_automated and activity.revises is null $$;

-- What has been counted for each lead that is not archived. A missing text is '', so that it is a group like any other.
create table reporting.lead_facts (
  lead_id uuid primary key,
  created_at timestamptz not null,
  created_day date not null, -- all days are days in Dubai
  agent_id uuid, -- who holds it now
  source_type text collate "C" not null,
  property_type text collate "C" not null,
  nationality text collate "C" not null,
  budget_band text collate "C" not null,
  status text collate "C" not null,
  lost_reason text collate "C" not null,
  score smallint not null,
  is_high_priority boolean not null, -- high or urgent
  response_us bigint, -- microseconds from its coming to the first contact
  converted_day date,
  conversion_us bigint, -- microseconds from its coming to its conversion
  revenue numeric(15, 2), -- AED
  interaction_days date[],
  -- From each contact to the next one: the later one's day, how long it took, and whether the later one went well.
  gap_days date[],
  gap_buckets smallint[],
  gap_positive boolean[]
) with (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.05);

create index lead_facts_agent on reporting.lead_facts (agent_id, created_day);
create index lead_facts_day on reporting.lead_facts (created_day);
create index lead_facts_conversion on reporting.lead_facts (property_type, conversion_us)
  include (converted_day, source_type) where conversion_us is not null;
-- How many score above any threshold.
create index lead_facts_score on reporting.lead_facts (score);
-- The first and the last lead of each group of high-score-not-converted.
create index lead_facts_high on reporting.lead_facts
  (source_type, nationality, budget_band, property_type, status, lost_reason, created_at)
  where score > 80 and status <> 'converted';

-- The one definition of a lead's facts; a column here is a column there.
create view reporting.counted_leads as
select l.id as lead_id, l.created_at, reporting.dubai_day(l.created_at) as created_day, l.assigned_agent_id as agent_id,
       l.source_type collate "C" as source_type, coalesce(l.property_type, '') collate "C" as property_type,
       left(coalesce(l.nationality, ''), 100) collate "C" as nationality, -- it is part of keys
       reporting.budget_band(l.purpose, l.budget_max) collate "C" as budget_band,
       l.status collate "C" as status, coalesce(l.lost_reason, '') collate "C" as lost_reason, l.lead_score::smallint as score,
       l.priority in ('high', 'urgent') as is_high_priority,
       reporting.microseconds(l.first_contact_at - l.created_at) as response_us,
       reporting.dubai_day(c.converted_at) as converted_day,
       reporting.microseconds(c.converted_at - l.created_at) as conversion_us,
       case when l.status = 'converted' then coalesce(s.amount, l.deal_value) end::numeric(15, 2) as revenue,
       a.interaction_days, a.gap_days, a.gap_buckets, a.gap_positive
  from leads l
  left join lateral (
    select max(h.changed_at) as converted_at from lead_conversion_history h
     where h.lead_id = l.id and h.status_to = 'converted') c on l.status = 'converted'
  left join lateral (
    select p.amount from sales p where p.lead_id = l.id and p.stage = 'paid' order by p.updated_at desc, p.id limit 1) s
    on l.status = 'converted'
  left join lateral (
    select array_agg(reporting.dubai_day(e.occurred_at) order by e.occurred_at, e.id) filter (where e.interaction) as interaction_days,
           array_agg(reporting.dubai_day(e.occurred_at) order by e.occurred_at, e.id) filter (where e.gap is not null) as gap_days,
           array_agg(reporting.time_bucket(reporting.microseconds(e.gap)) order by e.occurred_at, e.id) filter (where e.gap is not null) as gap_buckets,
           array_agg(e.outcome is not distinct from 'positive' or l.status = 'converted' order by e.occurred_at, e.id)
             filter (where e.gap is not null) as gap_positive
      from (select t.id, t.occurred_at, t.outcome, reporting.is_interaction(t) as interaction,
                   case when reporting.is_contact(t)
                        then t.occurred_at - lag(t.occurred_at) over (partition by reporting.is_contact(t) order by t.occurred_at, t.id)
                   end as gap
              from lead_activities t where t.lead_id = l.id) e) a on true
 where l.archived_at is null;

-- One lead's share in sums over leads by creation; the columns are those of agent_sums.
create function reporting.sums_of(f reporting.lead_facts)
  returns table (leads bigint, converted bigint, score bigint, high_priority bigint, interactions bigint, deals bigint, revenue numeric,
                 responses bigint, response_us numeric, response_squares numeric, converted_response_us numeric,
                 response_1 bigint, response_2 bigint, response_3 bigint, response_4 bigint, response_5 bigint,
                 converted_1 bigint, converted_2 bigint, converted_3 bigint, converted_4 bigint, converted_5 bigint,
                 status_new bigint, status_contacted bigint, status_qualified bigint, status_viewing_scheduled bigint,
                 status_negotiation bigint, status_transferred bigint, status_converted bigint, status_lost bigint)
  language sql stable parallel safe as
$$
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

-- One lead's share in sums by day: leads by the day they came, conversions by theirs, interactions and gaps by theirs.
create function reporting.days_of(f reporting.lead_facts)
  returns table (day date, leads bigint, converted bigint, score bigint, conversions bigint, conversion_us numeric, deals bigint,
                 revenue numeric, interactions bigint, gaps_1 bigint, gaps_2 bigint, gaps_3 bigint, gaps_4 bigint, gaps_5 bigint,
                 positive_1 bigint, positive_2 bigint, positive_3 bigint, positive_4 bigint, positive_5 bigint)
  language sql stable parallel safe as
$$
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

-- Where an agent and days narrow a report it reads leads one by one, under the same names as the sums.
create view reporting.lead_sums as
select f.created_day, f.agent_id, f.source_type, f.property_type, f.status as lead_status, f.score as lead_score, s.*
  from reporting.lead_facts f cross join lateral reporting.sums_of(f) s;

create view reporting.lead_days as
select f.agent_id, f.source_type, f.property_type, d.*
  from reporting.lead_facts f cross join lateral reporting.days_of(f) d;

-- No index on a sum, not even in its condition: a sum that grows is then rewritten in its page, and old versions go at the
-- next look at that page. That is also why a sum that went back to 0 stays: whoever reads leaves it out.

-- Sums over all time. Each level is a sum over the next one: `agent` leaves source and type out, `source` the type. Levels
-- lie apart, so that the short ones are read in one go.
create table reporting.agent_sums (
  level text not null check (level in ('agent', 'source', 'type')),
  agent_id uuid, -- null: nobody's
  source_type text collate "C",
  property_type text collate "C",
  leads bigint not null,
  converted bigint not null,
  score bigint not null,
  high_priority bigint not null,
  interactions bigint not null,
  deals bigint not null, -- converted with a value
  revenue numeric not null, -- AED
  responses bigint not null, -- leads that had a contact …
  response_us numeric not null, -- … microseconds until then, their squares, and those of converted leads
  response_squares numeric not null,
  converted_response_us numeric not null,
  response_1 bigint not null, -- responses by time bucket, and the converted ones among them
  response_2 bigint not null,
  response_3 bigint not null,
  response_4 bigint not null,
  response_5 bigint not null,
  converted_1 bigint not null,
  converted_2 bigint not null,
  converted_3 bigint not null,
  converted_4 bigint not null,
  converted_5 bigint not null,
  status_new bigint not null,
  status_contacted bigint not null,
  status_qualified bigint not null,
  status_viewing_scheduled bigint not null,
  status_negotiation bigint not null,
  status_transferred bigint not null,
  status_converted bigint not null,
  status_lost bigint not null,
  unique nulls not distinct (level, agent_id, source_type, property_type)
) partition by list (level);

create table reporting.agent_sums_agent partition of reporting.agent_sums for values in ('agent')
  with (fillfactor = 60, autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.05);
create table reporting.agent_sums_source partition of reporting.agent_sums for values in ('source')
  with (fillfactor = 60, autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.05);
create table reporting.agent_sums_type partition of reporting.agent_sums for values in ('type')
  with (fillfactor = 60, autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.05);

-- Sums by day and by month (named by its first day).
create table reporting.day_sums (
  grain text not null check (grain in ('day', 'month')),
  day date not null,
  source_type text collate "C" not null,
  property_type text collate "C" not null,
  leads bigint not null, -- by the day they came …
  converted bigint not null,
  score bigint not null,
  conversions bigint not null, -- … by the day of conversion …
  conversion_us numeric not null,
  deals bigint not null,
  revenue numeric not null,
  interactions bigint not null, -- … and by their own
  gaps_1 bigint not null,
  gaps_2 bigint not null,
  gaps_3 bigint not null,
  gaps_4 bigint not null,
  gaps_5 bigint not null,
  positive_1 bigint not null,
  positive_2 bigint not null,
  positive_3 bigint not null,
  positive_4 bigint not null,
  positive_5 bigint not null,
  primary key (grain, day, source_type, property_type)
) partition by list (grain);

create table reporting.day_sums_day partition of reporting.day_sums for values in ('day')
  with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.05);
create table reporting.day_sums_month partition of reporting.day_sums for values in ('month')
  with (fillfactor = 60, autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.05);

-- The groups of the two reports on scores that surprise, at their usual thresholds: high (above 80, not converted) and low
-- (below 50, converted).
create table reporting.profile_sums (
  class text not null check (class in ('high', 'low')),
  source_type text collate "C" not null,
  nationality text collate "C" not null,
  budget_band text collate "C" not null,
  property_type text collate "C" not null,
  status text collate "C" not null,
  lost_reason text collate "C" not null,
  leads bigint not null,
  score bigint not null,
  deals bigint not null,
  revenue numeric not null,
  earliest timestamptz, -- only of high ones
  latest timestamptz,
  primary key (class, source_type, nationality, budget_band, property_type, status, lost_reason)
) partition by list (class);

create table reporting.profile_sums_high partition of reporting.profile_sums for values in ('high')
  with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.05);
create table reporting.profile_sums_low partition of reporting.profile_sums for values in ('low')
  with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.05);

-- A lead's facts that are now in (sign 1) or no longer (sign -1).
create type reporting.fact_change as (sign integer, fact reporting.lead_facts);

-- Adds changes of facts to sums. Sums are whole numbers or numeric: nothing is ever lost to rounding.
create function reporting.add_to_agent_sums(changes reporting.fact_change[]) returns void
  language sql as
$$
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

create function reporting.add_to_day_sums(changes reporting.fact_change[]) returns void
  language sql as
$$
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

create function reporting.add_to_profile_sums(changes reporting.fact_change[]) returns void
  language plpgsql as
$$
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

-- Takes up to so many marks, oldest first, and counts their leads again. One at a time on any node: who comes while another
-- one is at it does nothing. All of it is one transaction: a projector that is killed leaves nothing behind. Each statement
-- sees what is committed by then: the counting sees everything that the marks taken before stand for.
create function reporting.project(most integer, out marks bigint, out leads bigint, out is_done boolean, out as_of timestamptz)
  language plpgsql as
$$
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

-- All sums again from the facts, at once for whoever reads. The projection waits meanwhile, writers do not. In the order of
-- each table's groups, so that hardly any sum is written twice: one transaction cannot clear up behind itself. In small
-- parts, because a loop fetches fifty of them at once.
create function reporting.rebuild_sums() returns void
  language plpgsql as
$$
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

create function reporting.mark_lead() returns trigger
  language plpgsql as
$$
begin
  insert into reporting.pending (lead_id) values (case when tg_op = 'DELETE' then old.id else new.id end);
  return null;
end
$$;

create function reporting.mark_lead_of_row() returns trigger
  language plpgsql as
$$
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

-- Only what a report looks at marks a lead. Whoever writes for long meanwhile makes this step fail, to be taken again, and not
-- everybody else wait.
set local lock_timeout = '10s';

create trigger leads_mark_added
  after insert or delete on leads
  for each row execute function reporting.mark_lead();

create trigger leads_mark_changed
  after update on leads
  for each row when (
    (old.created_at, old.assigned_agent_id, old.source_type, old.property_type, old.nationality, old.purpose, old.budget_max, old.status,
     old.lost_reason, old.lead_score, old.priority, old.first_contact_at, old.deal_value, old.archived_at)
    is distinct from
    (new.created_at, new.assigned_agent_id, new.source_type, new.property_type, new.nationality, new.purpose, new.budget_max, new.status,
     new.lost_reason, new.lead_score, new.priority, new.first_contact_at, new.deal_value, new.archived_at))
  execute function reporting.mark_lead();

create trigger lead_activities_mark_added
  after insert on lead_activities
  for each row when (new.type <> 'assignment' and not new.is_automated and new.revises is null)
  execute function reporting.mark_lead_of_row();

-- A step to anywhere else changes the lead's own row.
create trigger lead_conversion_history_mark_added
  after insert on lead_conversion_history
  for each row when (new.status_to = 'converted')
  execute function reporting.mark_lead_of_row();

-- Rows of these two change only where a person is erased.
create trigger lead_activities_mark_changed
  after update or delete on lead_activities
  for each row execute function reporting.mark_lead_of_row();

create trigger lead_conversion_history_mark_changed
  after update or delete on lead_conversion_history
  for each row execute function reporting.mark_lead_of_row();

create trigger sales_mark_lead
  after insert or update or delete on sales
  for each row execute function reporting.mark_lead_of_row();

-- Whoever may write leads, as a role of its own beside the owner, may keep the reports, too: their triggers and the
-- projection run in that role's name, and a schema that is new has no grants yet.
do $$
declare
  writer name;
begin
  for writer in
    select distinct r.rolname
      from pg_class c cross join lateral aclexplode(c.relacl) a join pg_roles r on r.oid = a.grantee
     where c.oid = 'leads'::regclass and a.privilege_type = 'INSERT' and a.grantee <> c.relowner
  loop
    execute format('grant usage on schema reporting to %I', writer);
    execute format('grant select, insert, update, delete on all tables in schema reporting to %I', writer);
    execute format('grant execute on all functions in schema reporting to %I', writer);
  end loop;
end
$$;
