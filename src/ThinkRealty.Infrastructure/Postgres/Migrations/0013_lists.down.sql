drop index follow_up_tasks_pending;
drop index follow_up_tasks_agent_due;
drop index follow_up_tasks_due;

drop index leads_archived;
drop index leads_needs_supervisor;
drop index leads_unassigned;
drop index leads_status;
drop index leads_counted;
