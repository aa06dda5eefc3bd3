drop trigger agents_show_on_leads on agents;
drop function agents_show_on_leads;
drop table lead_property_interests;
drop table lead_sources;
drop table phone_claims;
drop table leads;
drop function is_active_lead;
