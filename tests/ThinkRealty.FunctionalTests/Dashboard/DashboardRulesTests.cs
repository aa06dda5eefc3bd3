using System.Text.Json;

namespace ThinkRealty.FunctionalTests.Dashboard;

/// <summary>Each rule of the dashboard on its edge; who may see it, and what may be asked.</summary>
public sealed class DashboardRulesTests : DashboardTest
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Test]
    public async Task An_agent_without_leads_has_an_empty_one()
    {
        var dashboard = await Dashboard(await GivenAgent());

        dashboard
            .ToString()
            .ShouldBe(
                """{"agent_summary":{"total_active_leads":0,"overdue_follow_ups":0,"this_month_conversions":0,"average_response_time":"0.0 hours","lead_score_average":0},"recent_leads":[],"pending_tasks":[],"performance_metrics":{"conversion_rate":0,"average_deal_size":0,"response_time_rank":null}}"""
            );
    }

    [Test]
    public async Task The_fastest_is_first_and_equal_averages_share_a_rank()
    {
        Guid[] agents =
        [
            await GivenAgent(),
            await GivenAgent(),
            await GivenAgent(),
            await GivenAgent(),
            await GivenAgent(),
        ];
        await GivenLead(agents[0], contactAfterHours: 1, source: "partner");
        await GivenLead(agents[1], contactAfterHours: 2, source: "partner");
        foreach (var hours in (double[])[1, 1, 4]) // two hours on average, too
            await GivenLead(agents[2], contactAfterHours: hours, source: "partner");
        await GivenLead(agents[3], contactAfterHours: 3, source: "partner");
        await GivenLead(agents[4], source: "partner");
        await GivenLead(agents[4], contactAfterHours: 0.1, source: "scanner");
        await GivenLead(agents[3], contactAfterHours: 0.1, source: "partner", at: Clock.Now.AddDays(-31));

        var ranks = new List<int?>();
        foreach (var agent in agents)
            ranks.Add(Rank(await Dashboard(agent, "?source_filter=partner")));

        ranks.ShouldBe([1, 2, 2, 4, null]);
    }

    [Test]
    public async Task The_own_average_is_exact_at_once_and_what_others_do_shows_after_five_minutes()
    {
        var (one, other) = (await GivenAgent(), await GivenAgent());
        await GivenLead(one, contactAfterHours: 2, source: "other");
        await GivenLead(other, contactAfterHours: 3, source: "other");
        Rank(await Dashboard(one, "?source_filter=other")).ShouldBe(1);

        await GivenLead(other, contactAfterHours: 0.5, source: "other");
        Rank(await Dashboard(other, "?source_filter=other")).ShouldBe(1);
        Clock.Advance(TimeSpan.FromMinutes(5));

        Rank(await Dashboard(one, "?source_filter=other")).ShouldBe(2);
    }

    [TestCase("7d", 7), TestCase("30d", 30), TestCase("90d", 90), TestCase(null, 30)]
    public async Task A_range_is_so_many_times_24_hours(string? range, int days)
    {
        var agent = await GivenAgent();
        await GivenLead(agent, at: Clock.Now.AddDays(-days), contactAfterHours: 1);
        await GivenLead(agent, at: Clock.Now.AddDays(-days) - Second, contactAfterHours: 3);

        var dashboard = await Dashboard(agent, range is null ? "" : $"?date_range={range}");

        Summary(dashboard).GetProperty("average_response_time").GetString().ShouldBe("1.0 hours");
        Summary(dashboard).GetProperty("total_active_leads").GetInt32().ShouldBe(2);
    }

    [Test]
    public async Task A_custom_range_is_days_in_Dubai_with_the_last_one()
    {
        var agent = await GivenAgent();
        DateTimeOffset midnight = new(2026, 1, 9, 20, 0, 0, TimeSpan.Zero); // the 10th begins in Dubai
        await GivenLead(agent, at: midnight - Second, contactAfterHours: 9);
        await GivenLead(agent, at: midnight, contactAfterHours: 1);
        await GivenLead(agent, at: midnight.AddDays(2) - Second, contactAfterHours: 2);
        await GivenLead(agent, at: midnight.AddDays(2), contactAfterHours: 9);

        var dashboard = await Dashboard(agent, "?date_range=custom&start_date=2026-01-10&end_date=2026-01-11");

        Summary(dashboard).GetProperty("average_response_time").GetString().ShouldBe("1.5 hours");
    }

    [Test]
    public async Task This_month_begins_at_midnight_in_Dubai()
    {
        var agent = await GivenAgent();
        DateTimeOffset february = new(2026, 1, 31, 20, 0, 0, TimeSpan.Zero);
        await GivenLead(agent, at: february - Second, status: "converted");
        await GivenLead(agent, at: february, status: "converted");
        await GivenLead(agent, at: february, status: "converted");
        await GivenLead(agent, at: february, status: "converted", source: "dubizzle");

        await MoveClockTo(february - Second);
        (await ThisMonth()).ShouldBe(1);
        await MoveClockTo(february);
        (await ThisMonth()).ShouldBe(2);

        async Task<int> ThisMonth() =>
            Summary(await Dashboard(agent, "?source_filter=bayut")).GetProperty("this_month_conversions").GetInt32();
    }

    [Test]
    public async Task A_follow_up_is_overdue_once_its_moment_has_passed()
    {
        var agent = await GivenAgent();
        var lead = await GivenLead(agent);
        var due = Clock.Now.AddHours(5);
        await Database.Execute("select given.follow_up(@lead, @due)", new { lead, due = due.UtcDateTime });

        await MoveClockTo(due);
        Summary(await Dashboard(agent)).GetProperty("overdue_follow_ups").GetInt32().ShouldBe(0);
        await MoveClockTo(due.AddMinutes(6));
        var later = await Dashboard(agent);

        Summary(later).GetProperty("overdue_follow_ups").GetInt32().ShouldBe(1);
        later.GetProperty("pending_tasks").GetArrayLength().ShouldBe(1);
    }

    [Test]
    public async Task Ten_leads_and_twenty_tasks_are_shown()
    {
        var agent = await GivenAgent();
        foreach (var n in Enumerable.Range(1, 21))
        {
            var lead = await GivenLead(agent, at: Clock.Now.AddHours(-n));
            await Database.Execute(
                "select given.follow_up(@lead, @due)",
                new { lead, due = Clock.Now.AddHours(n - 5).UtcDateTime }
            );
        }

        var dashboard = await Dashboard(agent);

        dashboard.GetProperty("recent_leads").GetArrayLength().ShouldBe(10);
        dashboard.GetProperty("pending_tasks").GetArrayLength().ShouldBe(20);
        dashboard.GetProperty("pending_tasks")[0].GetProperty("due_date").GetString().ShouldBe("2026-01-17T02:00:00Z");
    }

    [Test]
    public async Task A_lead_counts_for_the_agent_who_holds_it()
    {
        var (former, present) = (await GivenAgent(), await GivenAgent());
        var lead = await GivenLead(former, contactAfterHours: 1);
        await Database.Execute(
            """
            update lead_assignments set ended_at = assigned_at where lead_id = @lead;
            insert into lead_assignments (id, lead_id, agent_id, assigned_at, reason, explanation)
            values (gen_random_uuid(), @lead, @present, @at, 'manual', '{}');
            update leads set assigned_agent_id = @present where id = @lead
            """,
            new
            {
                lead,
                present,
                at = Clock.Now.UtcDateTime,
            }
        );

        Summary(await Dashboard(former)).GetProperty("total_active_leads").GetInt32().ShouldBe(0);
        (await Dashboard(present)).GetProperty("recent_leads")[0].GetProperty("lead_id").GetGuid().ShouldBe(lead);
    }

    [Test]
    public async Task An_agent_sees_only_the_own_one_and_an_integration_none()
    {
        var (mine, somebodyElse) = (await GivenAgent(), await GivenAgent());
        var agent = await GivenUser("agent", mine);

        (await agent.GetAsync(Address(mine))).IsSuccessStatusCode.ShouldBeTrue();
        await ShouldBeProblem(await agent.GetAsync(Address(somebodyElse)), 403, "forbidden");
        await ShouldBeProblem(await Api.GetAsync(Address(mine)), 403, "forbidden");
        await ShouldBeProblem(await Supervisor.GetAsync(Address(Guid.NewGuid())), 404, "agent_not_found");
    }

    [TestCase("date_range=1d", "date_range")]
    [TestCase("date_range=custom", "start_date", "end_date")]
    [TestCase("date_range=custom&start_date=2026-01-01", "end_date")]
    [TestCase("date_range=custom&end_date=2026-01-01", "start_date")]
    [TestCase("date_range=custom&start_date=2026-01-02&end_date=2026-01-01", "end_date")]
    [TestCase("date_range=custom&start_date=2026-02-30&end_date=2026-03-01", "start_date")]
    [TestCase("date_range=custom&start_date=2026-01-01&end_date=01/02/2026", "end_date")]
    [TestCase("date_range=custom&start_date=0001-01-01&end_date=9999-12-31", "start_date", "end_date")]
    [TestCase("date_range=7d&start_date=2026-01-01", "start_date")]
    [TestCase("start_date=2026-01-01&end_date=2026-01-02", "start_date", "end_date")]
    [TestCase("status_filter=new", "status_filter")]
    [TestCase("source_filter=newspaper", "source_filter")]
    [TestCase("sort_by=name", "sort_by")]
    public async Task What_cannot_be_asked_is_named(string query, params string[] parameters) =>
        await ShouldComplainOf(await Supervisor.GetAsync(Address(await GivenAgent(), $"?{query}")), parameters);

    [TestCase("date_range=7D&status_filter=ACTIVE&source_filter=PROPERTYFINDER")]
    [TestCase("date_range=30d&status_filter=All&source_filter=ALL")]
    [TestCase("date_range=custom&start_date=2026-01-01&end_date=2026-01-01")]
    public async Task Upper_and_lower_case_are_the_same(string query) =>
        (await Dashboard(await GivenAgent(), $"?{query}")).ValueKind.ShouldBe(JsonValueKind.Object);

    [Test]
    public async Task A_blank_parameter_is_absent() =>
        (await Dashboard(await GivenAgent(), "?date_range=&start_date=&source_filter=%20")).ValueKind.ShouldBe(
            JsonValueKind.Object
        );
}
