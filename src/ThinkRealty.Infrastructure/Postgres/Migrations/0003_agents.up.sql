-- Brokers who can be given leads (rules §1, §6).
create table agents (
  id uuid primary key,
  agent_no integer generated always as identity unique, -- short number for people and explanations
  full_name text not null check (length(full_name) between 1 and 100),
  email text not null constraint agents_email_key unique check (email = lower(email collate "C")),
  phone text not null check (phone ~ '^\+[1-9][0-9]{6,14}$'),
  whatsapp_number text check (whatsapp_number ~ '^\+[1-9][0-9]{6,14}$'),
  languages text[] not null,
  specialization_property_type text[] not null
    check (specialization_property_type <@ array['apartment', 'villa', 'townhouse', 'commercial', 'house', 'studio']),
  specialization_areas text[] not null,
  is_active boolean not null,
  leave_from date, -- days in Asia/Dubai, both inclusive; without an end the leave is open
  leave_until date,
  max_active_leads integer not null check (max_active_leads between 1 and 50),
  weight integer not null check (weight between 1 and 10),
  supervisor_user_id uuid references users,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  constraint agents_leave_in_order
    check (leave_until is null or (leave_from is not null and leave_from <= leave_until))
);

-- One after another, so that numbers become visible in their order: a cursor that has passed a number would never see an
-- agent who gets a lower one afterwards.
create function agents_take_turns() returns trigger
  language plpgsql as
$$
begin
  perform pg_advisory_xact_lock(hashtextextended('numbers of agents', 0));
  return null;
end
$$;

create trigger agents_take_turns
  before insert on agents
  for each statement execute function agents_take_turns();

create index agents_supervisor on agents (supervisor_user_id) where supervisor_user_id is not null;

alter table users
  add constraint users_agent_id_fkey foreign key (agent_id) references agents;

-- What the pick reads and writes, apart from `agents`: narrow, updated with every lead, and no foreign key points at it,
-- so giving an agent a lead never waits for whoever merely mentions that agent.
create table agent_seats (
  agent_id uuid primary key references agents,
  agent_no integer not null,
  is_active boolean not null,
  leave_from date,
  leave_until date,
  max_active_leads integer not null,
  weight integer not null,
  property_types text[] not null,
  areas text[] not null, -- folded: lower case, single spaces
  languages text[] not null,
  conversion_rate integer not null default 0 check (conversion_rate between 0 and 10000), -- hundredths of a percent
  active_leads integer not null default 0 check (active_leads >= 0),
  position bigint not null default 0, -- in the turn, in units of 1/2520 lead
  last_received_at timestamptz
) with (fillfactor = 40);

create function fold_area(area text) returns text
  language sql immutable parallel safe as
$$ select lower(btrim(regexp_replace(area, '\s+', ' ', 'g'))) $$;

-- The seat follows the agent, whoever changes the agent.
create function agents_keep_seat() returns trigger
  language plpgsql as
$$
begin
  insert into agent_seats (agent_id, agent_no, is_active, leave_from, leave_until, max_active_leads, weight,
                           property_types, areas, languages)
  values (new.id, new.agent_no, new.is_active, new.leave_from, new.leave_until, new.max_active_leads, new.weight,
          new.specialization_property_type,
          array(select distinct fold_area(area) from unnest(new.specialization_areas) as area order by 1), new.languages)
  on conflict (agent_id) do update
     set is_active = excluded.is_active, leave_from = excluded.leave_from, leave_until = excluded.leave_until,
         max_active_leads = excluded.max_active_leads, weight = excluded.weight,
         property_types = excluded.property_types, areas = excluded.areas, languages = excluded.languages;
  return null;
end
$$;

create trigger agents_keep_seat
  after insert or update on agents
  for each row execute function agents_keep_seat();

-- Only a rise above the maximum is refused: a maximum lowered below the present load just stops new leads (rules §6).
create function agent_seats_guard_room() returns trigger
  language plpgsql as
$$
begin
  raise exception 'agent % has no room: % of % active leads', new.agent_no, old.active_leads, new.max_active_leads
    using errcode = 'check_violation', table = 'agent_seats', constraint = 'agent_seats_room';
end
$$;

create trigger agent_seats_guard_room
  before update of active_leads on agent_seats
  for each row when (new.active_leads > old.active_leads and new.active_leads > new.max_active_leads)
  execute function agent_seats_guard_room();

create function agents_guard_leads() returns trigger
  language plpgsql as
$$
begin
  if exists (select from agent_seats s where s.agent_id = new.id and not s.is_active and s.active_leads > 0) then
    raise exception 'agent % still holds active leads', new.agent_no
      using errcode = 'check_violation', table = 'agents', constraint = 'agents_has_leads';
  end if;
  return null;
end
$$;

-- Judged at the commit, so that one transaction may move the leads and deactivate the agent in either order.
create constraint trigger agents_guard_leads
  after update of is_active on agents
  deferrable initially deferred
  for each row when (old.is_active and not new.is_active)
  execute function agents_guard_leads();

-- Hourly snapshots; the newest one is the agent's conversion rate in matching (rules §6).
create table agent_performance_metrics (
  id bigint generated always as identity primary key,
  agent_id uuid not null references agents,
  measured_at timestamptz not null,
  leads_received integer not null check (leads_received >= 0), -- in the 90 days before
  leads_converted integer not null check (leads_converted between 0 and leads_received),
  conversion_rate numeric(5, 2) not null check (conversion_rate between 0 and 100), -- percent
  unique (agent_id, measured_at)
);

create function agent_performance_metrics_keep_seat() returns trigger
  language plpgsql as
$$
begin
  update agent_seats
     set conversion_rate = (new.conversion_rate * 100)::integer
   where agent_id = new.agent_id
     and not exists (select from agent_performance_metrics m
                      where m.agent_id = new.agent_id and m.measured_at > new.measured_at);
  return null;
end
$$;

create trigger agent_performance_metrics_keep_seat
  after insert or update on agent_performance_metrics
  for each row execute function agent_performance_metrics_keep_seat();

-- How an agent's match with a lead is counted, as data (rules §6); points in units of 1/10000, written by the program.
create table assignment_policies (
  name text not null,
  version integer not null check (version > 0),
  property_type_points integer not null,
  area_points integer not null,
  language_points integer not null,
  conversion_from integer[] not null, -- ascending, hundredths of a percent; the first band lies below the first value
  conversion_points integer[] not null,
  conversion_factor integer not null, -- points for a rate of 100 %, in whole points
  workload_from integer not null, -- each active lead below this number …
  workload_points integer not null, -- … is worth so much
  is_active boolean not null,
  primary key (name, version),
  constraint assignment_policies_bands check (cardinality(conversion_points) = cardinality(conversion_from) + 1)
);

create unique index assignment_policies_one_active on assignment_policies (is_active) where is_active;
