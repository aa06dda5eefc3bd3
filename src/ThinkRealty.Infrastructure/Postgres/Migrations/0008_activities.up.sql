-- One place on an agent's calendar: two pending follow-ups less than 30 minutes apart overlap.
create extension if not exists btree_gist;

-- Anything that happened with a lead; never changed, never deleted (rules §8).
create table lead_activities (
  id uuid primary key,
  lead_id uuid not null references leads,
  agent_id uuid references agents,
  type text not null check (type in ('call', 'email', 'whatsapp', 'viewing', 'meeting', 'offer_made', 'message', 'note', 'assignment')),
  outcome text check (outcome in ('positive', 'negative', 'neutral')),
  channel text,
  direction text not null check (direction in ('outbound', 'inbound')),
  is_automated boolean not null,
  subject text,
  notes text,
  occurred_at timestamptz not null,
  recorded_at timestamptz not null,
  recorded_by uuid, -- null: the program itself
  external_message_id text constraint lead_activities_external_message_key unique,
  constraint lead_activities_not_ahead check (occurred_at <= recorded_at)
);

create index lead_activities_lead on lead_activities (lead_id, occurred_at desc);
create index lead_activities_agent on lead_activities (agent_id, occurred_at desc) where agent_id is not null;

create trigger lead_activities_append_only
  before update or delete on lead_activities
  for each row execute function refuse_change();

create trigger lead_activities_not_emptied
  before truncate on lead_activities
  for each statement execute function refuse_change();

-- Dated tasks for the agent (rules §8).
create table follow_up_tasks (
  id uuid primary key,
  lead_id uuid not null references leads on delete cascade,
  agent_id uuid not null references agents,
  task_type text not null check (task_type in ('call', 'email', 'whatsapp', 'viewing', 'meeting', 'other')),
  priority text not null check (priority in ('low', 'medium', 'high', 'urgent')),
  status text not null check (status in ('pending', 'completed', 'cancelled')),
  due_date timestamptz not null, -- a moment, not a day
  completed_at timestamptz,
  escalated_at timestamptz,
  escalated_to uuid references users, -- null: all supervisors
  created_at timestamptz not null,
  updated_at timestamptz not null,
  constraint follow_up_tasks_completed check ((status = 'completed') = (completed_at is not null)),
  -- Says no to a write that leaves it forgotten; completing, cancelling, moving and escalating always work.
  constraint follow_up_tasks_not_forgotten check (
    status <> 'pending' or escalated_at is not null or due_date >= updated_at - interval '720 hours'),
  -- Exactly 30 minutes apart is fine: the ranges are half open.
  constraint follow_up_tasks_apart exclude using gist (
    agent_id with =,
    tsrange(due_date at time zone 'UTC', (due_date at time zone 'UTC') + interval '30 minutes') with &&
  ) where (status = 'pending')
) with (fillfactor = 85);

create index follow_up_tasks_agent on follow_up_tasks (agent_id, due_date) where status = 'pending';
create index follow_up_tasks_lead on follow_up_tasks (lead_id, due_date);
-- Asked at every closing; without it a plan may walk through everybody's pending ones.
create index follow_up_tasks_lead_pending on follow_up_tasks (lead_id, due_date) where status = 'pending';

-- The earliest moment at or after the wanted one that is free in the agent's calendar. Whoever asks holds the agent's
-- seat, so that what it answers stays true until the commit.
create function free_slot(agent uuid, wanted timestamptz) returns timestamptz
  language plpgsql as
$$
declare
  taken timestamptz;
  slot timestamptz := wanted;
begin
  for taken in
    select t.due_date from follow_up_tasks t
     where t.agent_id = agent and t.status = 'pending' and t.due_date > wanted - interval '30 minutes'
     order by t.due_date
  loop
    exit when taken >= slot + interval '30 minutes';
    slot := taken + interval '30 minutes';
  end loop;
  return slot;
end
$$;

-- A lead that is no longer active waits for nobody and has no pending follow-up (rules §6, §8), whoever closed it.
create function leads_leave_active() returns trigger
  language plpgsql as
$$
begin
  new.queued_at := null;
  new.next_follow_up := null;
  return new;
end
$$;

-- After `leads_guard_status` by its name, so that a refused step is refused first.
create trigger leads_leave_active
  before update of status, archived_at on leads
  for each row when (is_active_lead(old.status, old.archived_at) and not is_active_lead(new.status, new.archived_at))
  execute function leads_leave_active();

create function leads_cancel_follow_ups() returns trigger
  language plpgsql as
$$
begin
  update follow_up_tasks set status = 'cancelled', updated_at = new.updated_at
   where lead_id = new.id and status = 'pending';
  return null;
end
$$;

create trigger leads_cancel_follow_ups
  after update of status, archived_at on leads
  for each row when (is_active_lead(old.status, old.archived_at) and not is_active_lead(new.status, new.archived_at))
  execute function leads_cancel_follow_ups();

-- What is told in two places must agree once a transaction is over: the lead and its open assignment, its pending
-- follow-ups, and the earliest of them. Judged at the commit, so that the order of writes does not matter.
create function guard_lead_agrees() returns trigger
  language plpgsql as
$$
declare
  concerned uuid[];
  wanted uuid;
  lead leads;
  holder uuid;
  pending record;
begin
  if tg_table_name = 'leads' then
    concerned := array[new.id];
  elsif tg_op = 'UPDATE' and new.lead_id <> old.lead_id then
    concerned := array[old.lead_id, new.lead_id];
  else
    concerned := array[coalesce(new.lead_id, old.lead_id)];
  end if;

  foreach wanted in array concerned loop
    select * into lead from leads where id = wanted;
    continue when not found;

    select agent_id into holder from lead_assignments where lead_id = wanted and ended_at is null;
    if holder is distinct from lead.assigned_agent_id then
      raise exception 'lead % names agent %, its open assignment %', wanted, lead.assigned_agent_id, holder
        using errcode = 'check_violation', table = 'leads', constraint = 'leads_agree_with_assignment';
    end if;

    if holder is null and lead.queued_at is null and is_active_lead(lead.status, lead.archived_at) then
      raise exception 'lead % is active, but neither assigned nor waiting', wanted
        using errcode = 'check_violation', table = 'leads', constraint = 'leads_assigned_or_waiting';
    end if;

    -- All of the lead's, filtered afterwards: a condition on the status lets a plan that was made while hardly any were
    -- pending walk through everybody's pending ones, three times in a capture.
    select min(due_date) filter (where status = 'pending') as earliest,
           count(*) filter (where status = 'pending' and agent_id is distinct from holder) as astray into pending
      from follow_up_tasks where lead_id = wanted;
    if pending.earliest is distinct from lead.next_follow_up
       or pending.astray > 0
       or (pending.earliest is not null and not is_active_lead(lead.status, lead.archived_at)) then
      raise exception 'lead % and its pending follow-ups do not agree', wanted
        using errcode = 'check_violation', table = 'leads', constraint = 'leads_agree_with_follow_ups';
    end if;
  end loop;
  return null;
end
$$;

create constraint trigger leads_agree
  after insert or update of status, archived_at, assigned_agent_id, queued_at, next_follow_up on leads
  deferrable initially deferred
  for each row execute function guard_lead_agrees();

create constraint trigger lead_assignments_agree
  after insert or update or delete on lead_assignments
  deferrable initially deferred
  for each row execute function guard_lead_agrees();

create constraint trigger follow_up_tasks_agree
  after insert or update or delete on follow_up_tasks
  deferrable initially deferred
  for each row execute function guard_lead_agrees();
