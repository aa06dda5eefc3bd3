-- Rule sets as data (rules §5): a version is never changed, a new one is a new row.
create table lead_scoring_rules (
  name text not null,
  version integer not null check (version > 0),
  definition jsonb not null,
  is_active boolean not null,
  created_at timestamptz not null,
  primary key (name, version)
);

create unique index lead_scoring_rules_one_active on lead_scoring_rules (is_active) where is_active;

alter table leads
  add constraint leads_rule_set_fkey foreign key (rule_set, rule_set_version) references lead_scoring_rules;

-- Every change of a score after the breakdown; breakdown and ledger together are the raw score (rules §5).
create table score_ledger (
  id bigint generated always as identity primary key,
  lead_id uuid not null references leads on delete cascade,
  rule text not null,
  points integer not null,
  reason text not null,
  at timestamptz not null,
  activity_id uuid references lead_activities,
  silence_since timestamptz, -- the silence that a window of it is booked for …
  silence_window integer check (silence_window > 0), -- … and which one: each counts exactly once
  constraint score_ledger_window_whole check ((silence_since is null) = (silence_window is null)),
  constraint score_ledger_window_once unique (lead_id, rule, silence_since, silence_window)
);

create index score_ledger_lead on score_ledger (lead_id, id);
-- The first contact's bonus is given once.
create unique index score_ledger_first_contact_once on score_ledger (lead_id) where rule = 'first_contact';
