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

    [
        TestCase("""conversion-rates/Display/["1","bayut"]"""),
        TestCase("""conversion-rates/Display/["x","bayut",null]""")
    ]
    [
        TestCase("""conversion-rates/Display/["1e99999","bayut",null]"""),
        TestCase("""conversion-rates/Display/["1","bayut","me"]""")
    ]
    [TestCase("""conversion-rates/Key/["bayut",null]"""), TestCase("""agent-rankings/Display/["1","bayut",null]""")]
    [
        TestCase("""conversion-rates/Display/["1","\u0000",null]"""),
        TestCase("""conversion-rates/Display/["1","\ud800",null]""")
    ]
    [TestCase("""conversion-rates/Display/[1,2,3]"""), TestCase("conversion-rates/Display/null"), TestCase("\0")]
    public async Task A_forged_cursor_is_refused(string text)
    {
        var cursor = System.Buffers.Text.Base64Url.EncodeToString(System.Text.Encoding.UTF8.GetBytes(text));

        await ShouldComplainOf(await Supervisor.GetAsync($"{Analytics}/conversion-rates?cursor={cursor}"), "cursor");
    }

    [
        TestCase("""conversion-rates/Display/[null,null,null]"""),
        TestCase("""conversion-rates/Display/["1",null,null]""")
    ]
    [TestCase(
        """conversion-rates/Display/["-99999999999999999999999999","é؛';--","00000000-0000-0000-0000-000000000000"]"""
    )]
    public async Task One_that_could_be_ours_finds_what_comes_after(string text)
    {
        var cursor = System.Buffers.Text.Base64Url.EncodeToString(System.Text.Encoding.UTF8.GetBytes(text));

        (await Report($"conversion-rates?cursor={cursor}&skip=2147483647"))
            .GetProperty("data")
            .GetArrayLength()
            .ShouldBe(0);
    }

    [TestCase("date_from=2026-02-02&date_to=2026-02-01", "date_to"), TestCase("source_type=radio", "source_type")]
    [TestCase("limit=101", "limit"), TestCase("cursor=abc", "cursor"), TestCase("order=up", "order")]
    [TestCase("threshold=3", "threshold"), TestCase("date_from=tomorrow", "date_from")]
    public async Task A_bad_filter_is_named(string query, string field) =>
        await ShouldComplainOf(await Supervisor.GetAsync($"{Analytics}/conversion-rates?{query}"), field);
}
