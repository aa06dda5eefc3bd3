using System.Text.Json;

namespace ThinkRealty.FunctionalTests.Dashboard;

/// <summary>
/// Every number of the dashboard is what plain SQL over the history gives, for random histories, at the turn of a day and of
/// a month in Dubai, with every combination of filters.
/// </summary>
public sealed class DashboardNumbersTests : DashboardTest
{
    private const int Agents = 6;
    private const int Leads = 260;

    private static readonly string[] Moments =
    [
        "2026-01-17 06:00:00Z",
        "2026-01-31 19:59:59Z", // one second before February begins in Dubai
        "2026-01-31 20:00:00Z",
        "2026-03-05 12:34:56Z",
    ];

    private static readonly string[] Ranges =
    [
        "7d",
        "30d",
        "90d",
        "custom&start_date=2026-01-17&end_date=2026-01-17",
        "custom&start_date=2025-12-31&end_date=2026-02-01",
        "custom&start_date=2024-01-01&end_date=2027-01-01",
    ];

    // Random leads of random agents, every step through the schema's guards. Moments lie on edges often: exactly a range
    // before, midnight in Dubai, the first of a month, and one second beside.
    private const string History = """
        do $$
        declare
          agents uuid[] := array(select agent_id from agent_seats order by agent_no desc limit 6);
          moment timestamptz := '{moment}';
          sources text[] := '{bayut,walk_in,propertyFinder,referral}';
          lead uuid; agent uuid; next text; wanted text; at timestamptz; born timestamptz; contact timestamptz;
        begin
          perform setseed({seed});
          for n in 1..{leads} loop
            lead := gen_random_uuid();
            agent := agents[1 + floor(power(random(), 1.3) * 6)];
            wanted := (array['new','contacted','qualified','viewing_scheduled','negotiation','converted','converted','converted','lost','lost','transferred'])[1 + floor(random() * 11)];
            born := date_trunc('second', least(moment, case floor(random() * 4)
              when 0 then moment - (array[7, 30, 90])[1 + floor(random() * 3)] * interval '1 day'
              when 1 then date_trunc('day', moment at time zone 'Asia/Dubai') at time zone 'Asia/Dubai' - floor(random() * 40) * interval '1 day'
              when 2 then date_trunc('month', moment at time zone 'Asia/Dubai') at time zone 'Asia/Dubai'
              else moment - random() * interval '120 days' end + (floor(random() * 3) - 1) * interval '1 second'));
            perform given.lead(agent => agent, at => born, id => lead);
            update leads set source_type = sources[1 + floor(random() * 4)], first_name = case when random() < 0.9 then 'Ahmed' end,
                   last_name = case when random() < 0.9 then 'No ' || n end, raw_score = n % 101, lead_score = n % 101 where id = lead;
            at := born;
            foreach next in array case wanted
              when 'new' then '{}' when 'lost' then '{lost}' when 'transferred' then '{contacted,qualified,transferred}'
              else ('{contacted,qualified,viewing_scheduled,negotiation,converted}'::text[])
                   [:array_position('{contacted,qualified,viewing_scheduled,negotiation,converted}', wanted)] end::text[]
            loop
              at := date_trunc('second', least(moment, at + random() * interval '9 days'));
              if random() < 0.2 then
                at := greatest(at, date_trunc('month', moment at time zone 'Asia/Dubai') at time zone 'Asia/Dubai');
              end if;
              if next = 'transferred' then perform given.sale(lead); end if;
              update leads set status = next, updated_at = at,
                     deal_value = case when next = 'converted' and random() < 0.8 then 1000 + floor(random() * 99999999) / 100 end
               where id = lead;
            end loop;
            if random() < 0.6 then
              contact := least(moment, born + floor(random() * 30) * interval '20 minutes');
              insert into lead_activities (id, lead_id, agent_id, type, direction, is_automated, occurred_at, recorded_at)
              values (gen_random_uuid(), lead, agent, 'call', 'outbound', false, contact, moment);
              update leads set first_contact_at = contact, last_contact_at = contact where id = lead;
            end if;
            if random() < 0.4 then
              insert into lead_activities (id, lead_id, agent_id, type, direction, is_automated, occurred_at, recorded_at)
              select gen_random_uuid(), lead, agents[1], (array['note', 'assignment', 'message'])[k], 'inbound', k = 3,
                     least(moment, born + k * interval '7 hours'), moment from generate_series(1, 3) as k;
            end if;
            if wanted in ('new', 'contacted', 'qualified') and random() < 0.7 then
              perform given.follow_up(lead, moment + (n - 100) * interval '31 minutes');
            end if;
            if random() < 0.1 then
              update leads set archived_at = moment, updated_at = moment where id = lead;
            elsif random() < 0.15 then
              agent := agents[1 + floor(random() * 6)];
              update lead_assignments set ended_at = assigned_at where lead_id = lead and ended_at is null;
              insert into lead_assignments (id, lead_id, agent_id, assigned_at, reason, explanation)
              values (gen_random_uuid(), lead, agent, moment, 'manual', '{}');
              update follow_up_tasks t set agent_id = agent where t.lead_id = lead;
              update leads set assigned_agent_id = agent where id = lead;
            end if;
          end loop;
        end
        $$
        """;

    private const string Expected = """
        with mine as (
          select l.*, (select max(a.occurred_at) from lead_activities a where a.lead_id = l.id) as last_activity
            from leads l
           where l.assigned_agent_id = @agent and l.archived_at is null and (@source = 'all' or l.source_type = @source)
        ), created as (select * from mine where {created}),
        speed as (
          select l.assigned_agent_id as agent, avg(extract(epoch from l.first_contact_at - l.created_at)) as mean,
                 rank() over (order by sum(extract(epoch from l.first_contact_at - l.created_at)) / count(*)) as place
            from leads l
           where l.archived_at is null and (@source = 'all' or l.source_type = @source) and l.first_contact_at is not null and {created}
           group by l.assigned_agent_id
        )
        select jsonb_build_object(
          'agent_summary', jsonb_build_object(
            'total_active_leads', (select count(*) from mine where status in ('new', 'contacted', 'qualified', 'viewing_scheduled', 'negotiation')),
            'overdue_follow_ups', (select count(*) from follow_up_tasks t join mine on mine.id = t.lead_id where t.status = 'pending' and t.due_date < @now),
            'this_month_conversions', (select count(*) from lead_conversion_history h join mine on mine.id = h.lead_id
               where h.status_to = 'converted'
                 and to_char(h.changed_at at time zone 'Asia/Dubai', 'YYYY-MM') = to_char(@now at time zone 'Asia/Dubai', 'YYYY-MM')),
            'average_response_time', coalesce((select to_char(round(mean / 3600, 1), 'FM9999990.0') from speed where agent = @agent), '0.0') || ' hours',
            'lead_score_average', coalesce((select round(avg(lead_score)) from mine where status in ('new', 'contacted', 'qualified', 'viewing_scheduled', 'negotiation')), 0)),
          'recent_leads', coalesce((select jsonb_agg(jsonb_build_object(
              'lead_id', id, 'name', nullif(trim(coalesce(first_name, '') || ' ' || coalesce(last_name, '')), ''), 'phone', phone, 'source', source_type,
              'status', status, 'score', lead_score, 'last_activity', to_char(shown at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
              'next_follow_up', to_char(next_follow_up at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')) order by shown desc, id desc)
            from (select *, greatest(last_activity, created_at) as shown from mine
                   where case @status when 'all' then true when 'active' then status not in ('converted', 'lost', 'transferred') else status = @status end
                   order by greatest(last_activity, created_at) desc, id desc limit 10) r), '[]'),
          'pending_tasks', coalesce((select jsonb_agg(jsonb_build_object(
              'task_id', id, 'lead_name', name, 'task_type', task_type, 'due_date', to_char(due_date at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
              'priority', priority) order by due_date)
            from (select t.*, nullif(trim(coalesce(first_name, '') || ' ' || coalesce(last_name, '')), '') as name
                    from follow_up_tasks t join mine on mine.id = t.lead_id where t.status = 'pending' order by due_date limit 20) p), '[]'),
          'performance_metrics', jsonb_build_object(
            'conversion_rate', coalesce((select round(avg(case when status = 'converted' then 100.0 else 0 end), 2) from created), 0),
            'average_deal_size', coalesce((select round(avg(deal_value), 2) from created where status = 'converted'), 0),
            'response_time_rank', (select place from speed where agent = @agent)))::text
        """;

    [TestCaseSource(nameof(Moments))]
    public async Task Every_number_is_what_plain_SQL_gives(string moment)
    {
        Clock.Now = DateTimeOffset.Parse(moment, System.Globalization.CultureInfo.InvariantCulture);
        var agents = new List<Guid>();
        while (agents.Count < Agents)
            agents.Add(await GivenAgent());
        await Database.Execute(
            History
                .Replace("{moment}", moment, StringComparison.Ordinal)
                .Replace("{seed}", $"0.{TestContext.CurrentContext.Random.Next(1000):D3}", StringComparison.Ordinal)
                .Replace("{leads}", $"{Leads}", StringComparison.Ordinal)
        );
        // What all answered before this history came is forgotten with the node.
        await using var fresh = AnotherNode();
        using var supervisor = As(await SignIn(AdminEmail), fresh);

        var filled = 0;
        foreach (var range in Ranges)
        foreach (var source in (string[])["all", "bayut", "walk_in"])
        foreach (var status in (string[])["all", "active", "converted", "lost"])
        foreach (var agent in agents)
        {
            var query = $"?date_range={range}&source_filter={source}&status_filter={status}";
            var dashboard = await Dashboard(agent, query, supervisor);

            var expected = JsonSerializer.Deserialize<JsonElement>(await PlainSql(agent, range, source, status));
            JsonElement
                .DeepEquals(dashboard, expected)
                .ShouldBeTrue($"{query}\nis       {dashboard}\nshall be {expected}");
            if (Rank(dashboard) is not null && Performance(dashboard).GetProperty("average_deal_size").GetDecimal() > 0)
                filled++;
        }

        filled.ShouldBeGreaterThan(50); // or the histories would say nothing
    }

    private async Task<string> PlainSql(Guid agent, string range, string source, string status)
    {
        var days = range.Split('&', '=');
        var created = days is [_, _, var start, _, var end]
            ? $"(created_at at time zone 'Asia/Dubai')::date between '{start}' and '{end}'"
            : $"created_at >= @now - interval '{range[..^1]} days'";
        return (
            await Scalar<string>(
                Expected.Replace("{created}", created, StringComparison.Ordinal),
                new
                {
                    agent,
                    source,
                    status,
                    now = Clock.Now.UtcDateTime,
                }
            )
        )!;
    }
}
