-- A name has up to 100 characters as people see them (rules §3). One of those can be several code points, for example a letter
-- with its marks or a family of emoji: the program stores at most 1,000 UTF-16 code units. Only the constraints are exchanged here,
-- under a lock for an instant; the next step looks at the rows. A writer that takes long makes this step fail, to be taken again,
-- and not everybody else wait.
set local lock_timeout = '10s';

alter table leads
  drop constraint leads_first_name_check,
  drop constraint leads_last_name_check,
  add constraint leads_first_name_check check (length(first_name) between 1 and 1000) not valid,
  add constraint leads_last_name_check check (length(last_name) between 1 and 1000) not valid;

alter table agents
  drop constraint agents_full_name_check,
  add constraint agents_full_name_check check (length(full_name) between 1 and 1000) not valid;

alter table users
  drop constraint users_full_name_check,
  add constraint users_full_name_check check (length(full_name) between 1 and 1000) not valid;
