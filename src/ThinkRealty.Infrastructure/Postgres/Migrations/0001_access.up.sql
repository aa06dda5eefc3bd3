-- People who sign in (rules §11). A user with role agent belongs to exactly one agent; the key to agents follows
-- in the step that makes them.
create table users (
  id uuid primary key,
  email text not null unique check (email = lower(email)),
  full_name text not null,
  password_hash text not null,
  role text not null check (role in ('admin', 'supervisor', 'agent')),
  agent_id uuid unique,
  is_active boolean not null default true,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  constraint users_agent_has_agent_id check ((role = 'agent') = (agent_id is not null))
);
