drop index refresh_tokens_end;
drop index leads_active;
