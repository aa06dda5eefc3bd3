drop trigger sales_mark_lead on sales;
drop trigger lead_conversion_history_mark_changed on lead_conversion_history;
drop trigger lead_activities_mark_changed on lead_activities;
drop trigger lead_conversion_history_mark_added on lead_conversion_history;
drop trigger lead_activities_mark_added on lead_activities;
drop trigger leads_mark_changed on leads;
drop trigger leads_mark_added on leads;
drop schema reporting cascade;
