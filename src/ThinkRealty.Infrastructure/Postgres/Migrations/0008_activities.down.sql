drop table follow_up_tasks;
drop trigger lead_assignments_agree on lead_assignments;
drop trigger leads_agree on leads;
drop trigger leads_cancel_follow_ups on leads;
drop trigger leads_leave_active on leads;
drop table lead_activities;
drop function guard_lead_agrees, leads_cancel_follow_ups, leads_leave_active, free_slot;
drop extension btree_gist;
