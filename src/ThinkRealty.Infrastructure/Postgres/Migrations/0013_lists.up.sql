-- What the lists of leads and tasks are read by, so that a page costs its rows and a total an index only, at a million
-- leads. Each of them is made in about a second on a million rows, during which that table is read but not written.

-- Totals. Few values in many rows make it a tenth of the size of any other index, and counting twice as fast.
create index leads_counted on leads (archived_at, status);

-- Leads by creation with one status.
create index leads_status on leads (status, created_at desc, id desc);

-- Few at any time, and scattered among all the others.
create index leads_unassigned on leads (created_at desc, id desc) include (archived_at) where assigned_agent_id is null;
create index leads_needs_supervisor on leads (created_at desc, id desc) include (archived_at) where needs_supervisor;
create index leads_archived on leads (id) where archived_at is not null;

-- Tasks by their date: all, an agent's, and those still to be done.
create index follow_up_tasks_due on follow_up_tasks (due_date, id);
create index follow_up_tasks_agent_due on follow_up_tasks (agent_id, due_date, id);
create index follow_up_tasks_pending on follow_up_tasks (due_date, id) where status = 'pending';
