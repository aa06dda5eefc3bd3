drop table data_protection_keys;
drop table sign_in_failures;
drop table api_keys;
drop table refresh_tokens;
drop table sign_ins;
drop table users;
