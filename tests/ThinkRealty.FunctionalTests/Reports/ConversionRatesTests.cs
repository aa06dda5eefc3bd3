using System.Text.Json;

namespace ThinkRealty.FunctionalTests.Reports;

public sealed class ConversionRatesTests : ReportsTest
{
    [Test]
    public async Task Leads_count_for_who_holds_them_by_source()
    {
        var agent = await GivenAgent();
        await Captured(Inquiry());
        await Captured(Inquiry());
        await Captured(Inquiry(source: "dubizzle"));

        var report = await Report("conversion-rates");

        report.GetProperty("total").GetInt64().ShouldBe(2);
        report
            .GetProperty("data")
            .EnumerateArray()
            .Select(r =>
                (
                    r.GetProperty("source_type").GetString(),
                    r.GetProperty("agent_id").GetGuid(),
                    r.GetProperty("total_leads").GetInt64(),
                    r.GetProperty("conversion_rate").GetDecimal()
                )
            )
            .ShouldBe([("bayut", agent, 2, 0), ("dubizzle", agent, 1, 0)]);
    }

    [TestCase("display"), TestCase("key")]
    public async Task A_walk_by_cursor_meets_every_group_once(string order)
    {
        await GivenAgent();
        string[] sources = ["bayut", "dubizzle", "website", "instagram", "partner"];
        foreach (var source in sources)
            await Captured(Inquiry(source: source));

        var met = new List<string>();
        for (string? cursor = ""; cursor is not null; )
        {
            var page = await Report($"conversion-rates?limit=2&order={order}&cursor={cursor}");
            met.AddRange(
                page.GetProperty("data").EnumerateArray().Select(r => r.GetProperty("source_type").GetString()!)
            );
            cursor = page.GetProperty("next_cursor") is { ValueKind: JsonValueKind.String } next
                ? next.GetString()
                : null;
        }

        met.ShouldBe(sources.Order(StringComparer.Ordinal));
    }

    [TestCase("date_from=2026-02-02&date_to=2026-02-01", "date_to"), TestCase("source_type=radio", "source_type")]
    [TestCase("limit=101", "limit"), TestCase("cursor=abc", "cursor"), TestCase("order=up", "order")]
    [TestCase("threshold=3", "threshold"), TestCase("date_from=tomorrow", "date_from")]
    public async Task A_bad_filter_is_named(string query, string field) =>
        await ShouldComplainOf(await Supervisor.GetAsync($"{Analytics}/conversion-rates?{query}"), field);
}
