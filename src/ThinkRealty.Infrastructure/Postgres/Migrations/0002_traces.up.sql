-- Refuses every change of a row that is a record of what happened; shared by all append-only tables.
create function refuse_change() returns trigger
  language plpgsql as
$$
begin
  raise exception '% is append-only: % refused', tg_table_name, lower(tg_op)
    using errcode = 'restrict_violation', table = tg_table_name, constraint = tg_table_name || '_append_only';
end
$$;

-- Who changed what, when, from which request: one row for each aggregate that a transaction touched (rules §11).
-- `changes` holds {"column": [old, new]} for a change and is null for a creation, whose values are the row's own.
create table audit_log (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  actor_kind text not null check (actor_kind in ('system', 'user', 'key')),
  actor_id uuid not null,
  action text not null,
  entity_type text not null,
  entity_id uuid not null,
  changes jsonb,
  trace_id text not null
);

create index audit_log_entity on audit_log (entity_id, id);

create trigger audit_log_append_only
  before update or delete on audit_log
  for each row execute function refuse_change();

create trigger audit_log_not_emptied
  before truncate on audit_log
  for each statement execute function refuse_change();

-- First answers under an Idempotency-Key, per caller, written in the command's own transaction.
create table idempotency_keys (
  caller_id uuid not null,
  key text not null check (length(key) between 1 and 200),
  request_digest text not null,
  answer jsonb not null,
  created_at timestamptz not null,
  primary key (caller_id, key)
);

create index idempotency_keys_age on idempotency_keys (created_at);
