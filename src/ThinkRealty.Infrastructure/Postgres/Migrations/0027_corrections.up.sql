-- A deal that was recorded wrongly can be corrected (rules §7): by a named person with a reason, kept in the history. Every
-- new column is nullable or has a constant default, so no row is rewritten, however many there are.

-- A correction is a row of the history, too; its status stays what it was.
alter table lead_conversion_history
  add column kind text not null default 'step',
  add constraint lead_conversion_history_kind_check check (kind in ('step', 'correction')) not valid,
  add constraint lead_conversion_history_corrections_stay
    check (kind = 'step' or (status_from = 'converted' and status_to = 'converted' and actor_id is not null
                             and reason is not null and not forced and seconds_in_previous is null)) not valid;

alter table lead_conversion_history validate constraint lead_conversion_history_kind_check;
alter table lead_conversion_history validate constraint lead_conversion_history_corrections_stay;

-- The newest correction. The one statement that changes the deal names it by a new moment, an actor and a reason, as a
-- forced step does.
alter table leads
  add column corrected_at timestamptz,
  add column corrected_by uuid,
  add column correction_reason text,
  add constraint leads_correction_named
    check ((corrected_at is null) = (corrected_by is null) and (corrected_at is null) = (correction_reason is null)) not valid,
  add constraint leads_budget_min_limit check (budget_min <= 500000000) not valid; -- budgets in order say so only with a budget_max

alter table leads validate constraint leads_correction_named;
alter table leads validate constraint leads_budget_min_limit;

-- The limit of a deal is a trigger, not a check: a lead may have a higher value from before there was a limit, and a check
-- would then refuse every other change of it, archiving included. Such a value can still be corrected.
create function leads_guard_deal() returns trigger
  language plpgsql as
$$
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

create trigger leads_guard_deal
  before insert or update of deal_value, conversion_type on leads
  for each row execute function leads_guard_deal();

create function leads_write_correction() returns trigger
  language plpgsql as
$$
begin
  insert into lead_conversion_history (lead_id, kind, status_from, status_to, changed_at, actor_id, reason, forced)
  values (new.id, 'correction', old.status, new.status, new.corrected_at, new.corrected_by, new.correction_reason, false);
  return null;
end
$$;

create trigger leads_write_correction
  after update of corrected_at on leads
  for each row when (new.corrected_at is distinct from old.corrected_at and new.corrected_at is not null)
  execute function leads_write_correction();

-- Money that a person types has an upper limit everywhere.
alter table sales add constraint sales_amount_limit check (amount <= 5000000000) not valid;
alter table sales validate constraint sales_amount_limit;
alter table properties add constraint properties_price_limit check (price <= 5000000000) not valid;
alter table properties validate constraint properties_price_limit;

-- What a paid sale brought changes only together with its lead: by the correction of that moment. Looked at when the
-- transaction ends, so that the order of the two statements does not matter.
create function sales_guard_amount() returns trigger
  language plpgsql as
$$
begin
  if not exists (select from leads l
                  where l.id = new.lead_id and l.corrected_at = new.updated_at and l.deal_value = new.amount) then
    raise exception 'the amount of paid sale % is corrected only with its lead', new.id
      using errcode = 'check_violation', table = 'sales', constraint = 'sales_corrected_with_lead';
  end if;
  return null;
end
$$;

create constraint trigger sales_guard_amount
  after update of amount on sales deferrable initially deferred
  for each row when (old.stage = 'paid' and new.stage = 'paid' and old.amount is distinct from new.amount)
  execute function sales_guard_amount();

-- The day of a conversion is that of the step; a correction does not move it.
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
     where h.lead_id = l.id and h.status_to = 'converted' and h.kind = 'step') c on l.status = 'converted'
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
