-- The vocabularies of a lead (rules §2): more languages, three business domains, and the country that a nationality names.
-- Whoever writes for long meanwhile makes this step fail, to be taken again, and not everybody else wait.
set local lock_timeout = '10s';

-- The countries by which nationalities are counted, written by the program from the one table in its Domain.
create table countries (
  code char(2) primary key check (code ~ '^[A-Z]{2}$'), -- ISO 3166 alpha-2, and XK
  name text not null unique -- English
);

-- What is understood of `nationality`, which stays as it was sent. Only the program can read nationalities, so it fills in the
-- leads that are there after the last step, in short transactions (StoredWords); null: no country is certain. No foreign key:
-- every capture would have to lock the row of its country.
alter table leads add column nationality_country char(2);
alter table leads
  add constraint leads_nationality_country_form check (nationality_country ~ '^[A-Z]{2}$') not valid,
  drop constraint leads_language_preference_check,
  add constraint leads_language_preference_known check (language_preference in (
    'arabic', 'english', 'hindi', 'urdu', 'russian', 'mandarin', 'french', 'german', 'spanish', 'italian', 'persian', 'tagalog',
    'malayalam', 'tamil', 'bengali', 'punjabi', 'turkish', 'portuguese', 'ukrainian')) not valid;

-- Leads whose country is not known, by what they say: few once the program has been through them.
create index leads_country_unknown on leads (nationality, id) where nationality is not null and nationality_country is null;

-- Texts of older versions stay: a person decides what they mean, and `check-data` lists them. A check on the table would
-- refuse every later change of such a lead, even one that is `not valid`; this looks at what is written only.
create function leads_guard_business_domain() returns trigger
  language plpgsql as
$$
begin
  raise exception 'unknown business domain'
    using errcode = 'check_violation', table = 'leads', constraint = 'leads_business_domain_known';
end
$$;

create trigger leads_guard_business_domain
  before insert on leads
  for each row when (new.business_domain not in ('first', 'second', 'third'))
  execute function leads_guard_business_domain();

create trigger leads_guard_new_business_domain
  before update on leads
  for each row when (
    new.business_domain not in ('first', 'second', 'third') and new.business_domain is distinct from old.business_domain)
  execute function leads_guard_business_domain();

create index leads_business_domain_old on leads (business_domain, id) where business_domain not in ('first', 'second', 'third');

-- Reports know a nationality by its country, and a text that names none as it was sent (rules §10).
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

-- A lead is counted again when its country changes: what is filled in later corrects the reports by itself, in batches.
drop trigger leads_mark_changed on leads;

create trigger leads_mark_changed
  after update on leads
  for each row when (
    (old.created_at, old.assigned_agent_id, old.source_type, old.property_type, old.nationality, old.nationality_country, old.purpose, old.budget_max, old.status,
     old.lost_reason, old.lead_score, old.priority, old.first_contact_at, old.deal_value, old.archived_at)
    is distinct from
    (new.created_at, new.assigned_agent_id, new.source_type, new.property_type, new.nationality, new.nationality_country, new.purpose, new.budget_max, new.status,
     new.lost_reason, new.lead_score, new.priority, new.first_contact_at, new.deal_value, new.archived_at))
  execute function reporting.mark_lead();
