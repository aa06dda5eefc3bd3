drop trigger agents_guard_languages on agents;
drop function agents_guard_languages();

create or replace function fold_area(area text) returns text
  language sql immutable parallel safe as
$$ select lower(btrim(regexp_replace(area, '\s+', ' ', 'g'))) $$;

update agent_seats s
   set areas = folded.areas
  from (select a.id, array(select distinct fold_area(area) from unnest(a.specialization_areas) as area order by 1) as areas from agents a) folded
 where folded.id = s.agent_id and folded.areas <> s.areas;
