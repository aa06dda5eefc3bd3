drop table intake_claims;
drop table intake;
