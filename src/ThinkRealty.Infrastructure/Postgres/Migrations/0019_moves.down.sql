drop index leads_going_stale;
drop trigger lead_assignments_guard_stale on lead_assignments;
drop function lead_assignments_guard_stale;
alter table lead_assignments drop column went_stale_at;
