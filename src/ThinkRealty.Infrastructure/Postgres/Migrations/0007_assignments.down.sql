drop function pick_agent, seat_exclusion, match_points;
drop trigger leads_leave_seat on leads;
drop trigger leads_keep_seats on leads;
drop trigger leads_take_seat on leads;
drop function leads_keep_seats;
drop table lead_assignments;
