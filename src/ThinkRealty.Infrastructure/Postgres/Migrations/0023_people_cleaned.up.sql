-- Names may be longer now: checked at last, while everybody reads and writes.
alter table leads validate constraint leads_first_name_check;
alter table leads validate constraint leads_last_name_check;
alter table agents validate constraint agents_full_name_check;
alter table users validate constraint users_full_name_check;

-- What older versions let in and today's rules write differently (rules §3), where only one reading is possible: phone numbers
-- with a trunk prefix after the country code (+44 (0)20 …) and e-mail addresses with mailto: in front. What remains is listed
-- by the verb check-data. Each table is read once; only the rows that change are locked.

-- In these countries no number begins with the trunk prefix, and what remains without it has a possible length. The program reads
-- every such number like that. Italy and others, whose zero belongs to the number, are missing on purpose.
create temporary table trunk_prefixes (country text, prefix text, lengths integer[]) on commit drop;

insert into trunk_prefixes values
  ('1', '1', '{10}'), ('7', '8', '{10}'), ('20', '0', '{8,9,10}'), ('27', '0', '{7,8,9,10}'),
  ('31', '0', '{7,8,9,10,11}'), ('32', '0', '{8,9}'), ('33', '0', '{9}'), ('36', '06', '{8,9}'), ('40', '0', '{9}'),
  ('41', '0', '{9,12}'), ('43', '0', '{7,8,9,10,11,12}'), ('44', '0', '{7,9,10}'), ('46', '0', '{7,8,9,10,12}'),
  ('49', '0', '{7,8,9,10,11,12}'), ('51', '0', '{8,9}'), ('53', '0', '{7,8,10}'), ('55', '0', '{8,9}'),
  ('58', '0', '{10}'), ('60', '0', '{8,9,10}'), ('61', '0', '{7,8,9,10}'), ('62', '0', '{7,8,9,10,11,12}'),
  ('63', '0', '{8,9,10,11,12}'), ('64', '0', '{7,8,9,10}'), ('66', '0', '{8,9,10}'), ('81', '0', '{8,9,10,11,12}'),
  ('84', '0', '{7,8,9,10}'), ('86', '0', '{7,8,9,10,11}'), ('90', '0', '{7,10,12}'), ('91', '0', '{8,9,10,11,12}'),
  ('92', '0', '{8,9,10,11,12}'), ('93', '0', '{9}'), ('94', '0', '{9}'), ('95', '0', '{7,8,9,10}'),
  ('98', '0', '{7,10}'), ('211', '0', '{9}'), ('212', '0', '{9}'), ('213', '0', '{8,9}'), ('218', '0', '{9}'),
  ('231', '0', '{7,8,9}'), ('232', '0', '{8}'), ('233', '0', '{8,9}'), ('234', '0', '{10,11}'),
  ('243', '0', '{7,8,9,10}'), ('249', '0', '{9}'), ('250', '0', '{8,9}'), ('251', '0', '{9}'), ('252', '0', '{7,8,9}'),
  ('254', '0', '{7,8,9,10}'), ('255', '0', '{9}'), ('256', '0', '{9}'), ('260', '0', '{9}'), ('261', '0', '{9}'),
  ('262', '0', '{9}'), ('263', '0', '{7,9,10}'), ('264', '0', '{8,9}'), ('265', '0', '{7,9}'), ('291', '0', '{7}'),
  ('353', '0', '{7,8,9,10}'), ('355', '0', '{7,8,9}'), ('358', '0', '{7,8,9,10,11}'), ('359', '0', '{7,8,9}'),
  ('370', '0', '{8}'), ('373', '0', '{8}'), ('374', '0', '{8}'), ('377', '0', '{8,9}'), ('380', '0', '{9,10}'),
  ('381', '0', '{7,8,9,10,11}'), ('382', '0', '{8,9}'), ('383', '0', '{8,9,10,11}'), ('385', '0', '{7,8,9}'),
  ('386', '0', '{7,8}'), ('387', '0', '{8,9}'), ('389', '0', '{8}'), ('421', '0', '{7,9}'), ('423', '0', '{7,9}'),
  ('508', '0', '{9}'), ('590', '0', '{9}'), ('593', '0', '{8,9,10,11}'), ('594', '0', '{9}'),
  ('595', '0', '{7,8,9,10,11}'), ('596', '0', '{9}'), ('598', '0', '{7,8,9,10,11}'), ('686', '0', '{8}'),
  ('850', '0', '{8,10}'), ('855', '0', '{8,9,10}'), ('856', '0', '{8,9,10}'), ('880', '0', '{7,8,9,10}'),
  ('886', '0', '{7,8,9,10,11}'), ('961', '0', '{7,8}'), ('962', '0', '{8,9}'), ('963', '0', '{8,9}'),
  ('964', '0', '{8,9,10}'), ('966', '0', '{9,10}'), ('967', '0', '{7,8,9}'), ('970', '0', '{8,9,10}'),
  ('972', '0', '{7,8,9,10,11}'), ('976', '0', '{8,9,10}'), ('977', '0', '{8,10,11}'), ('993', '8', '{8}'),
  ('994', '0', '{9}'), ('995', '0', '{9}'), ('996', '0', '{9,10}');

-- Null: there is nothing to remove, or not for certain.
create function pg_temp.without_trunk_prefix(phone text) returns text
  language sql stable as
$$
  select '+' || t.country || r.rest
    from trunk_prefixes t
   cross join lateral (select substr(phone, 2 + length(t.country || t.prefix)) as rest) r
   where starts_with(phone, '+' || t.country || t.prefix)
     and length(r.rest) = any (t.lengths) and left(r.rest, 1) not in ('0', left(t.prefix, 1))
     and not (t.country = '61' and r.rest ~ '^183[12]') -- Australia: these digits switch the display of the caller on and off
$$;

create function pg_temp.without_mailto(email text) returns text
  language sql stable as
$$
  select e.bare
    from (select btrim(split_part(regexp_replace(email, '^(mailto:\s*)+', ''), '?', 1)) as bare) e
   where email like 'mailto:%' and length(e.bare) <= 254 and e.bare ~ '^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$'
$$;

-- Tells most numbers apart at the cost of one comparison.
create temporary table trunk_pattern on commit drop as
select '^\+(' || string_agg(country || prefix, '|') || ')' as pattern from trunk_prefixes;

-- A row that somebody changes in this very moment keeps what they write.
with cleaned as (
  select l.id, l.phone as old_phone, coalesce(pg_temp.without_trunk_prefix(l.phone), l.phone) as phone,
         l.whatsapp_number as old_whatsapp_number,
         coalesce(pg_temp.without_trunk_prefix(l.whatsapp_number), l.whatsapp_number) as whatsapp_number,
         l.email as old_email, coalesce(pg_temp.without_mailto(l.email), l.email) as email
    from leads l, trunk_pattern t
   where l.phone ~ t.pattern or l.whatsapp_number ~ t.pattern or l.email like 'mailto:%'
), changed as (
  update leads l
     set phone = c.phone, whatsapp_number = c.whatsapp_number, email = c.email, updated_at = greatest(l.updated_at, now())
    from cleaned c
   where l.id = c.id
     and (c.phone, c.whatsapp_number, c.email) is distinct from (c.old_phone, c.old_whatsapp_number, c.old_email)
     and (l.phone, l.whatsapp_number, l.email) is not distinct from (c.old_phone, c.old_whatsapp_number, c.old_email)
  returning c.*
)
insert into audit_log (at, actor_kind, actor_id, action, entity_type, entity_id, changes, trace_id)
select now(), 'system', '00000000-0000-0000-0000-000000000000', 'stored_data_cleaned', 'lead', c.id,
       jsonb_strip_nulls(jsonb_build_object(
         'phone', case when c.phone <> c.old_phone then jsonb_build_array(c.old_phone, c.phone) end,
         'whatsapp_number', case when c.whatsapp_number <> c.old_whatsapp_number
                            then jsonb_build_array(c.old_whatsapp_number, c.whatsapp_number) end,
         'email', case when c.email <> c.old_email then jsonb_build_array(c.old_email, c.email) end)),
       'migration 0023_people_cleaned'
  from changed c;

-- Two spellings of one number were two claims. The younger one holds, as it would if both had been one number from the start.
with removed as (
  delete from phone_claims c using trunk_pattern t
   where c.phone ~ t.pattern and pg_temp.without_trunk_prefix(c.phone) is not null
  returning pg_temp.without_trunk_prefix(c.phone) as phone, c.source_type, c.lead_id, c.claimed_at
)
insert into phone_claims as c (phone, source_type, lead_id, claimed_at)
select distinct on (r.phone, r.source_type) r.phone, r.source_type, r.lead_id, r.claimed_at
  from removed r
 order by r.phone, r.source_type, r.claimed_at desc
on conflict (phone, source_type) do update
   set lead_id = excluded.lead_id, claimed_at = excluded.claimed_at
 where c.claimed_at < excluded.claimed_at;

-- An agent's address is unique: where another agent has the cleaned one, both stay as they are.
with cleaned as (
  select a.id, a.phone as old_phone, coalesce(pg_temp.without_trunk_prefix(a.phone), a.phone) as phone,
         a.whatsapp_number as old_whatsapp_number,
         coalesce(pg_temp.without_trunk_prefix(a.whatsapp_number), a.whatsapp_number) as whatsapp_number,
         a.email as old_email,
         case when exists (select from agents o where o.email = pg_temp.without_mailto(a.email)) then a.email
              else coalesce(pg_temp.without_mailto(a.email), a.email) end as email
    from agents a
), changed as (
  update agents a
     set phone = c.phone, whatsapp_number = c.whatsapp_number, email = c.email, updated_at = greatest(a.updated_at, now())
    from cleaned c
   where a.id = c.id
     and (c.phone, c.whatsapp_number, c.email) is distinct from (c.old_phone, c.old_whatsapp_number, c.old_email)
     and (a.phone, a.whatsapp_number, a.email) is not distinct from (c.old_phone, c.old_whatsapp_number, c.old_email)
  returning c.*
)
insert into audit_log (at, actor_kind, actor_id, action, entity_type, entity_id, changes, trace_id)
select now(), 'system', '00000000-0000-0000-0000-000000000000', 'stored_data_cleaned', 'agent', c.id,
       jsonb_strip_nulls(jsonb_build_object(
         'phone', case when c.phone <> c.old_phone then jsonb_build_array(c.old_phone, c.phone) end,
         'whatsapp_number', case when c.whatsapp_number <> c.old_whatsapp_number
                            then jsonb_build_array(c.old_whatsapp_number, c.whatsapp_number) end,
         'email', case when c.email <> c.old_email then jsonb_build_array(c.old_email, c.email) end)),
       'migration 0023_people_cleaned'
  from changed c;

-- The same for people who sign in: with or without mailto:, they type the same address.
with changed as (
  update users u
     set email = c.email, updated_at = greatest(u.updated_at, now())
    from (select w.id, w.email as old_email, pg_temp.without_mailto(w.email) as email from users w where w.email like 'mailto:%') c
   where u.id = c.id and u.email = c.old_email and c.email is not null
     and not exists (select from users o where o.email = c.email)
  returning u.id, c.old_email, c.email
)
insert into audit_log (at, actor_kind, actor_id, action, entity_type, entity_id, changes, trace_id)
select now(), 'system', '00000000-0000-0000-0000-000000000000', 'stored_data_cleaned', 'user', c.id,
       jsonb_build_object('email', jsonb_build_array(c.old_email, c.email)), 'migration 0023_people_cleaned'
  from changed c;

drop function pg_temp.without_trunk_prefix(text), pg_temp.without_mailto(text);
drop table trunk_prefixes, trunk_pattern;
