alter trigger agents_first_show_on_leads on agents rename to agents_show_on_leads;

alter table lead_assignments
  drop constraint lead_assignments_reason_check;

update lead_assignments set reason = 'reopened' where reason = 'restored';
set constraints all immediate; -- what the update left to judge stands in the way of altering the table
set constraints all deferred;

alter table lead_assignments
  add constraint lead_assignments_reason_check
    check (reason in ('best_match', 'same_agent', 'own_lead', 'manual', 'stale', 'balance', 'reopened', 'offboarded')),
  drop column remark;

drop trigger lead_activities_guard_moment on lead_activities;
drop function lead_activities_guard_moment();

drop index lead_activities_revisions;

-- Corrections become notes of their own: the table takes nothing away.
alter table lead_activities
  drop column revises,
  drop column completed_at,
  drop column scheduled_at,
  drop column next_action,
  drop column attachments;
