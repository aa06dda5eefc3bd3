drop index leads_active;
