namespace ThinkRealty.FunctionalTests.Reports;

/// <summary>What the reports on the last days say (rules §10).</summary>
public sealed class RecentReportsTests : RecentTest
{
    [Test]
    public async Task The_trend_has_every_day_and_counts_conversions_by_their_own()
    {
        var lead = await GivenLead(status: "negotiation", at: Yesterday.AddDays(-3));
        await GivenLead(at: Yesterday.AddDays(-3));
        await Database.Execute("update leads set deal_value = 1000000");
        await GivenLead(status: "converted", at: Yesterday.AddYears(-1));
        await Moves(lead, "converted", afterHours: 48);

        (await RowsOf("leads-trend?days=5", "day", "leads", "conversions")).ShouldBe([
            "2026-01-13 | 2 | 0",
            "2026-01-14 | 0 | 0",
            "2026-01-15 | 0 | 1",
            "2026-01-16 | 0 | 0",
            "2026-01-17 | 0 | 0",
        ]);
        (await RowsOf("leads-trend?date_to=2025-01-17", "day", "leads", "conversions")).ShouldBe([
            "2025-01-16 | 1 | 1",
            "2025-01-17 | 0 | 0",
        ]);
        (await RowsOf("leads-trend?date_from=2026-01-16", "day")).ShouldBe(["2026-01-16", "2026-01-17"]);
        (await RowsOf("leads-trend?date_from=2026-01-18", "day")).ShouldBeEmpty();
    }

    [Test]
    public async Task Sources_are_compared_by_what_their_leads_are_now()
    {
        await GivenLead(source: "website", score: 50, priority: "high");
        await GivenLead(source: "website", score: 61, priority: "urgent");
        await GivenLead(source: "website", score: 61, status: "converted");
        await GivenLead(source: "bayut", score: 90, priority: "low");
        await GivenLead(source: "dubizzle", score: 10);

        string[] columns =
        [
            "source_type",
            "total_leads",
            "converted_leads",
            "conversion_rate",
            "avg_score",
            "high_priority_leads",
        ];
        (await RowsOf("source-performance", columns)).ShouldBe([
            "website | 3 | 1 | 33.33 | 57.33 | 2",
            "bayut | 1 | 0 | 0 | 90 | 0",
            "dubizzle | 1 | 0 | 0 | 10 | 0",
        ]);
        (await RowsOf("source-performance?source_type=bayut", columns)).ShouldBe(["bayut | 1 | 0 | 0 | 90 | 0"]);
    }

    [Test]
    public async Task Agents_are_compared_by_the_leads_they_hold()
    {
        var (first, second) = (await GivenAgent(), await GivenAgent());
        var busy = await GivenLead(second, contactAfterHours: 1.5, score: 70);
        await GivenLead(second, status: "converted", contactAfterHours: 2, score: 71);
        await GivenLead(first);
        await GivenLead();
        await GivenActivity(busy, Yesterday);
        await GivenActivity(busy, Yesterday, "note");
        await GivenActivity(busy, Yesterday, "assignment");
        await GivenActivity(busy, Yesterday, automated: true);

        string[] columns =
        [
            "agent_id",
            "total_leads",
            "converted_leads",
            "conversion_rate",
            "avg_lead_score",
            "total_interactions",
            "avg_response_hours",
        ];
        (await RowsOf("agent-comparison", columns)).ShouldBe([
            $"{second} | 2 | 1 | 50 | 70.5 | 2 | 1.75",
            $"{first} | 1 | 0 | 0 | 60 | 0 | 0",
        ]);
    }

    [Test]
    public async Task A_property_has_the_leads_that_are_interested_in_it()
    {
        var (villa, flat) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await Database.Execute(
            """
            insert into properties (id, title, area, property_type, price, purpose, is_active, created_at, updated_at)
            values (@villa, 'Villa', 'Marina', 'villa', 4500000.5, 'buy', true, now(), now()),
                   (@flat, 'Flat', 'Downtown Dubai', 'apartment', 120000, 'rent', false, now(), now()),
                   (gen_random_uuid(), 'Forgotten', 'Downtown Dubai', 'apartment', 1, 'rent', true, now(), now())
            """,
            new { villa, flat }
        );
        foreach (
            var (property, status, score) in ((Guid, string, int)[])
                [(villa, "converted", 80), (villa, "lost", 81), (flat, "new", 40)]
        )
            await Database.Execute(
                "insert into lead_property_interests values (@lead, @property, 'low', now(), now())",
                new { lead = await GivenLead(status: status, score: score), property }
            );

        (
            await RowsOf(
                "property-performance",
                "property_id",
                "title",
                "price",
                "area",
                "inquiries",
                "conversions",
                "conversion_rate",
                "avg_lead_score"
            )
        ).ShouldBe([
            $"{villa} | Villa | 4500000.5 | Marina | 2 | 1 | 50 | 80.5",
            $"{flat} | Flat | 120000 | Downtown Dubai | 1 | 0 | 0 | 40",
        ]);
    }

    [Test]
    public async Task The_funnel_counts_a_lead_once_in_every_stage_that_it_ever_reached()
    {
        var back = await GivenLead(status: "viewing_scheduled");
        await Moves(back, "qualified", afterHours: 1);
        await Moves(back, "viewing_scheduled", afterHours: 1);
        await GivenLead(status: "lost");
        await GivenLead();

        (await RowsOf("funnel", "stage", "lead_count", "rate_of_total")).ShouldBe([
            "new | 3 | 100",
            "contacted | 1 | 33.33",
            "qualified | 1 | 33.33",
            "viewing_scheduled | 1 | 33.33",
            "negotiation | 0 | 0",
            "transferred | 0 | 0",
            "converted | 0 | 0",
            "lost | 1 | 33.33",
        ]);
    }

    [TestCase(0, 0), TestCase(20, 0), TestCase(21, 1), TestCase(40, 1), TestCase(41, 2), TestCase(60, 2)]
    [TestCase(61, 3), TestCase(80, 3), TestCase(81, 4), TestCase(100, 4)]
    public async Task A_score_lies_in_one_band(int score, int band)
    {
        await GivenLead(score: score);

        var rows = await RowsOf("lead-scoring", "band", "lead_count");
        string[] bands = ["0-20", "21-40", "41-60", "61-80", "81-100"];
        rows.ShouldBe(bands.Select((b, i) => $"{b} | {(i == band ? 1 : 0)}"));
    }

    [Test]
    public async Task Beside_the_bands_every_status_has_its_mean_score()
    {
        await GivenLead(score: 90, status: "converted");
        await GivenLead(score: 95);
        await GivenLead(score: 10);

        var report = await Report("lead-scoring?limit=1");
        (await RowsOf("lead-scoring", "converted_leads", "conversion_rate"))[4].ShouldBe("1 | 50");
        var averages = Map(report, "average_score_by_status");
        averages.Count.ShouldBe(8);
        (averages["new"], averages["converted"], averages["lost"]).ShouldBe((52.5m, 90m, 0m));
    }

    [Test]
    public async Task Stays_that_have_not_ended_are_entered_but_take_no_hours()
    {
        foreach (var hours in (double[])[1, 2, 6])
            await Moves(await GivenLead(), "contacted", afterHours: hours);
        await GivenLead();

        (await RowsOf("time-in-stage", "status", "entered", "avg_hours", "median_hours", "p90_hours", "open_now"))
            .Take(3)
            .ShouldBe(["new | 4 | 3 | 2 | 5.2 | 1", "contacted | 3 | 0 | 0 | 0 | 3", "qualified | 0 | 0 | 0 | 0 | 0"]);
    }

    [TestCase(""), TestCase("&source_type=bayut")]
    public async Task A_stay_counts_on_the_day_it_began_even_where_it_ended_after_the_period(string filter)
    {
        var lead = await GivenLead(at: Yesterday.AddDays(-10));
        await Moves(lead, "contacted", afterHours: 24);
        await Moves(lead, "qualified", afterHours: 72);
        var later = await GivenLead(at: Yesterday.AddDays(-9));

        var rows = await RowsOf(
            $"time-in-stage?date_to=2026-01-06{filter}",
            "status",
            "entered",
            "avg_hours",
            "open_now"
        );
        rows.Take(3).ShouldBe(["new | 1 | 24 | 1", "contacted | 0 | 0 | 0", "qualified | 0 | 0 | 1"]);
        rows = await RowsOf(
            $"time-in-stage?date_from=2026-01-07&date_to=2026-01-07{filter}",
            "status",
            "entered",
            "avg_hours",
            "open_now"
        );
        rows.Take(3).ShouldBe(["new | 1 | 0 | 1", "contacted | 1 | 72 | 0", "qualified | 0 | 0 | 1"]);
        (await Scalar<string>("select status from leads where id = @later", new { later })).ShouldBe("new");
    }

    [Test]
    public async Task The_dashboard_shows_all_leads_now_and_what_came_in_the_period()
    {
        var agent = await GivenAgent();
        await GivenLead(status: "lost", at: Yesterday.AddYears(-1), source: "website");
        await GivenLead(agent, status: "converted", contactAfterHours: 0.5);
        var busy = await GivenLead(agent, contactAfterHours: 1);
        await GivenLead();
        await GivenActivity(busy, Yesterday.AddMinutes(30));
        await GivenActivity(busy, Yesterday.AddMinutes(30), automated: true);

        var desk = await Report("dashboard");

        (Number(desk, "total_leads"), Number(desk, "new_leads"), Number(desk, "converted_leads")).ShouldBe((4, 3, 1));
        desk.GetProperty("conversion_rate").GetDecimal().ShouldBe(33.33m);
        desk.GetProperty("avg_response_hours").GetDecimal().ShouldBe(0.75m);
        Number(desk, "recent_interactions").ShouldBe(1);
        var byStatus = Map(desk, "leads_by_status");
        (byStatus.Count, byStatus["new"], byStatus["converted"], byStatus["lost"]).ShouldBe((8, 2, 1, 1));
        var bySource = Map(desk, "leads_by_source");
        (bySource.Count, bySource["bayut"], bySource["website"], bySource["walk_in"]).ShouldBe((14, 3, 1, 0));
        var held = desk.GetProperty("agent_performance").EnumerateArray().ShouldHaveSingleItem();
        held.GetProperty("agent_id").GetGuid().ShouldBe(agent);
        held.GetProperty("full_name").GetString().ShouldBe("Sarah Johnson");
        (Number(held, "total_leads"), Number(held, "converted_leads")).ShouldBe((2, 1));
        held.GetProperty("conversion_rate").GetDecimal().ShouldBe(50m);
        (await Report("dashboard?source_type=website")).GetProperty("total_leads").GetInt64().ShouldBe(1);
        Number(await Report($"dashboard?agent_id={agent}"), "recent_interactions").ShouldBe(1);
        Number(await Report("dashboard?date_to=2026-01-15"), "recent_interactions").ShouldBe(0);
    }

    [Test]
    public async Task The_dashboard_names_the_ten_agents_with_most_new_leads()
    {
        var agents = new List<Guid>();
        for (var i = 0; i < 11; i++)
            agents.Add(await GivenAgent());
        foreach (var agent in agents)
            await GivenLead(agent);
        await GivenLead(agents[10]);

        (await Report("dashboard"))
            .GetProperty("agent_performance")
            .EnumerateArray()
            .Select(a => a.GetProperty("agent_id").GetGuid())
            .ShouldBe([agents[10], .. agents.OrderBy(a => a.ToString(), StringComparer.Ordinal).Take(9)]);
    }
}
