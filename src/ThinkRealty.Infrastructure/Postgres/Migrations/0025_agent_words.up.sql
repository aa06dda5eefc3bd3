-- The languages and areas of agents (rules §2, §6). The program brings what is stored to its present spelling after the last
-- step, where it is certain; `check-data` lists the rest.

-- In a step after the one that made them, so that a million rows are read without keeping writers out.
alter table leads validate constraint leads_nationality_country_form;
alter table leads validate constraint leads_language_preference_known;

create or replace function fold_area(area text) returns text
  language sql immutable parallel safe as
$$
  -- As the program's Folding does, letter by letter; a test compares the two. The database's own lower() is not asked: what it
  -- knows depends on the locale in which the database was made.
  select coalesce(
    nullif(btrim(
      regexp_replace(
        translate(
          regexp_replace(
            regexp_replace(area, '[.\u0022\u0027`\u00ad\u00b4\u02b9-\u02bf\u0300-\u036f\u0610-\u061a\u061c\u0621\u0640\u064b-\u065f'
              '\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u200b-\u200f\u2018-\u201f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff]', '', 'g'),
            '[\u0001-\u0020!\u0023-\u0026\u0028-\u002d/\u003a-\u0040\u005b-\u005f\u007b-\u00a0\u060c\u061b\u1680\u2000-\u200a'
              '\u2010-\u2015\u2028\u2029\u202f\u205f\u2212\u3000]+', ' ', 'g'),
          'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
           || 'ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿ'
           || 'ĀāĂăĄąĆćĈĉĊċČčĎďĐđĒēĔĕĖėĘęĚěĜĝĞğĠġĢģĤĥĦħĨĩĪīĬĭĮįİıĲĳĴĵĶķĸĹĺĻļĽľĿŀŁł'
           || 'ŃńŅņŇňŉŊŋŌōŎŏŐőŒœŔŕŖŗŘřŚśŜŝŞşŠšŢţŤťŦŧŨũŪūŬŭŮůŰűŲųŴŵŶŷŸŹźŻżŽžſȘșȚțəƏ'
           || 'ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩ'
           || 'ЀЁЂЃЄЅІЇЈЉЊЋЌЍЎЏАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ'
           || 'أإآٱىیئؤةۀہھەکڤپچ'
           || '٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹',
          'abcdefghijklmnopqrstuvwxyz'
           || 'aaaaaaaceeeeiiiidnoooooouuuuytsaaaaaaaceeeeiiiidnoooooouuuuyty'
           || 'aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkkllllllllll'
           || 'nnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzsssttee'
           || 'αβγδεζηθικλμνξοπρστυφχψω'
           || 'ѐёђѓєѕіїјљњћќѝўџабвгдежзийклмнопрстуфхцчшщъыьэюя'
           || 'اااايييوهههههكفبج'
           || '01234567890123456789'),
        '(^| )(ال)+(?=[\u0621-\u064a]{2})', '\1', 'g')), ''),
    area)
$$;

update agent_seats s
   set areas = folded.areas
  from (select a.id, array(select distinct fold_area(area) from unnest(a.specialization_areas) as area order by 1) as areas from agents a) folded
 where folded.id = s.agent_id and folded.areas <> s.areas;

-- Words of older versions stay until somebody changes them: a check on the table would refuse every later change of such an
-- agent. No new one gets in.
create function agents_guard_languages() returns trigger
  language plpgsql as
$$
begin
  if not new.languages <@ (case when tg_op = 'UPDATE' then old.languages else '{}' end || array[
    'arabic', 'english', 'hindi', 'urdu', 'russian', 'mandarin', 'french', 'german', 'spanish', 'italian', 'persian', 'tagalog',
    'malayalam', 'tamil', 'bengali', 'punjabi', 'turkish', 'portuguese', 'ukrainian'])
  then
    raise exception 'unknown language' using errcode = 'check_violation', table = 'agents', constraint = 'agents_languages_known';
  end if;
  return new;
end
$$;

create trigger agents_guard_languages
  before insert or update of languages on agents
  for each row execute function agents_guard_languages();
