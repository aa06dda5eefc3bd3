using ThinkRealty.Benchmarks.Machine;

namespace ThinkRealty.Benchmarks.Desk;

/// <summary>
/// Three years of a brokerage's leads, made past the triggers: <c>leads</c> with their <c>phone_claims</c>,
/// <c>lead_sources</c> and <c>lead_assignments</c>. The newest hundredth is active, the rest is lost or converted. The tables
/// that a capture only appends to (history, audit) are left empty, and without <see cref="AddWorkAsync"/> activities and
/// follow-ups, too; nothing is marked for the reports.
/// </summary>
internal static class YearsOfLeads
{
    private const string Leads = """
        with everybody as (select array_agg(agent_id order by agent_no) as agents from agent_seats),
             inquiries as (
               select n, now() - interval '3 years' * (($1 - n + 1)::double precision / $1) as at,
                      agents[1 + n % cardinality(agents)] as agent,
                      case when n <= $1 - $1 / 100 then case when n % 9 = 0 then 'converted' else 'lost' end
                           else (array['contacted', 'qualified', 'viewing_scheduled'])[1 + n % 3] end as status,
                      400000 + (n * 37 % 60) * 100000 as budget, (n * 53 % 101)::integer as score,
                      case when n % 8 > 0 then least(now() - interval '3 years' * (($1 - n + 1)::double precision / $1)
                                                     + n * 31 % 2000 * interval '1 minute', now()) end as first_contact
                 from generate_series(1, $1::bigint) as n cross join everybody)
        insert into leads (
          id, source_type, status, status_changed_at, lost_reason, deal_value, conversion_type, first_name, last_name, phone, email,
          nationality, language_preference, purpose, priority, budget_min, budget_max, property_type, preferred_areas, tags,
          rule_set, rule_set_version, score_breakdown, raw_score, lead_score, assigned_agent_id, first_contact_at, last_contact_at,
          silence_since, created_at, updated_at)
        select (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || '7' || right(md5(n::text), 19))::uuid,
               (array['bayut', 'propertyFinder', 'dubizzle', 'website', 'referral', 'instagram', 'walk_in', 'facebook', 'whatsapp', 'partner',
                      'scanner', 'manual', 'direct', 'other'])[1 + mod(hashint8(n) & 1048575, 14)], status,
               at + interval '9 days',
               case when status = 'lost' then (array['no_response', 'budget', 'timing', 'competitor'])[1 + n * 17 % 4] end,
               case when status = 'converted' then budget end, case when status = 'converted' then 'sale' end,
               (array['Ahmed', 'Fatima', 'Priya', 'Oliver', 'Anna'])[1 + n % 5],
               (array['Al Mansouri', 'Sharma', 'Bennett', 'Petrova', 'Khan', 'Haddad', 'Menon'])[1 + n % 7],
               '+97152' || lpad((n * 7919 % 10000000)::text, 7, '0'), 'person' || n || '@example.com',
               (array['UAE', 'India', 'United Kingdom', 'Pakistan', 'Egypt', 'China', 'France', 'Jordan'])[1 + mod(hashint8(n + 1) & 1048575, 8)],
               (array['english', 'arabic'])[1 + n % 2],
               'buy', 'medium', budget, budget + 300000,
               (array['apartment', 'apartment', 'villa', 'townhouse', 'studio', 'commercial'])[1 + mod(hashint8(n + 2) & 1048575, 6)],
               array[(array['Dubai Marina', 'Downtown Dubai', 'Business Bay', 'Palm Jumeirah', 'Dubai Hills Estate'])[1 + n * 13 % 5]],
               '{}', r.name, r.version,
               jsonb_build_array(jsonb_build_object('rule', 'budget', 'points', score, 'reason', 'What the budget is worth')),
               score, score, agent, first_contact, first_contact, at, at, at + interval '9 days'
          from inquiries cross join lead_scoring_rules r
         where r.is_active
         order by n
        """;

    private const string Traces = """
        insert into phone_claims (phone, source_type, lead_id, claimed_at)
        select phone, source_type, id, created_at from leads;
        insert into lead_sources (lead_id, campaign_id, utm_source, property_id)
        select id, 'campaign_' || lead_score, 'google_ads', 'REF-' || budget_max::bigint / 100000 from leads;
        insert into lead_assignments (id, lead_id, agent_id, assigned_at, reason, explanation)
        select overlay(id::text placing '8' from 20 for 1)::uuid, id, assigned_agent_id, created_at, 'best_match',
               '{"policy": "thinkrealty", "points": 65, "decided_by": "position"}' from leads;
        update agent_seats s
           set active_leads = (select count(*) from leads l
                                where l.assigned_agent_id = s.agent_id and is_active_lead(l.status, l.archived_at));
        """;

    // What the leads' agents have done since, and have still to do.
    private const string Work = """
        insert into lead_activities (id, lead_id, agent_id, type, direction, is_automated, occurred_at, recorded_at)
        select overlay(id::text placing '9' from 20 for 1)::uuid, id, assigned_agent_id, 'call', 'outbound', false, first_contact_at,
               first_contact_at
          from leads where first_contact_at is not null;
        insert into lead_last_activity (lead_id, agent_id, last_activity_at)
        select id, assigned_agent_id, first_contact_at from leads where first_contact_at is not null;
        insert into follow_up_tasks (id, lead_id, agent_id, task_type, priority, status, due_date, created_at, updated_at)
        select overlay(id::text placing 'a' from 20 for 1)::uuid, id, assigned_agent_id, 'call', 'high', 'pending',
               now() - interval '3 days' + row_number() over (partition by assigned_agent_id order by created_at) * interval '1 day',
               created_at, now()
          from leads where is_active_lead(status, archived_at);
        update leads l set next_follow_up = t.due_date from follow_up_tasks t where t.lead_id = l.id and t.status = 'pending';
        """;

    // Two contacts more, with outcomes, notes, and the steps of their status: three activities and 2.6 steps for each lead.
    private const string History = """
        insert into lead_activities (id, lead_id, agent_id, type, outcome, direction, is_automated, occurred_at, recorded_at)
        select gen_random_uuid(), l.id, l.assigned_agent_id, 'call',
               (array['positive', 'neutral', 'negative', null])[1 + mod((hashtext(l.id::text) & 1048575) + k, 4)], 'outbound', false,
               least(l.first_contact_at + k * k * interval '7 hours', now()), least(l.first_contact_at + k * k * interval '7 hours', now())
          from leads l cross join generate_series(1, 2) k where l.first_contact_at is not null;
        insert into lead_activities (id, lead_id, agent_id, type, direction, is_automated, occurred_at, recorded_at)
        select gen_random_uuid(), l.id, l.assigned_agent_id, 'note', 'outbound', false, l.created_at, l.created_at
          from leads l where mod(hashtext(l.id::text) & 1048575, 8) < 3;
        insert into lead_conversion_history (lead_id, status_from, status_to, changed_at, forced, seconds_in_previous)
        select id, null, 'new', created_at, false, null from leads;
        insert into lead_conversion_history (lead_id, status_from, status_to, changed_at, forced, seconds_in_previous)
        select id, 'new', 'contacted', created_at + interval '1 day', false, 86400
          from leads where mod(hashtext(id::text) & 1048575, 10) < 6;
        insert into lead_conversion_history (lead_id, status_from, status_to, changed_at, forced, seconds_in_previous)
        select id, 'contacted', status, status_changed_at, false, 691200 from leads;
        """;

    /// <summary>Contacts and follow-ups beside the leads.</summary>
    public static async Task AddWorkAsync(BenchDatabase database, CancellationToken cancellationToken)
    {
        Progress.Say("making their contacts and follow-ups");
        await database.ExecutePastTriggersAsync(Work, cancellationToken);
        await database.ExecuteAsync("vacuum analyze", cancellationToken);
    }

    /// <summary>More contacts, notes and the history of the status, beside <see cref="AddWorkAsync"/>.</summary>
    public static async Task AddHistoryAsync(BenchDatabase database, CancellationToken cancellationToken)
    {
        Progress.Say("making their history");
        await database.ExecutePastTriggersAsync(History, cancellationToken);
        await database.ExecuteAsync("vacuum analyze", cancellationToken);
    }

    public static async Task MakeAsync(BenchDatabase database, int count, CancellationToken cancellationToken)
    {
        Progress.Say($"making {count:N0} leads");
        await database.ExecutePastTriggersAsync(Leads, cancellationToken, count);
        Progress.Say("making their phone claims, sources and assignments");
        await database.ExecutePastTriggersAsync(Traces, cancellationToken);
        Progress.Say("vacuum analyze");
        await database.ExecuteAsync("vacuum analyze", cancellationToken);
    }
}
