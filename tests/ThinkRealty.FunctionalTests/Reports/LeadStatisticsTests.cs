using System.Text.Json;

namespace ThinkRealty.FunctionalTests.Reports;

/// <summary>The leads in numbers, and whose (rules §10, §11).</summary>
public sealed class LeadStatisticsTests : RecentTest
{
    private const string Path = "/api/v1/leads/stats";

    [Test]
    public async Task Every_status_and_source_is_there_and_hot_is_above_70()
    {
        await GivenLead(score: 70);
        await GivenLead(score: 71, status: "converted", source: "walk_in", at: Yesterday.AddYears(-3));
        await GivenLead(score: 100, status: "lost");
        await Archive(await GivenLead(score: 100));

        var stats = await Stats();

        (Number(stats, "total_leads"), Number(stats, "hot_leads_count")).ShouldBe((3, 2));
        stats.GetProperty("average_lead_score").GetDecimal().ShouldBe(80.33m);
        stats.GetProperty("conversion_rate").GetDecimal().ShouldBe(33.33m);
        var byStatus = Map(stats, "leads_by_status");
        (byStatus.Count, byStatus["new"], byStatus["converted"], byStatus["negotiation"]).ShouldBe((8, 1, 1, 0));
        var bySource = Map(stats, "leads_by_source");
        (bySource.Count, bySource["bayut"], bySource["walk_in"], bySource["propertyFinder"]).ShouldBe((14, 2, 1, 0));
    }

    [Test]
    public async Task Nothing_is_zeros()
    {
        var stats = await Stats();

        (Number(stats, "total_leads"), Number(stats, "hot_leads_count")).ShouldBe((0, 0));
        stats.GetProperty("average_lead_score").GetDecimal().ShouldBe(0);
        stats.GetProperty("conversion_rate").GetDecimal().ShouldBe(0);
        Map(stats, "leads_by_status").Values.ShouldAllBe(n => n == 0);
    }

    [TestCase("2026-01-15T19:59:59.999999Z", 0), TestCase("2026-01-15T20:00:00Z", 1)]
    [TestCase("2026-01-16T19:59:59.999999Z", 1), TestCase("2026-01-16T20:00:00Z", 0)]
    public async Task Days_are_Dubais(DateTimeOffset at, int leads)
    {
        await GivenLead(at: at, score: 90);

        var stats = await Stats("?date_from=2026-01-16&date_to=2026-01-16");

        (Number(stats, "total_leads"), Number(stats, "hot_leads_count")).ShouldBe((leads, leads));
        Map(stats, "leads_by_source")["bayut"].ShouldBe(leads);
    }

    [Test]
    public async Task An_agent_counts_the_own_leads_only()
    {
        var (own, other) = (await GivenAgent(), await GivenAgent());
        await GivenLead(own, score: 90);
        await GivenLead(other, score: 90);
        await GivenLead(score: 90);
        using var agent = await SignedInAs("agent", own);

        foreach (var query in (string[])["", $"?assigned_agent_id={own}", "?date_from=2026-01-01"])
        {
            var stats = await Stats(query, agent);
            (Number(stats, "total_leads"), Number(stats, "hot_leads_count")).ShouldBe((1, 1), query);
        }

        Number(await Stats($"?assigned_agent_id={other}"), "total_leads").ShouldBe(1);
        Number(await Stats($"?assigned_agent_id={Guid.NewGuid()}"), "total_leads").ShouldBe(0);
        Number(await Stats(), "total_leads").ShouldBe(3);
        await ShouldBeProblem(await agent.GetAsync($"{Path}?assigned_agent_id={other}"), 403, "forbidden");
        await ShouldBeProblem(await Api.GetAsync(Path), 403, "forbidden");
    }

    [
        TestCase("date_from=2026-02-02&date_to=2026-02-01", "date_to"),
        TestCase("assigned_agent_id=1", "assigned_agent_id")
    ]
    [TestCase("days=30", "days"), TestCase("agent_id=1", "agent_id")]
    public async Task A_bad_filter_is_named(string query, string field) =>
        await ShouldComplainOf(await Supervisor.GetAsync($"{Path}?{query}"), field);

    private async Task<JsonElement> Stats(string query = "", HttpClient? by = null)
    {
        await ReportsAreUpToDate();
        var response = await (by ?? Supervisor).GetAsync(Path + query);
        var answer = await Json(response);
        ((int)response.StatusCode).ShouldBe(200, answer.ToString());
        return answer;
    }
}
