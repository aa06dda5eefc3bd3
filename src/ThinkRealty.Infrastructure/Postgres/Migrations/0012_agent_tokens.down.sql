drop index leads_answered;
drop index leads_agent_converted;
drop index leads_agent_active;

drop trigger leads_keep_last_activity on leads;
drop function leads_keep_last_activity();
drop trigger lead_activities_keep_last on lead_activities;
drop function lead_activities_keep_last();
drop table lead_last_activity;

drop trigger follow_up_tasks_change_tokens on follow_up_tasks;
drop trigger leads_change_tokens on leads;
drop function agents_rows_change_tokens();
drop function leads_change_tokens();
drop function change_agent_tokens(uuid, uuid);

drop trigger agents_get_token on agents;
drop function agents_get_token();
drop table agent_tokens;
