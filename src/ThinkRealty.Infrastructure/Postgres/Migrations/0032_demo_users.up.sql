-- Users whose sign-in is public: those of the sample data, and everyone with the password that the README prints. Outside
-- Development they are refused, with every sign-in that they have. The program keeps the column, because only it sees a
-- password. A constant default is not written into the rows and lets nodes of the version before make users; the update finds
-- the few users of the sample data.
alter table users add column is_demo boolean not null default false;

update users set is_demo = true where email like '%@thinkrealty.example';
