using ThinkRealty.Benchmarks.Machine;

namespace ThinkRealty.Benchmarks.Desk;

/// <summary>
/// The limit that captures are held against: what a capture writes, written by one call, through the same tables, triggers and
/// functions and for the same inquiries. Scoring, suggestions and validation are left out: they write nothing.
/// </summary>
internal static class CaptureInOneCall
{
    public const string Statement = "select bench.capture()";

    private const string Function = """
        create schema bench;
        create sequence bench.people;
        create table bench.inquiries (
          no integer primary key, source text not null, first_name text not null, last_name text not null, email text not null,
          nationality text not null, language text not null, budget_min numeric not null, budget_max numeric not null,
          type text not null, areas text[] not null, spellings text[] not null, campaign text not null, property text not null);

        -- Ascending with time like the program's own, so that the indexes grow at their right end here, too.
        create function bench.new_id() returns uuid language sql volatile as
        $$ select overlay(replace(gen_random_uuid()::text, '-', '')
                          placing lpad(to_hex(floor(extract(epoch from clock_timestamp()) * 1000)::bigint), 12, '0') from 1)::uuid $$;

        create function bench.capture() returns uuid language plpgsql as
        $$
        declare
          person bigint := nextval('bench.people');
          person_phone text := '+97155' || lpad(person::text, 7, '0');
          moment timestamptz := now();
          lead uuid := bench.new_id();
          inquiry bench.inquiries;
          picked record;
          slot timestamptz;
        begin
          select * into inquiry from bench.inquiries i where i.no = person % 1000;

          perform pg_advisory_xact_lock(hashtextextended(person_phone, 0));
          insert into phone_claims (phone, source_type, lead_id, claimed_at) values (person_phone, inquiry.source, lead, moment)
          on conflict (phone, source_type) do update set lead_id = excluded.lead_id, claimed_at = excluded.claimed_at
           where phone_claims.claimed_at <= excluded.claimed_at - interval '24 hours';
          if not found then
            raise exception 'captured already';
          end if;

          select * into picked
            from pick_agent(inquiry.type, inquiry.spellings, inquiry.language, (moment at time zone 'Asia/Dubai')::date, moment,
                            null, null, null);
          if not found then
            raise exception 'no agent has room';
          end if;
          slot := free_slot(picked.agent_id, moment + interval '24 hours');

          insert into leads (
            id, source_type, status, status_changed_at, first_name, last_name, phone, email, nationality, language_preference,
            purpose, priority, budget_min, budget_max, property_type, preferred_areas, tags, rule_set, rule_set_version,
            score_breakdown, raw_score, lead_score, assigned_agent_id, next_follow_up, silence_since, created_at, updated_at)
          select lead, inquiry.source, 'new', moment, inquiry.first_name, inquiry.last_name, person_phone, inquiry.email,
                 inquiry.nationality, inquiry.language, 'buy', 'medium', inquiry.budget_min, inquiry.budget_max, inquiry.type,
                 inquiry.areas, '{}', r.name, r.version,
                 '[{"rule": "budget", "points": 15, "reason": "Budget up to 1,500,000 AED"},
                   {"rule": "source", "points": 90, "reason": "Came by this source"},
                   {"rule": "nationality", "points": 5, "reason": "Nationality"}]',
                 70, 70, picked.agent_id, slot, moment, moment, moment
            from lead_scoring_rules r
           where r.is_active;
          insert into lead_sources (lead_id, campaign_id, utm_source, property_id)
          values (lead, inquiry.campaign, 'google_ads', inquiry.property);
          insert into lead_assignments (id, lead_id, agent_id, assigned_at, reason, explanation)
          values (bench.new_id(), lead, picked.agent_id, moment, picked.reason, picked.explanation::jsonb);
          insert into follow_up_tasks (id, lead_id, agent_id, task_type, priority, status, due_date, created_at, updated_at)
          values (bench.new_id(), lead, picked.agent_id, 'call', 'high', 'pending', slot, moment, moment);
          insert into audit_log (at, actor_kind, actor_id, action, entity_type, entity_id, trace_id)
          values (moment, 'key', '00000000-0000-0000-0000-000000000001', 'lead_captured', 'lead', lead, md5(person::text));
          return lead;
        end
        $$;
        """;

    private const string Rows = """
        select (select count(*) from leads), (select count(*) from phone_claims), (select count(*) from lead_sources),
               (select count(*) from lead_assignments), (select count(*) from follow_up_tasks), (select count(*) from audit_log),
               (select count(*) from lead_conversion_history), (select count(*) from lead_activities),
               (select count(*) from lead_property_interests), (select count(*) from score_ledger), (select count(*) from intake)
        """;

    public static async Task PrepareAsync(BenchDatabase database, CancellationToken cancellationToken)
    {
        await database.ExecuteAsync(Function, cancellationToken);
        foreach (var (number, i) in Inquiry.Thousand.Index())
            await database.ExecuteAsync(
                "insert into bench.inquiries values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
                cancellationToken,
                number,
                i.Source,
                i.FirstName,
                i.LastName,
                i.Email,
                i.Nationality,
                i.Language,
                i.BudgetMin,
                i.BudgetMax,
                i.Type,
                i.Areas,
                i.Spellings,
                i.Campaign,
                i.Property
            );
        await database.ExecuteAsync("analyze bench.inquiries", cancellationToken);
    }

    /// <summary>Rows in every table that a capture may write to; two of them tell what was written between.</summary>
    public static Task<IReadOnlyList<long>> CountRowsAsync(
        BenchDatabase database,
        CancellationToken cancellationToken
    ) => database.NumbersAsync(Rows, cancellationToken);
}
