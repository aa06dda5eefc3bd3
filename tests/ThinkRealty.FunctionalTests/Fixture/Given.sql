-- Rows in the fewest words, for tests that speak SQL.
create schema given;

create function given.noon() returns timestamptz
  language sql immutable as
$$ select timestamptz '2026-01-17 08:00:00Z' $$;

create function given.agent(
  max integer default 50, weight integer default 1, types text[] default '{}', areas text[] default '{}',
  languages text[] default '{}', active boolean default true, leave_from date default null, leave_until date default null,
  id uuid default gen_random_uuid())
  returns uuid
  language sql as
$$
  insert into agents (id, full_name, email, phone, languages, specialization_property_type, specialization_areas, is_active,
                      leave_from, leave_until, max_active_leads, weight, created_at, updated_at)
  values (id, 'Sarah Johnson', id || '@thinkrealty.test', '+971501234568', languages, types, areas, active,
          leave_from, leave_until, max, weight, given.noon(), given.noon())
  returning agents.id
$$;

-- A lead in any status, reached by ordinary steps; without an agent it waits for one as long as it is active.
create function given.lead(
  agent uuid default null, status text default 'new', at timestamptz default given.noon(), id uuid default gen_random_uuid())
  returns uuid
  language plpgsql as
$$
declare
  next text;
begin
  insert into leads (id, source_type, status_changed_at, phone, purpose, priority, preferred_areas, tags, rule_set,
                     rule_set_version, score_breakdown, raw_score, lead_score, assigned_agent_id, queued_at, silence_since,
                     created_at, updated_at)
  values (id, 'bayut', at, '+971501234567', 'buy', 'medium', '{}', '{}', 'thinkrealty', 1, '[]', 60, 60, agent,
          case when agent is null then at end, at, at, at);
  if agent is not null then
    insert into lead_assignments (id, lead_id, agent_id, assigned_at, reason, explanation)
    values (gen_random_uuid(), id, agent, at, 'best_match', '{}');
  end if;

  foreach next in array case status
    when 'new' then '{}'
    when 'lost' then '{lost}'
    when 'transferred' then '{contacted,qualified,transferred}'
    else ('{contacted,qualified,viewing_scheduled,negotiation,converted}'::text[])
         [:array_position('{contacted,qualified,viewing_scheduled,negotiation,converted}', status)]
    end::text[]
  loop
    if next = 'transferred' then
      perform given.sale(id);
    end if;
    update leads l set status = next where l.id = lead.id;
  end loop;
  return id;
end
$$;

create function given.sale(lead uuid, stage text default 'new') returns uuid
  language sql as
$$
  insert into sales (id, lead_id, stage, amount, created_at, updated_at)
  values (gen_random_uuid(), lead, stage, case when stage = 'paid' then 1000000 end, given.noon(), given.noon())
  returning id
$$;

-- A pending follow-up, shown on its lead as the aggregate does.
create function given.follow_up(lead uuid, due timestamptz, id uuid default gen_random_uuid()) returns uuid
  language plpgsql as
$$
begin
  insert into follow_up_tasks (id, lead_id, agent_id, task_type, priority, status, due_date, created_at, updated_at)
  select follow_up.id, lead, l.assigned_agent_id, 'call', 'high', 'pending', due, given.noon(), given.noon() from leads l where l.id = lead;
  update leads l set next_follow_up = least(l.next_follow_up, due) where l.id = lead;
  return id;
end
$$;

-- What a capture does about its agent: the turn decides, and the lead is written. No agent: nobody was eligible.
create function given.capture(
  type text default '', areas text[] default '{}', language text default '', today date default '2026-01-17',
  moment timestamptz default given.noon(), preferred uuid default null, because text default null, without uuid[] default null,
  out agent uuid, out reason text, out explanation text)
  language plpgsql as
$$
begin
  select p.agent_id, p.reason, p.explanation into agent, reason, explanation
    from pick_agent(type, areas, language, today, moment, preferred, because, without) p;
  if agent is not null then
    perform given.lead(agent => agent, at => moment);
  end if;
end
$$;

-- Agents whose count is not what counting gives.
create function given.miscounted() returns setof uuid
  language sql as
$$
  select s.agent_id from agent_seats s
   where s.active_leads <> (select count(*) from leads l
                             where l.assigned_agent_id = s.agent_id and is_active_lead(l.status, l.archived_at))
$$;

-- Makes room everywhere.
create function given.every_lead_closed() returns void
  language sql as
$$ update leads set status = 'lost' where is_active_lead(status, archived_at) $$;

-- An agent with a conversion rate in percent and so many active leads.
create function given.with_record(agent uuid, rate numeric, active integer) returns uuid
  language plpgsql as
$$
begin
  insert into agent_performance_metrics (agent_id, measured_at, leads_received, leads_converted, conversion_rate)
  values (agent, given.noon(), 0, 0, rate);
  perform given.lead(agent => agent) from generate_series(1, active);
  return agent;
end
$$;
