-- What moves leads between agents by itself needs (rules §6): who has let a lead go stale, a way to the leads that may be
-- stale, and a pick among those who have little to do.

-- Nullable without a default: no row is rewritten, however many there are.
alter table lead_assignments
  add column went_stale_at timestamptz, -- noticed then: this agent has let the lead go stale
  add constraint lead_assignments_stale_while_held
    check (went_stale_at >= assigned_at and (ended_at is null or went_stale_at <= ended_at)) not valid;

alter table lead_assignments validate constraint lead_assignments_stale_while_held;

-- Whoever writes an assignment holds its lead, so nothing changes meanwhile.
create function lead_assignments_guard_stale() returns trigger
  language plpgsql as
$$
begin
  if exists (select from lead_assignments a
              where a.lead_id = new.lead_id and a.agent_id = new.agent_id and a.went_stale_at is not null) then
    raise exception 'agent % has let lead % go stale before', new.agent_id, new.lead_id
      using errcode = 'check_violation', table = 'lead_assignments', constraint = 'lead_assignments_never_back';
  end if;
  return null;
end
$$;

create trigger lead_assignments_guard_stale
  after insert on lead_assignments
  for each row when (new.reason = 'stale')
  execute function lead_assignments_guard_stale();

-- New and contacted leads that somebody holds, whose supervisor has not been called: there are never more than places. By
-- their age, and without the last contact: that would make every contact rewrite all of the wide row's indexes.
create index leads_going_stale on leads (created_at, id)
  where status in ('new', 'contacted') and archived_at is null and assigned_agent_id is not null and not needs_supervisor;
