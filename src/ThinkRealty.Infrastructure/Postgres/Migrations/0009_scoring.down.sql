drop table score_ledger;
alter table leads drop constraint leads_rule_set_fkey;
drop table lead_scoring_rules;
