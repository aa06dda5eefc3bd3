-- What was cleaned stays clean: every version reads it, and audit_log has the former values.
select;
