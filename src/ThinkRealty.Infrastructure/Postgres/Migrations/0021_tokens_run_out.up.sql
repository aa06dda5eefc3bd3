-- Tokens by when they run out: a sign-in that goes on for weeks leaves thousands of used ones behind, and the daily purge looks
-- for those that have run out. Made in about a second on a million rows, during which the table is read but not written.
create index refresh_tokens_end on refresh_tokens (expires_at);
