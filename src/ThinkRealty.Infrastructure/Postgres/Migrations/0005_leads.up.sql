-- One person's inquiry about property (rules §1). Contact and profile columns are nullable where rules §3 allows.
create table leads (
  id uuid primary key,
  source_type text not null,
  status text not null default 'new',
  sub_status text,
  status_changed_at timestamptz not null,
  status_changed_by uuid, -- null: the program itself
  status_reason text,
  status_forced boolean not null default false,
  lost_reason text,
  deal_value numeric(15, 2) check (deal_value > 0), -- AED
  conversion_type text check (conversion_type in ('sale', 'rental')),

  first_name text check (length(first_name) between 1 and 100),
  last_name text check (length(last_name) between 1 and 100),
  phone text check (phone ~ '^\+[1-9][0-9]{6,14}$'), -- E.164
  email text check (email = lower(email collate "C")), -- ASCII only: databases differ about the other letters
  whatsapp_number text check (whatsapp_number ~ '^\+[1-9][0-9]{6,14}$'),
  instagram_handle text check (instagram_handle ~ '^[a-z0-9._]{1,30}$'),
  nationality text,
  language_preference text check (language_preference in ('arabic', 'english')),
  company text,
  business_domain text,

  purpose text not null check (purpose in ('buy', 'rent', 'sell', 'let', 'invest')),
  priority text not null check (priority in ('low', 'medium', 'high', 'urgent')),
  budget_min numeric(15, 2), -- AED; a year's rent for rent and let
  budget_max numeric(15, 2),
  property_type text
    check (property_type in ('apartment', 'villa', 'townhouse', 'commercial', 'house', 'studio')),
  preferred_areas text[] not null,
  bedrooms integer check (bedrooms between 0 and 50),
  move_in_date date,
  message text,
  tags text[] not null,

  rule_set text not null, -- what the score was counted with (rules §5)
  rule_set_version integer not null,
  score_breakdown jsonb not null, -- [{rule, points, reason}]
  raw_score integer not null, -- breakdown and ledger together; may go past either end
  lead_score integer not null check (lead_score between 0 and 100),

  assigned_agent_id uuid references agents,
  queued_at timestamptz, -- waits for an agent with room since
  needs_supervisor boolean not null default false,
  duplicate_of uuid references leads,

  next_follow_up timestamptz, -- the earliest pending one
  first_contact_at timestamptz,
  last_contact_at timestamptz,
  call_attempts integer not null default 0 check (call_attempts >= 0),
  activity_count integer not null default 0 check (activity_count >= 0),
  silence_since timestamptz not null, -- where the count of silent weeks begins
  silence_windows integer not null default 0 check (silence_windows >= 0), -- weeks booked since then
  archived_at timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null,

  constraint leads_source_known check (source_type in (
    'bayut', 'propertyFinder', 'dubizzle', 'website', 'walk_in', 'referral', 'instagram', 'facebook', 'whatsapp',
    'partner', 'scanner', 'manual', 'direct', 'other')),
  constraint leads_status_known check (status in (
    'new', 'contacted', 'qualified', 'viewing_scheduled', 'negotiation', 'converted', 'lost', 'transferred')),
  constraint leads_sub_status_fits check (
    sub_status is null
    or (sub_status in ('proposal', 'applied') and status = 'negotiation')
    or (sub_status = 'callback' and status in ('new', 'contacted', 'qualified', 'viewing_scheduled', 'negotiation'))),
  constraint leads_lost_reason_fits check (
    (lost_reason is null) = (status <> 'lost')
    and lost_reason in ('budget', 'timing', 'no_response', 'not_interested', 'competitor', 'unreachable', 'invalid', 'other')),
  constraint leads_budget_in_order check (
    budget_min > 0 and budget_max > 0 and budget_min < budget_max and budget_max <= 500000000),
  constraint leads_reachable check (
    source_type in ('scanner', 'partner', 'manual')
    or coalesce(phone, email, whatsapp_number, instagram_handle) is not null),
  constraint leads_score_is_clamped_sum check (lead_score = greatest(0, least(100, raw_score))),
  constraint leads_queue_without_agent check (queued_at is null or assigned_agent_id is null),
  constraint leads_only_active_ones_wait check (
    queued_at is null
    or (archived_at is null and status in ('new', 'contacted', 'qualified', 'viewing_scheduled', 'negotiation')))
) with (fillfactor = 85);

create index leads_phone on leads (phone, created_at desc) where phone is not null;
create index leads_agent on leads (assigned_agent_id, created_at desc) where assigned_agent_id is not null;
create index leads_waiting on leads (queued_at, id) where queued_at is not null;
create index leads_created on leads (created_at desc, id desc);
create index leads_duplicate_of on leads (duplicate_of) where duplicate_of is not null;
-- Suggestions ask what similar people liked.
create index leads_wishes on leads (property_type, created_at desc)
  where status in ('new', 'contacted', 'qualified', 'viewing_scheduled', 'negotiation', 'converted');

-- New … negotiation and not archived (rules §1: active).
create function is_active_lead(status text, archived_at timestamptz) returns boolean
  language sql immutable parallel safe as
$$ select archived_at is null and status in ('new', 'contacted', 'qualified', 'viewing_scheduled', 'negotiation') $$;

-- A lead's answer names its agent: a new name or phone makes a new version of the leads that show it.
create function agents_show_on_leads() returns trigger
  language plpgsql as
$$
begin
  update leads set updated_at = greatest(updated_at, new.updated_at) where assigned_agent_id = new.id;
  return null;
end
$$;

create trigger agents_show_on_leads
  after update of full_name, phone on agents
  for each row when (old.full_name <> new.full_name or old.phone <> new.phone)
  execute function agents_show_on_leads();

-- Captures of a phone by source: whoever writes this row holds the duplicate window (rules §4). One atomic statement
-- decides, so two hundred posts in the same instant still make one lead.
create table phone_claims (
  phone text not null,
  source_type text not null,
  lead_id uuid not null,
  claimed_at timestamptz not null,
  primary key (phone, source_type)
) with (fillfactor = 80);

-- How the lead came to us, one row per lead. What portals send as references is kept as sent; what is known here is
-- resolved beside it.
create table lead_sources (
  lead_id uuid primary key references leads on delete cascade,
  campaign_id text,
  utm_source text,
  referrer_agent_id text check (length(referrer_agent_id) <= 100),
  resolved_referrer_agent_id uuid references agents,
  property_id text check (length(property_id) <= 100),
  resolved_property_id uuid references properties,
  post_id text
);

create table lead_property_interests (
  lead_id uuid not null references leads on delete cascade,
  property_id uuid not null references properties,
  interest_level text not null check (interest_level in ('low', 'medium', 'high')),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (lead_id, property_id)
);

create index lead_property_interests_property on lead_property_interests (property_id);
