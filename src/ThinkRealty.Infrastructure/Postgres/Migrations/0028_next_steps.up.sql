-- Active leads that an agent holds, newest first: never more than there are places, so what is looked for among them (no next
-- step, rules §8) costs little however many leads there are. Without next_follow_up in it: every follow-up that moves would
-- then rewrite all of the wide row's indexes. Made in about a second on a million rows, during which the table is read but
-- not written.
create index leads_at_work on leads (created_at desc, id desc)
  where archived_at is null and status in ('new', 'contacted', 'qualified', 'viewing_scheduled', 'negotiation')
    and assigned_agent_id is not null;

-- One more reason for an assignment: who held the lead is on leave when its follow-up is due.
alter table lead_assignments drop constraint lead_assignments_reason_check;
alter table lead_assignments add constraint lead_assignments_reason_check
  check (reason in ('best_match', 'same_agent', 'own_lead', 'manual', 'stale', 'balance', 'reopened', 'restored', 'offboarded',
                    'leave')) not valid;
alter table lead_assignments validate constraint lead_assignments_reason_check;
