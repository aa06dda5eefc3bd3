drop trigger leads_write_history on leads;
drop trigger leads_write_first_history on leads;
drop trigger leads_guard_status on leads;
drop trigger leads_guard_birth on leads;
drop function leads_write_history, leads_guard_status, leads_guard_birth;
drop table lead_status_steps;
drop table lead_conversion_history;
drop table lead_analyses;
drop table sales;
