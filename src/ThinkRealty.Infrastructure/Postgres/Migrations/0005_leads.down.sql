drop table lead_property_interests;
drop table lead_sources;
drop table phone_claims;
drop table leads;
drop function is_active_lead;
