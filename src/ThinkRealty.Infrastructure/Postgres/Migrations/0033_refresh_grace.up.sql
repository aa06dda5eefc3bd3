-- What a refresh whose answer was lost is repeated from. The next token is made from the text of this one and the salt, so
-- neither the database nor an old token alone gives it away; next_hash tells whether it has been used.
alter table refresh_tokens
  add column next_salt bytea,
  add column next_hash bytea,
  -- Not checked over the rows that are there: none of them has a value yet.
  add constraint refresh_tokens_next check (
    (next_salt is null) = (next_hash is null) and (next_salt is null or used_at is not null)
    and length(next_salt) = 32 and length(next_hash) = 32
  ) not valid;

alter table refresh_tokens validate constraint refresh_tokens_next;
