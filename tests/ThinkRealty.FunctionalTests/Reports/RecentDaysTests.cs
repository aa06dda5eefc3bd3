namespace ThinkRealty.FunctionalTests.Reports;

/// <summary>Which days the reports on the last days are about.</summary>
public sealed class RecentDaysTests : RecentTest
{
    private static readonly string[] Paths =
    [
        "dashboard",
        "leads-trend",
        "source-performance",
        "agent-comparison",
        "property-performance",
        "funnel",
        "lead-scoring",
        "time-in-stage",
    ];

    // 19 December begins in Dubai at 20:00 of the 18th in UTC; today, 17 January, is the thirtieth day.
    [TestCase("", "2025-12-18T20:00:00Z", 1), TestCase("", "2025-12-18T19:59:59.999999Z", 0)]
    [TestCase("?days=1", "2026-01-16T20:00:00Z", 1), TestCase("?days=1", "2026-01-16T19:59:59.999999Z", 0)]
    [TestCase("?days=3650", "2016-01-20T20:00:00Z", 1), TestCase("?days=3650", "2016-01-20T19:59:59.999999Z", 0)]
    [TestCase("?date_from=2026-01-15", "2026-01-14T20:00:00Z", 1)]
    [TestCase("?date_from=2026-01-15", "2026-01-14T19:59:59.999999Z", 0)]
    [TestCase("?date_to=2026-01-15", "2026-01-15T19:59:59.999999Z", 1)]
    [TestCase("?date_to=2026-01-15", "2026-01-15T20:00:00Z", 0)]
    [TestCase("?date_to=2026-01-15", "2020-01-01T00:00:00Z", 1)]
    public async Task A_lead_is_in_by_the_day_in_Dubai_on_which_it_came(string query, DateTimeOffset at, int leads)
    {
        var lead = await GivenLead(at: at);
        await Database.Execute(
            "insert into properties (id, title, area, property_type, price, purpose, is_active, created_at, updated_at) "
                + "values (@lead, 'Home', 'Marina', 'villa', 1, 'buy', true, now(), now()); "
                + "insert into lead_property_interests values (@lead, @lead, 'high', now(), now())",
            new { lead }
        );

        Number(await Report($"dashboard{query}"), "new_leads").ShouldBe(leads);
        Number(await Report($"source-performance{query}"), "total").ShouldBe(leads);
        Number(await Report($"property-performance{query}"), "total").ShouldBe(leads);
        (await RowsOf($"leads-trend{query}", "leads")).Count(n => n != "0").ShouldBe(leads);
        (await RowsOf($"funnel{query}", "lead_count"))[0].ShouldBe($"{leads}");
        (await RowsOf($"lead-scoring{query}", "lead_count"))[2].ShouldBe($"{leads}");
        (await RowsOf($"time-in-stage{query}", "entered"))[0].ShouldBe($"{leads}");
    }

    [TestCase("days=0", "days"), TestCase("days=3651", "days"), TestCase("days=soon", "days")]
    [TestCase("days=7&date_from=2026-01-01", "days"), TestCase("days=7&date_to=2026-01-01", "days")]
    [TestCase("date_from=2026-02-02&date_to=2026-02-01", "date_to"), TestCase("date_from=1899-12-31", "date_from")]
    [TestCase("property_type=villa", "property_type"), TestCase("source_type=radio", "source_type")]
    [TestCase("agent_id=none", "agent_id")]
    public async Task A_bad_filter_is_named(string query, string field)
    {
        foreach (var path in Paths)
            await ShouldComplainOf(await Supervisor.GetAsync($"{Analytics}/{path}?{query}"), field);
    }

    [Test]
    public async Task Nobodys_leads_are_an_empty_report()
    {
        await GivenLead();
        var nobody = $"?agent_id={Guid.NewGuid()}";

        Number(await Report($"dashboard{nobody}"), "total_leads").ShouldBe(0);
        (await RowsOf($"source-performance{nobody}", "source_type")).ShouldBeEmpty();
        (await RowsOf($"agent-comparison{nobody}", "agent_id")).ShouldBeEmpty();
        (await RowsOf($"property-performance{nobody}", "property_id")).ShouldBeEmpty();
        (await RowsOf($"leads-trend{nobody}", "leads", "conversions")).ShouldAllBe(row => row == "0 | 0");
        (await RowsOf($"funnel{nobody}", "lead_count", "rate_of_total")).ShouldAllBe(row => row == "0 | 0");
        (await RowsOf($"lead-scoring{nobody}", "lead_count", "conversion_rate")).ShouldAllBe(row => row == "0 | 0");
        (await RowsOf($"time-in-stage{nobody}", "entered", "open_now")).ShouldAllBe(row => row == "0 | 0");
    }

    [Test]
    public async Task An_archived_lead_is_in_none_of_them()
    {
        var agent = await GivenAgent();
        await GivenActivity(await GivenLead(agent), Yesterday);
        var archived = await GivenLead(agent, contactAfterHours: 1);
        await GivenActivity(archived, Yesterday);
        await Archive(archived);

        var desk = await Report("dashboard");
        (Number(desk, "total_leads"), Number(desk, "new_leads"), Number(desk, "recent_interactions")).ShouldBe(
            (1, 1, 1)
        );
        (await RowsOf("leads-trend?days=2", "leads")).ShouldBe(["1", "0"]);
        (await RowsOf("source-performance", "total_leads")).ShouldBe(["1"]);
        (await RowsOf("agent-comparison", "total_leads", "total_interactions", "avg_response_hours")).ShouldBe([
            "1 | 1 | 0",
        ]);
        (await RowsOf("funnel", "lead_count"))[0].ShouldBe("1");
        (await RowsOf("lead-scoring", "lead_count"))[2].ShouldBe("1");
        foreach (var filter in (string[])["", "?source_type=bayut", $"?agent_id={agent}", "?date_to=2026-01-16"])
            (await RowsOf($"time-in-stage{filter}", "entered", "open_now"))[0].ShouldBe("1 | 1", filter);
    }

    [Test]
    public async Task Agents_read_them_like_everybody_and_keys_do_not()
    {
        await GivenLead(await GivenAgent());
        using var agent = await SignedInAs("agent", await GivenAgent());
        await ReportsAreUpToDate();

        Number(await Json(await agent.GetAsync($"{Analytics}/dashboard")), "new_leads").ShouldBe(1);
        foreach (var path in Paths)
        {
            ((int)(await agent.GetAsync($"{Analytics}/{path}")).StatusCode).ShouldBe(200, path);
            await ShouldBeProblem(await Api.GetAsync($"{Analytics}/{path}"), 403, "forbidden");
        }
    }

    [TestCase("leads-trend", 30), TestCase("funnel", 8), TestCase("lead-scoring", 5), TestCase("time-in-stage", 8)]
    [TestCase("source-performance", 3), TestCase("agent-comparison", 3)]
    public async Task A_walk_by_cursor_meets_every_row_once(string path, int rows)
    {
        foreach (var source in (string[])["bayut", "website", "walk_in"])
            await GivenLead(await GivenAgent(), source: source);
        var whole = (await Report($"{path}?limit=100")).GetProperty("data").EnumerateArray().Select(r => r.ToString());

        foreach (var order in (string[])["display", "key"])
        {
            var met = new List<string>();
            for (string? cursor = ""; cursor is not null; )
            {
                var page = await Report($"{path}?limit=2&order={order}&cursor={cursor}");
                met.AddRange(page.GetProperty("data").EnumerateArray().Select(r => r.ToString()));
                Number(page, "total").ShouldBe(rows);
                cursor = page.GetProperty("next_cursor").GetString();
            }

            met.ShouldBe(whole, ignoreOrder: order == "key");
            met.Count.ShouldBe(rows);
        }
    }
}
