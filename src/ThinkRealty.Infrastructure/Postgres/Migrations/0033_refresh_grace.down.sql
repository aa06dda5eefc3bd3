alter table refresh_tokens drop constraint refresh_tokens_next, drop column next_hash, drop column next_salt;
