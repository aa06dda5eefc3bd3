set local lock_timeout = '10s';

drop trigger leads_mark_changed on leads;

create trigger leads_mark_changed
  after update on leads
  for each row when (
    (old.created_at, old.assigned_agent_id, old.source_type, old.property_type, old.nationality, old.purpose, old.budget_max, old.status,
     old.lost_reason, old.lead_score, old.priority, old.first_contact_at, old.deal_value, old.archived_at)
    is distinct from
    (new.created_at, new.assigned_agent_id, new.source_type, new.property_type, new.nationality, new.purpose, new.budget_max, new.status,
     new.lost_reason, new.lead_score, new.priority, new.first_contact_at, new.deal_value, new.archived_at))
  execute function reporting.mark_lead();

create or replace view reporting.counted_leads as
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

drop index leads_business_domain_old;
drop trigger leads_guard_new_business_domain on leads;
drop trigger leads_guard_business_domain on leads;
drop function leads_guard_business_domain();
drop index leads_country_unknown;
-- Leads in other languages stay as they are; the older program cannot read them.
alter table leads
  drop constraint leads_language_preference_known,
  add constraint leads_language_preference_check check (language_preference in ('arabic', 'english')) not valid,
  drop constraint leads_nationality_country_form,
  drop column nationality_country;
drop table countries;
-- Nationalities are counted as they were sent again.
insert into reporting.pending (lead_id) select id from leads where nationality is not null;
