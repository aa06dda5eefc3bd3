-- People who sign in (rules §11). A user with role agent belongs to exactly one agent; the key to agents follows
-- in the step that makes them.
create table users (
  id uuid primary key,
  email text not null unique check (email = lower(btrim(email) collate "C") and length(email) between 3 and 254),
  full_name text not null check (length(full_name) between 1 and 100),
  password_hash text not null,
  role text not null check (role in ('admin', 'supervisor', 'agent')),
  agent_id uuid unique,
  is_active boolean not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  constraint users_agent_has_agent_id check ((role = 'agent') = (agent_id is not null))
);

-- Lists of users, oldest first.
create index users_age on users (created_at, id);

-- One sign-in and all refresh tokens that come from it. Ending it ends every one of them, also a token that is being
-- rotated at the same moment: that is why the end stands here and not on the tokens.
create table sign_ins (
  id uuid primary key,
  user_id uuid not null references users,
  address inet, -- where it came from: an address that got in before is not shut out by strangers' failures
  started_at timestamptz not null,
  revoked_at timestamptz
);

create index sign_ins_user on sign_ins (user_id, started_at);

-- Only the SHA-256 of a token is kept. A token is good for one use; a used one that comes back was stolen or copied,
-- which ends its sign-in.
create table refresh_tokens (
  token_hash bytea primary key check (length(token_hash) = 32),
  sign_in_id uuid not null references sign_ins on delete cascade,
  created_at timestamptz not null,
  expires_at timestamptz not null check (expires_at > created_at),
  used_at timestamptz
);

create index refresh_tokens_sign_in on refresh_tokens (sign_in_id);

-- Keys of integrations (rules §11). The secret itself is shown once and never stored.
create table api_keys (
  id uuid primary key,
  name text not null check (length(name) between 1 and 100),
  prefix text not null unique, -- the public part, by which people tell keys apart
  key_hash bytea not null unique check (length(key_hash) = 32),
  scopes text[] not null
    check (cardinality(scopes) > 0 and scopes <@ array['capture', 'export', 'metrics']),
  created_by uuid references users, -- null: made by the program itself
  created_at timestamptz not null,
  expires_at timestamptz check (expires_at > created_at),
  revoked_at timestamptz
);

create index api_keys_age on api_keys (created_at, id);

-- Tries to sign in, counted before the password is looked at, so that a thousand at once count as a thousand.
-- A subject is the hash of an e-mail, of an address, or of both: unknown e-mails are nobody's data to keep.
create table sign_in_failures (
  subject bytea primary key check (length(subject) = 32),
  failures integer not null check (failures >= 0),
  last_try_at timestamptz not null,
  wait_until timestamptz not null
);

create index sign_in_failures_age on sign_in_failures (last_try_at);

-- The key ring that protects access tokens; shared by all nodes and kept over restarts.
create table data_protection_keys (
  friendly_name text primary key,
  xml text not null,
  created_at timestamptz not null
);
