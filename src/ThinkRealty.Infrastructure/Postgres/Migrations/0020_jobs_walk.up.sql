-- What jobs walk along. Made in about a second on a million rows, during which the table is read but not written.

-- Active leads in the order in which they came: at most fifty for each agent, and those who wait, however many others there
-- are. By id and not by the moment at which something is due: that moment moves with every contact, and in an index it
-- would make each of them write a new entry into every index of that wide row. Which of the active ones are due is read
-- from the rows themselves, once an hour.
create index leads_active on leads (id)
  where archived_at is null and status in ('new', 'contacted', 'qualified', 'viewing_scheduled', 'negotiation');
