-- Inquiries that were refused: nothing that arrives is lost (rules §4). Kept for 90 days.
create table intake (
  id uuid primary key,
  caller_kind text not null check (caller_kind in ('user', 'key')),
  caller_id uuid not null,
  inquiry_key text not null, -- the caller's Idempotency-Key, else the hash of the body
  door text not null, -- the path it came to
  body text not null check (octet_length(body) <= 65536), -- as sent: readable JSON that a rule refused
  reason text not null, -- the refusal's slug
  detail jsonb not null, -- the refusal as it was answered
  attempts integer not null check (attempts > 0),
  status text not null check (status in ('refused', 'resolved')),
  lead_id uuid references leads deferrable initially deferred,
  first_at timestamptz not null,
  last_at timestamptz not null,
  constraint intake_resolved_has_lead check (status = 'refused' or lead_id is not null)
);

create index intake_newest on intake (last_at desc, id);

-- One intake row per caller and inquiry in 24 hours: this row says which one, and its key makes several attempts at the
-- same instant agree.
create table intake_claims (
  caller_id uuid not null,
  inquiry_key text not null,
  intake_id uuid not null,
  claimed_at timestamptz not null,
  primary key (caller_id, inquiry_key)
);

create index intake_claims_age on intake_claims (claimed_at);
