-- The lead's whole life (rules §6–§8): what an interaction carries besides its type, corrections of notes, and why a
-- supervisor moved a lead. Nullable columns without a default: no row is rewritten, however many there are.

alter table lead_activities
  add column attachments text[],
  add column next_action text,
  add column scheduled_at timestamptz,
  add column completed_at timestamptz,
  add column revises uuid,
  add constraint lead_activities_completed_not_ahead check (completed_at <= recorded_at) not valid,
  -- A revision stands for the note it names: with words it corrects it, without it strikes it out.
  add constraint lead_activities_only_notes_are_revised check (revises is null or type = 'note') not valid,
  add constraint lead_activities_revises_fkey foreign key (revises) references lead_activities (id) not valid;

alter table lead_activities validate constraint lead_activities_completed_not_ahead;
alter table lead_activities validate constraint lead_activities_only_notes_are_revised;
alter table lead_activities validate constraint lead_activities_revises_fkey;

create index lead_activities_revisions on lead_activities (revises, recorded_at) where revises is not null;

-- Nothing happened with a lead before there was one (rules §8).
create function lead_activities_guard_moment() returns trigger language plpgsql as $$
begin
  if new.occurred_at < (select created_at from leads where id = new.lead_id) then
    raise exception 'activity % happened before lead % came', new.id, new.lead_id
      using errcode = 'check_violation', table = 'lead_activities', constraint = 'lead_activities_not_before_lead';
  end if;
  return null;
end
$$;

create trigger lead_activities_guard_moment after insert on lead_activities
  for each row execute function lead_activities_guard_moment();

-- What the supervisor said when moving the lead, and restoring as a reason of its own.
alter table lead_assignments
  add column remark text,
  drop constraint lead_assignments_reason_check,
  add constraint lead_assignments_reason_check
    check (reason in ('best_match', 'same_agent', 'own_lead', 'manual', 'stale', 'balance', 'reopened', 'restored',
                      'offboarded')) not valid;

alter table lead_assignments validate constraint lead_assignments_reason_check;

-- Triggers of one event fire by their names. Leads are locked before seats, by everybody, so an agent's new name goes to
-- the leads before agents_keep_seat takes the seat: the other way round it could wait for a lead that waits for the seat.
alter trigger agents_show_on_leads on agents rename to agents_first_show_on_leads;
