drop table assignment_policies;
drop table agent_performance_metrics;
drop function agent_performance_metrics_keep_seat;
drop table agent_seats;
alter table users drop constraint users_agent_id_fkey;
drop table agents;
drop function agents_guard_leads, agent_seats_guard_room, agents_keep_seat, agents_take_turns, fold_area;
