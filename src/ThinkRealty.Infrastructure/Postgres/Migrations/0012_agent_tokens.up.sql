-- What an agent's dashboard needs: a token that changes with everything it shows, and indexes for its numbers.

-- A cached dashboard is good for this token only, which is read here on every request: whoever has committed a change is
-- given another token, and a cache that comes back from a hang cannot serve the past. Random and not counted up, so that
-- a database restored from a backup never gives a token twice. Narrow, apart from agents and their seats, and with room
-- beside every row: changing it is one small write in place that no pick ever waits for.
-- Nobody writes between what is copied here and the triggers that go on from it.
lock table agents, leads, lead_activities in share row exclusive mode;

create table agent_tokens (
  agent_id uuid primary key references agents,
  token uuid not null default gen_random_uuid()
) with (fillfactor = 20);

insert into agent_tokens (agent_id) select id from agents;

create function agents_get_token() returns trigger
  language plpgsql as
$$
begin
  insert into agent_tokens (agent_id) values (new.id);
  return null;
end
$$;

create trigger agents_get_token
  after insert on agents
  for each row execute function agents_get_token();

-- Once in a transaction is enough: nobody else has seen the token that this transaction gave. The lower id first, so
-- that two transactions that concern the same two agents wait instead of dying.
create function change_agent_tokens(one uuid, another uuid) returns void
  language plpgsql as
$$
declare
  first uuid := least(one, another);
  second uuid := greatest(one, another);
begin
  update agent_tokens set token = gen_random_uuid() where agent_id = first and xmin <> pg_current_xact_id()::xid;
  if second <> first then
    update agent_tokens set token = gen_random_uuid() where agent_id = second and xmin <> pg_current_xact_id()::xid;
  end if;
end
$$;

create function leads_change_tokens() returns trigger
  language plpgsql as
$$
begin
  perform change_agent_tokens(case when tg_op <> 'INSERT' then old.assigned_agent_id end,
                              case when tg_op <> 'DELETE' then new.assigned_agent_id end);
  return null;
end
$$;

create function agents_rows_change_tokens() returns trigger
  language plpgsql as
$$
begin
  perform change_agent_tokens(case when tg_op <> 'INSERT' then old.agent_id end,
                              case when tg_op <> 'DELETE' then new.agent_id end);
  return null;
end
$$;

-- At the commit, so that the row is held for as short as can be.
create constraint trigger leads_change_tokens
  after insert or update or delete on leads
  deferrable initially deferred
  for each row execute function leads_change_tokens();

create constraint trigger follow_up_tasks_change_tokens
  after insert or update or delete on follow_up_tasks
  deferrable initially deferred
  for each row execute function agents_rows_change_tokens();

-- When something happened last with a lead, for leads with whom anything did; beside the holder, so that an agent's
-- latest ten are the first ten of an index. Not a column of leads: each activity would rewrite that wide row's indexes.
create table lead_last_activity (
  lead_id uuid primary key references leads on delete cascade,
  agent_id uuid, -- the lead's agent
  last_activity_at timestamptz not null
) with (fillfactor = 85);

insert into lead_last_activity (lead_id, agent_id, last_activity_at)
select l.id, l.assigned_agent_id, a.last_activity_at
  from (select lead_id, max(occurred_at) as last_activity_at from lead_activities where revises is null group by lead_id) a
  join leads l on l.id = a.lead_id;

create index lead_last_activity_agent on lead_last_activity (agent_id, last_activity_at desc, lead_id desc)
  where agent_id is not null;

-- Whoever writes an activity holds its lead, so the holder does not change meanwhile. A corrected note is no new activity.
create function lead_activities_keep_last() returns trigger
  language plpgsql as
$$
begin
  insert into lead_last_activity (lead_id, agent_id, last_activity_at)
  select l.id, l.assigned_agent_id, new.occurred_at from leads l where l.id = new.lead_id
  on conflict (lead_id) do update set last_activity_at = excluded.last_activity_at
   where lead_last_activity.last_activity_at < excluded.last_activity_at;
  return null;
end
$$;

create trigger lead_activities_keep_last
  after insert on lead_activities
  for each row when (new.revises is null)
  execute function lead_activities_keep_last();

create function leads_keep_last_activity() returns trigger
  language plpgsql as
$$
begin
  update lead_last_activity set agent_id = new.assigned_agent_id where lead_id = new.id;
  return null;
end
$$;

create trigger leads_keep_last_activity
  after update of assigned_agent_id on leads
  for each row when (old.assigned_agent_id is distinct from new.assigned_agent_id)
  execute function leads_keep_last_activity();

create constraint trigger lead_last_activity_change_tokens
  after insert or update or delete on lead_last_activity
  deferrable initially deferred
  for each row execute function agents_rows_change_tokens();

-- At most fifty of an agent's leads, and the conversions of a month among hundreds.
create index leads_agent_active on leads (assigned_agent_id)
  where archived_at is null and status in ('new', 'contacted', 'qualified', 'viewing_scheduled', 'negotiation');
create index leads_agent_converted on leads (assigned_agent_id, status_changed_at) where status = 'converted';

-- Everybody's response times in a period, for the rank, without a look at the wide rows.
create index leads_answered on leads (created_at) include (assigned_agent_id, source_type, first_contact_at)
  where first_contact_at is not null and archived_at is null and assigned_agent_id is not null;
