using System.Text.Json;

namespace ThinkRealty.FunctionalTests.Reports;

/// <summary>Reports as JSON and as CSV, as <c>Accept</c> asks (rules §10).</summary>
public sealed class ReportFilesTests : PastTest
{
    private static readonly string[] All =
    [
        "conversion-rates",
        "avg-conversion-time",
        "monthly-trends",
        "agent-rankings",
        "revenue-attribution",
        "high-score-not-converted",
        "low-score-converted",
        "source-quality",
        "follow-up-timing",
        "workload-distribution",
        "approaching-capacity",
        "specialized-vs-general",
        "response-time-correlation",
    ];

    [TestCaseSource(nameof(All))]
    public async Task The_columns_of_the_file_are_the_fields_of_a_row_in_JSON(string report)
    {
        var agent = await GivenBusyAgent(active: 45);
        await Given(
            PastLead.Converted with
            {
                Agent = agent,
                Score = 30,
                ContactAfterHours = 1,
                Calls = [(1, "positive"), (2, "neutral")],
            },
            new() { Score = 90, Nationality = null }
        );

        var row = (await Report(report)).GetProperty("data")[0];
        var lines = await Lines(report);

        lines[0].ShouldBe(string.Join(",", row.EnumerateObject().Select(field => field.Name)));
        lines.Length.ShouldBeGreaterThan(1);
        lines[1].Split(',').Length.ShouldBe(lines[0].Split(',').Length);
    }

    [Test]
    public async Task A_file_is_the_whole_report_unless_a_part_is_asked_for()
    {
        await Given([.. Enumerable.Range(1, 60).Select(n => new PastLead { Score = 90, Nationality = $"N{n:D2}" })]);

        (await Lines("high-score-not-converted")).Length.ShouldBe(61);
        (await Lines("high-score-not-converted?order=key")).Length.ShouldBe(61);
        (await Lines("high-score-not-converted?limit=2&skip=1"))[1..]
            .Select(line => line.Split(',')[1])
            .ShouldBe(["N02", "N03"]);
    }

    [Test]
    public async Task A_file_by_pages_says_where_it_goes_on_and_from_when_it_is()
    {
        await Given(new PastLead(), new PastLead { Source = "website" });
        await ReportsAreUpToDate();

        var first = await File("conversion-rates?limit=1");
        var next = first.Headers.GetValues("Next-Cursor").Single();
        var second = await File($"conversion-rates?limit=1&cursor={next}");

        (await second.Content.ReadAsStringAsync()).ShouldContain("website");
        second.Headers.Contains("Next-Cursor").ShouldBeFalse();
        DateTimeOffset.Parse(second.Headers.GetValues("As-Of").Single(), null).ShouldBeGreaterThan(default);
    }

    [Test]
    public async Task Lists_are_joined_and_what_is_not_known_is_empty_and_no_text_is_a_formula()
    {
        await GivenAgent(["villa", "studio"], ["Marina"]);
        await Given(
            new PastLead
            {
                Score = 90,
                Nationality = "=1+1",
                BudgetMax = null,
            }
        );

        (await Lines("workload-distribution"))[1].ShouldEndWith(",\"villa; studio\",Marina");
        (await Lines("high-score-not-converted"))[1].ShouldStartWith("bayut,'=1+1,,apartment,new,,1,90.00,");
    }

    [TestCase("text/csv", true), TestCase("text/csv, */*;q=0.1", true), TestCase("TEXT/CSV; charset=utf-8", true)]
    [TestCase("application/json;q=0.5, text/csv", true), TestCase("text/*", true)]
    [TestCase("*/*", false), TestCase("application/json, text/plain, */*", false), TestCase(null, false)]
    [
        TestCase("text/csv;q=0.5, application/json", false),
        TestCase("text/csv;q=0, */*", false),
        TestCase("text/html", false)
    ]
    public async Task Json_is_the_default(string? accept, bool isCsv)
    {
        var response = await Get("monthly-trends", accept);

        response.Content.Headers.ContentType!.MediaType.ShouldBe(isCsv ? "text/csv" : "application/json");
    }

    [Test]
    public async Task A_refusal_is_a_problem_in_any_form() =>
        await ShouldComplainOf(await Get("monthly-trends?limit=0", "text/csv"), "limit");

    [TestCaseSource(nameof(All))]
    public async Task Every_form_is_described(string report)
    {
        var document = JsonSerializer.Deserialize<JsonElement>(await Api.GetStringAsync("/openapi/v1.json"));

        var content = document
            .GetProperty("paths")
            .GetProperty($"{Analytics}/{report}")
            .GetProperty("get")
            .GetProperty("responses")
            .GetProperty("200")
            .GetProperty("content");
        content
            .EnumerateObject()
            .Select(form => form.Name)
            .ShouldBe([
                "application/json",
                "text/csv",
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            ]);
        content.GetProperty("text/csv").GetProperty("schema").GetProperty("type").GetString().ShouldBe("string");
    }

    private async Task<string[]> Lines(string pathAndQuery)
    {
        await ReportsAreUpToDate();
        var response = await File(pathAndQuery);
        return (await response.Content.ReadAsStringAsync()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
    }

    private async Task<HttpResponseMessage> File(string pathAndQuery)
    {
        var response = await Get(pathAndQuery, "text/csv");
        ((int)response.StatusCode).ShouldBe(200, await response.Content.ReadAsStringAsync());
        return response;
    }

    private async Task<HttpResponseMessage> Get(string pathAndQuery, string? accept)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{Analytics}/{pathAndQuery}");
        if (accept is not null)
            request.Headers.TryAddWithoutValidation("Accept", accept);
        return await Supervisor.SendAsync(request);
    }
}
