-- Names that are longer than the former limit stay, so the rows are not looked at; shortening a name would lose a part of it.
set local lock_timeout = '10s';

alter table leads
  drop constraint leads_first_name_check,
  drop constraint leads_last_name_check,
  add constraint leads_first_name_check check (length(first_name) between 1 and 100) not valid,
  add constraint leads_last_name_check check (length(last_name) between 1 and 100) not valid;

alter table agents
  drop constraint agents_full_name_check,
  add constraint agents_full_name_check check (length(full_name) between 1 and 100) not valid;

alter table users
  drop constraint users_full_name_check,
  add constraint users_full_name_check check (length(full_name) between 1 and 100) not valid;
