-- What happened with a lead stays in the database, also when somebody writes SQL by hand (rules §4, §5, §6, §9). Creating a
-- trigger takes a short lock and reads no row, so this step is quick on a million rows.
--
-- Erasing a person stays possible: it blanks what names the person and keeps the rows. None of the columns guarded here
-- holds a name, `lead_assignments.remark` may be changed at any time, and a phone claim may go as soon as its lead no longer
-- carries that phone.

create function refuse_removal() returns trigger
  language plpgsql as
$$
begin
  -- Rows go with their lead: the foreign key deletes them after the lead is gone.
  if tg_op = 'DELETE' and not exists (select from leads where id = old.lead_id) then
    return old;
  end if;
  raise exception 'rows of % stay: % refused', tg_table_name, lower(tg_op)
    using errcode = 'restrict_violation', table = tg_table_name, constraint = tg_table_name || '_stay';
end
$$;

-- A transferred lead has an open sale, and a lead that its sale converted has the paid one.
create trigger sales_stay before delete on sales for each row execute function refuse_removal();
create trigger sales_not_emptied before truncate on sales for each statement execute function refuse_removal();

create function sales_guard_change() returns trigger
  language plpgsql as
$$
begin
  if new.lead_id <> old.lead_id then
    raise exception 'sale % belongs to lead %', old.id, old.lead_id
      using errcode = 'restrict_violation', table = 'sales', constraint = 'sales_stay';
  end if;
  raise exception 'sale % is % and stays so', old.id, old.stage
    using errcode = 'check_violation', table = 'sales', constraint = 'sales_closed';
end
$$;

-- The amount may be corrected, the end of a sale may not be undone.
create trigger sales_guard_change before update on sales
  for each row when (new.lead_id <> old.lead_id or (old.stage in ('paid', 'lost') and new.stage <> old.stage))
  execute function sales_guard_change();

create function sales_agree() returns trigger
  language plpgsql as
$$
begin
  if exists (select from leads where id = new.lead_id and status = 'transferred')
     and not exists (select from sales where lead_id = new.lead_id and stage in ('new', 'kyc', 'agreement')) then
    raise exception 'lead % is transferred, but has no open sale', new.lead_id
      using errcode = 'check_violation', table = 'sales', constraint = 'sales_agree_with_lead';
  end if;
  return null;
end
$$;

-- Closing a sale ends its lead in the same transaction.
create constraint trigger sales_agree after update of stage on sales
  deferrable initially deferred
  for each row when (old.stage in ('new', 'kyc', 'agreement') and new.stage in ('paid', 'lost'))
  execute function sales_agree();

-- Who held a lead, and who let it go stale. What is over is not written again; the open row is guarded by leads_agree.
create trigger lead_assignments_stay before delete on lead_assignments for each row execute function refuse_removal();
create trigger lead_assignments_not_emptied before truncate on lead_assignments
  for each statement execute function refuse_removal();

create function lead_assignments_guard_past() returns trigger
  language plpgsql as
$$
begin
  raise exception 'assignment % has ended and stays as it was', old.id
    using errcode = 'restrict_violation', table = 'lead_assignments', constraint = 'lead_assignments_past';
end
$$;

create trigger lead_assignments_guard_past before update on lead_assignments
  for each row when (
    old.ended_at is not null
    and (new.lead_id, new.agent_id, new.assigned_at, new.ended_at, new.went_stale_at)
        is distinct from (old.lead_id, old.agent_id, old.assigned_at, old.ended_at, old.went_stale_at))
  execute function lead_assignments_guard_past();

-- The score is the sum of breakdown and ledger.
create trigger score_ledger_append_only before update on score_ledger for each row execute function refuse_change();
create trigger score_ledger_stay before delete on score_ledger for each row execute function refuse_removal();
create trigger score_ledger_not_emptied before truncate on score_ledger for each statement execute function refuse_removal();

-- A claim decides the 24-hour window as long as its lead carries the phone.
create function phone_claims_guard_removal() returns trigger
  language plpgsql as
$$
begin
  if tg_op = 'DELETE' and not exists (select from leads where id = old.lead_id and phone = old.phone) then
    return old;
  end if;
  raise exception 'rows of phone_claims stay: % refused', lower(tg_op)
    using errcode = 'restrict_violation', table = 'phone_claims', constraint = 'phone_claims_stay';
end
$$;

create trigger phone_claims_stay before delete on phone_claims for each row execute function phone_claims_guard_removal();
create trigger phone_claims_not_emptied before truncate on phone_claims
  for each statement execute function phone_claims_guard_removal();
