-- What the older schema does not know was decided for the best other agent, like a deactivation.
update lead_assignments set reason = 'offboarded' where reason = 'leave';
set constraints all immediate; -- what waits for the end of the transaction would keep the table from being altered
alter table lead_assignments drop constraint lead_assignments_reason_check;
alter table lead_assignments add constraint lead_assignments_reason_check
  check (reason in ('best_match', 'same_agent', 'own_lead', 'manual', 'stale', 'balance', 'reopened', 'restored', 'offboarded'));
drop index leads_at_work;
