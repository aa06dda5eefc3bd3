-- Without its kind a correction would look like a step, so the corrections go; the corrected values stay.
create or replace view reporting.counted_leads as
select l.id as lead_id, l.created_at, reporting.dubai_day(l.created_at) as created_day, l.assigned_agent_id as agent_id,
       l.source_type collate "C" as source_type, coalesce(l.property_type, '') collate "C" as property_type,
       left(coalesce(k.name, l.nationality, ''), 100) collate "C" as nationality, -- it is part of keys
       reporting.budget_band(l.purpose, l.budget_max) collate "C" as budget_band,
       l.status collate "C" as status, coalesce(l.lost_reason, '') collate "C" as lost_reason, l.lead_score::smallint as score,
       l.priority in ('high', 'urgent') as is_high_priority,
       reporting.microseconds(l.first_contact_at - l.created_at) as response_us,
       reporting.dubai_day(c.converted_at) as converted_day,
       reporting.microseconds(c.converted_at - l.created_at) as conversion_us,
       case when l.status = 'converted' then coalesce(s.amount, l.deal_value) end::numeric(15, 2) as revenue,
       a.interaction_days, a.gap_days, a.gap_buckets, a.gap_positive
  from leads l
  left join countries k on k.code = l.nationality_country
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

drop trigger sales_guard_amount on sales;
drop function sales_guard_amount();
alter table properties drop constraint properties_price_limit;
alter table sales drop constraint sales_amount_limit;
drop trigger leads_write_correction on leads;
drop function leads_write_correction();
drop trigger leads_guard_deal on leads;
drop function leads_guard_deal();
alter table leads
  drop constraint leads_budget_min_limit,
  drop constraint leads_correction_named,
  drop column correction_reason,
  drop column corrected_by,
  drop column corrected_at;
alter table lead_conversion_history disable trigger lead_conversion_history_append_only;
delete from lead_conversion_history where kind = 'correction';
alter table lead_conversion_history enable trigger lead_conversion_history_append_only;
alter table lead_conversion_history
  drop constraint lead_conversion_history_corrections_stay,
  drop constraint lead_conversion_history_kind_check,
  drop column kind;
