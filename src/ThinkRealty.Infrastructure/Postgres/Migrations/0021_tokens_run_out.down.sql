drop index refresh_tokens_end;
