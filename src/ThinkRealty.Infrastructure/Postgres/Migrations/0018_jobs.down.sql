drop schema quartz cascade;
drop table job_runs;
drop table jobs;
