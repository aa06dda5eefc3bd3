#!/usr/bin/env bash
# Makes the database and its two roles on a new PostgreSQL server; postgres runs this once, while its volume is empty.
# The owner makes and changes the schema (migrate up); the API reads and writes rows, and nothing else.
set -euo pipefail

psql -v ON_ERROR_STOP=1 --username "${POSTGRES_USER:-postgres}" --dbname postgres <<'SQL'
-- From the environment, so that no password stands in a process list.
\getenv owner_password OWNER_DB_PASSWORD
\getenv api_password API_DB_PASSWORD

create role thinkrealty_owner login password :'owner_password';
create role thinkrealty_api login password :'api_password';
create database thinkrealty owner thinkrealty_owner;
revoke all on database thinkrealty from public;
grant connect on database thinkrealty to thinkrealty_api;

\connect thinkrealty
alter schema public owner to thinkrealty_owner;
revoke all on schema public from public;
grant usage on schema public to thinkrealty_api;

-- What the owner is going to make.
alter default privileges for role thinkrealty_owner revoke execute on functions from public;
alter default privileges for role thinkrealty_owner grant usage on schemas to thinkrealty_api;
alter default privileges for role thinkrealty_owner grant select, insert, update, delete on tables to thinkrealty_api;
alter default privileges for role thinkrealty_owner grant usage, select on sequences to thinkrealty_api;
alter default privileges for role thinkrealty_owner grant execute on functions to thinkrealty_api;
SQL
