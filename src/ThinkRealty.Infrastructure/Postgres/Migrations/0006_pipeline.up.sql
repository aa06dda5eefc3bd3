-- The closing of a transferred lead (rules §9). It stands in the first schema because the database lets a lead into
-- and out of `transferred` only beside its sale.
create table sales (
  id uuid primary key,
  lead_id uuid not null references leads on delete cascade,
  stage text not null check (stage in ('new', 'kyc', 'agreement', 'paid', 'lost')),
  amount numeric(15, 2) check (amount > 0), -- AED
  created_at timestamptz not null,
  updated_at timestamptz not null,
  constraint sales_paid_with_amount check (stage <> 'paid' or amount is not null)
);

create unique index sales_one_open on sales (lead_id) where stage in ('new', 'kyc', 'agreement');
create index sales_lead on sales (lead_id);

-- What the advisor said of a lead, and about which state of it (rules §9).
create table lead_analyses (
  id uuid primary key,
  lead_id uuid not null references leads on delete cascade,
  score numeric(4, 3) not null check (score between 0 and 1),
  recommendation text not null check (recommendation in ('transfer_to_sales', 'nurture_lead')),
  reasons jsonb not null,
  is_degraded boolean not null,
  source_type text not null,
  business_domain text,
  activity_count integer not null,
  created_at timestamptz not null
);

create index lead_analyses_newest on lead_analyses (lead_id, created_at desc);

-- Every status step, written by the trigger below whoever makes the step (rules §7).
create table lead_conversion_history (
  id bigint generated always as identity primary key,
  lead_id uuid not null references leads,
  status_from text, -- null: the lead's beginning
  status_to text not null,
  changed_at timestamptz not null,
  actor_id uuid, -- null: the program itself
  reason text,
  forced boolean not null,
  seconds_in_previous bigint check (seconds_in_previous >= 0)
);

create index lead_conversion_history_lead on lead_conversion_history (lead_id, id);
create index lead_conversion_history_day on lead_conversion_history (status_to, changed_at);

create trigger lead_conversion_history_append_only
  before update or delete on lead_conversion_history
  for each row execute function refuse_change();

create trigger lead_conversion_history_not_emptied
  before truncate on lead_conversion_history
  for each statement execute function refuse_change();

-- The steps that the Domain's pipeline allows; a test compares the two. `needs` names what else must be there.
create table lead_status_steps (
  status_from text not null,
  status_to text not null,
  needs text check (needs in ('actor', 'sale')),
  primary key (status_from, status_to)
);

insert into lead_status_steps (status_from, status_to, needs) values
  ('new', 'contacted', null), ('contacted', 'qualified', null), ('qualified', 'viewing_scheduled', null),
  ('viewing_scheduled', 'negotiation', null), ('viewing_scheduled', 'qualified', null), ('negotiation', 'converted', null),
  ('new', 'lost', null), ('contacted', 'lost', null), ('qualified', 'lost', null), ('viewing_scheduled', 'lost', null),
  ('negotiation', 'lost', null),
  ('lost', 'contacted', 'actor'), -- reopened by a supervisor
  ('qualified', 'transferred', 'sale'), ('viewing_scheduled', 'transferred', 'sale'),
  ('negotiation', 'transferred', 'sale'), ('transferred', 'converted', 'sale'), ('transferred', 'lost', 'sale');

create function leads_guard_birth() returns trigger
  language plpgsql as
$$
begin
  raise exception 'a lead begins as new, not as %', new.status
    using errcode = 'check_violation', table = 'leads', constraint = 'leads_status_step';
end
$$;

create trigger leads_guard_birth
  before insert on leads
  for each row when (new.status <> 'new')
  execute function leads_guard_birth();

create function leads_guard_status() returns trigger
  language plpgsql as
$$
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

create trigger leads_guard_status
  before update of status on leads
  for each row when (old.status is distinct from new.status)
  execute function leads_guard_status();

create function leads_write_history() returns trigger
  language plpgsql as
$$
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

create trigger leads_write_first_history
  after insert on leads
  for each row execute function leads_write_history();

create trigger leads_write_history
  after update on leads
  for each row when (old.status is distinct from new.status)
  execute function leads_write_history();
