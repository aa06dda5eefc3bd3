using System.Text.Json;
using ThinkRealty.FunctionalTests.Fixture;

namespace ThinkRealty.FunctionalTests.Agents;

/// <summary>An agent's leads, workload and performance.</summary>
public sealed class AgentWorkTests : EmptyDeskTest
{
    private HttpClient _supervisor = null!;

    [SetUp]
    public async Task SignSupervisorIn() => _supervisor = await SignedInAs("supervisor");

    [TearDown]
    public void SignSupervisorOut() => _supervisor.Dispose();

    [TestCase("leads"), TestCase("workload"), TestCase("performance")]
    public async Task Agents_look_at_their_own_work_only(string what)
    {
        var (own, other) = (await GivenAgent(), await GivenAgent());
        using var agent = await SignedInAs("agent", own);

        ((int)(await agent.GetAsync(Path(own, what))).StatusCode).ShouldBe(200);
        await ShouldBeProblem(await agent.GetAsync(Path(other, what)), 403, "forbidden");
        ((int)(await _supervisor.GetAsync(Path(other, what))).StatusCode).ShouldBe(200);
        await ShouldBeProblem(await Api.GetAsync(Path(own, what)), 403, "forbidden");
        await ShouldBeProblem(await _supervisor.GetAsync(Path(Guid.NewGuid(), what)), 404, "agent_not_found");
    }

    [Test]
    public async Task The_agents_leads_come_newest_first_without_archived_ones_and_by_status()
    {
        var (own, other) = (await GivenAgent(), await GivenAgent());
        for (var i = 0; i < 8; i++)
        {
            Clock.Advance(TimeSpan.FromMinutes(1));
            await Captured(Inquiry());
        }

        var mine = await Rows<Guid>(
            "select id from leads where assigned_agent_id = @own order by created_at desc",
            new { own }
        );
        mine.Count.ShouldBe(4);
        await Close(mine[1]);
        await Archive(mine[2]);
        using var agent = await SignedInAs("agent", own);

        foreach (var by in (HttpClient[])[_supervisor, agent])
        {
            (await by.Whole(Path(own, "leads"), "lead_id")).ShouldBe([mine[0], mine[1], mine[3]]);
            (await by.Whole(Path(own, "leads?status=lost"), "lead_id")).ShouldBe([mine[1]]);
            (await by.Whole(Path(own, "leads?status=NEW"), "lead_id")).ShouldBe([mine[0], mine[3]]);
            (await by.Walk(Path(own, "leads"), "lead_id", 1)).ShouldBe([mine[0], mine[1], mine[3]]);
        }

        (await _supervisor.Whole(Path(other, "leads"), "lead_id")).Count.ShouldBe(4);
        foreach (var query in (string[])["status=x", "skip=-1", "limit=101", "cursor=x", "unassigned=true"])
            await ShouldComplainOf(await _supervisor.GetAsync(Path(own, $"leads?{query}")), query.Split('=')[0]);
    }

    [Test]
    public async Task Nothing_to_do_is_said_in_numbers()
    {
        var agent = await GivenAgent(max: 20);

        (await _supervisor.Page(Path(agent, "workload")))
            .ToString()
            .ShouldBe(
                $$"""
                {"agent_id":"{{agent}}","active_leads":0,"max_active_leads":20,"utilization":0.00,"overdue_follow_ups":0,"scheduled_today":0,"high_priority_leads":0,"can_take_more_leads":true}
                """
            );
        (await _supervisor.Page(Path(agent, "performance")))
            .ToString()
            .ShouldBe(
                $$"""
                {"agent_id":"{{agent}}","days":30,"leads_by_status":{"new":0,"contacted":0,"qualified":0,"viewing_scheduled":0,"negotiation":0,"converted":0,"lost":0,"transferred":0},"new_leads":0,"interactions":0,"avg_response_time_minutes":0,"converted_leads":0,"conversion_rate":0}
                """
            );
    }

    [Test]
    public async Task The_workload_counts_active_leads_and_pending_tasks()
    {
        var agent = await GivenAgent(max: 6);
        foreach (var priority in (string[])["low", "medium", "high", "urgent", "high"])
            await Captured(Inquiry(with: d => d["priority"] = priority));
        await Close(await Scalar<Guid>("select id from leads where priority = 'high' order by id limit 1"));

        var workload = await _supervisor.Page(Path(agent, "workload"));

        workload.GetProperty("active_leads").GetInt32().ShouldBe(4);
        workload.GetProperty("utilization").GetDecimal().ShouldBe(66.67m);
        workload.GetProperty("high_priority_leads").GetInt64().ShouldBe(2);
        workload.GetProperty("can_take_more_leads").GetBoolean().ShouldBeTrue();

        // Due a day later, at 10:00, 10:30 … Dubai; the closed lead's is cancelled.
        Clock.Advance(TimeSpan.FromHours(24) + TimeSpan.FromMinutes(31));
        using var later = await SignedInAs("supervisor");
        workload = await later.Page(Path(agent, "workload"));
        (
            workload.GetProperty("overdue_follow_ups").GetInt64(),
            workload.GetProperty("scheduled_today").GetInt64()
        ).ShouldBe(
            (
                await Scalar<long>(
                    "select count(*) from follow_up_tasks where status = 'pending' and due_date < @now",
                    new { now = Clock.Now.UtcDateTime }
                ),
                4L
            )
        );
        workload.GetProperty("overdue_follow_ups").GetInt64().ShouldBe(2);
    }

    [TestCase("2026-01-16 19:59:59.999999Z", 0), TestCase("2026-01-16 20:00:00Z", 1)]
    [TestCase("2026-01-17 19:59:59.999999Z", 1), TestCase("2026-01-17 20:00:00Z", 0)]
    public async Task Today_is_a_day_in_Dubai(string due, int today)
    {
        var agent = await GivenAgent();
        await Captured(Inquiry());
        await Database.Execute(
            $"update follow_up_tasks set due_date = '{due}'; update leads set next_follow_up = '{due}'"
        );

        (await _supervisor.Page(Path(agent, "workload"))).GetProperty("scheduled_today").GetInt32().ShouldBe(today);
    }

    [TestCase("is_active = false", false), TestCase("leave_from = '2026-01-17'", false)]
    [
        TestCase("leave_from = '2026-01-18'", true),
        TestCase("leave_from = '2026-01-01', leave_until = '2026-01-16'", true)
    ]
    [TestCase("max_active_leads = 1", true)]
    public async Task Whoever_is_away_takes_no_more_leads(string with, bool can)
    {
        var agent = await GivenAgent();
        await Database.Execute($"update agents set {with}");

        (await _supervisor.Page(Path(agent, "workload"))).GetProperty("can_take_more_leads").GetBoolean().ShouldBe(can);
    }

    [Test]
    public async Task Whoever_is_full_takes_no_more_leads()
    {
        var agent = await GivenAgent(max: 2);
        await Captured(Inquiry());
        (await _supervisor.Page(Path(agent, "workload")))
            .GetProperty("can_take_more_leads")
            .GetBoolean()
            .ShouldBeTrue();
        await Captured(Inquiry());

        var full = await _supervisor.Page(Path(agent, "workload"));
        (full.GetProperty("utilization").GetDecimal(), full.GetProperty("can_take_more_leads").GetBoolean()).ShouldBe(
            (100m, false)
        );

        await Database.Execute("update agents set max_active_leads = 1");
        (await _supervisor.Page(Path(agent, "workload"))).GetProperty("utilization").GetDecimal().ShouldBe(200m);
    }

    [Test]
    public async Task The_performance_is_what_plain_SQL_counts()
    {
        var (agent, _) = (await GivenAgent(), await GivenAgent());
        for (var i = 0; i < 24; i++)
        {
            await Captured(Inquiry());
            Clock.Advance(TimeSpan.FromHours(7));
        }

        await Database.Execute(
            """
            with numbered as (select id, row_number() over (order by created_at) as n from leads)
            update leads l set status_changed_at = l.status_changed_at + interval '1 second', status_changed_by = l.id,
                               status_forced = true, status_reason = 'a test', deal_value = 1000000,
                               status = (array['contacted', 'viewing_scheduled', 'lost', 'converted', 'converted'])[1 + n.n % 5],
                               first_contact_at = case when n.n % 2 = 0 then l.created_at + make_interval(secs => 61 * n.n) end,
                               activity_count = n.n % 4
              from numbered n where n.id = l.id and n.n % 6 > 0
            """
        );
        await Archive(
            await Scalar<Guid>(
                "select id from leads where status = 'converted' and assigned_agent_id = @agent limit 1",
                new { agent }
            )
        );
        using var later = await SignedInAs("supervisor");

        foreach (var days in (int[])[1, 3, 7, 30, 3650])
        {
            var shown = await later.Page(Path(agent, $"performance?days={days}"));
            var expected = await Scalar<string>(
                """
                with mine as (select * from leads where assigned_agent_id = @agent and archived_at is null
                                 and created_at >= @now - make_interval(hours => 24 * @days))
                select json_build_object('agent_id', @agent, 'days', @days,
                  'leads_by_status', (select json_object_agg(s, (select count(*) from mine where status = s) order by place)
                     from unnest(array['new', 'contacted', 'qualified', 'viewing_scheduled', 'negotiation', 'converted', 'lost', 'transferred'])
                          with ordinality as all_statuses (s, place)),
                  'new_leads', (select count(*) from mine),
                  'interactions', (select coalesce(sum(activity_count), 0) from mine),
                  'avg_response_time_minutes', (select coalesce(round(avg(extract(epoch from first_contact_at - created_at) / 60), 2), 0) from mine),
                  'converted_leads', (select count(*) from mine where status = 'converted'),
                  'conversion_rate', (select coalesce(round(100.0 * count(*) filter (where status = 'converted') / nullif(count(*), 0), 2), 0) from mine))::text
                """,
                new
                {
                    agent,
                    days,
                    now = Clock.Now.UtcDateTime,
                }
            );
            JsonElement
                .DeepEquals(shown, JsonSerializer.Deserialize<JsonElement>(expected!))
                .ShouldBeTrue($"{shown}\n{expected}");
        }
    }

    [TestCase(0, 1), TestCase(1, 0)]
    public async Task A_lead_is_in_as_long_as_the_days_are(int microseconds, int leads)
    {
        var agent = await GivenAgent();
        await Captured(Inquiry());
        Clock.Advance(TimeSpan.FromDays(7) + TimeSpan.FromMicroseconds(microseconds));
        using var later = await SignedInAs("supervisor");

        (await later.Page(Path(agent, "performance?days=7"))).GetProperty("new_leads").GetInt32().ShouldBe(leads);
    }

    [
        TestCase("0", false),
        TestCase("1", true),
        TestCase("3650", true),
        TestCase("3651", false),
        TestCase("-1", false),
        TestCase("x", false)
    ]
    public async Task Days_are_1_to_3650(string days, bool isRight)
    {
        var response = await _supervisor.GetAsync(Path(await GivenAgent(), $"performance?days={days}"));

        if (isRight)
            ((int)response.StatusCode).ShouldBe(200);
        else
            await ShouldComplainOf(response, "days");
    }

    private static string Path(Guid agent, string what) => $"/api/v1/agents/{agent}/{what}";
}
