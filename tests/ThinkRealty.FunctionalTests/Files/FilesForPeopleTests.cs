using System.Globalization;
using System.IO.Compression;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using CsvHelper;
using ThinkRealty.FunctionalTests.Reports;

namespace ThinkRealty.FunctionalTests.Files;

/// <summary>Every CSV answer opens in a spreadsheet as it is (rules §16), whichever endpoint gives it.</summary>
public sealed partial class FilesForPeopleTests : PastTest
{
    private static readonly byte[] Mark = [0xEF, 0xBB, 0xBF];

    // Every endpoint that offers CSV. A test compares this table with the API's description.
    private static readonly Dictionary<string, string> Names = new()
    {
        ["/api/v1/leads"] = "leads",
        ["/api/v1/leads/{id}/assignments"] = "lead-assignments",
        ["/api/v1/leads/{id}/stage-history"] = "lead-status-steps",
        ["/api/v1/leads/{id}/audit"] = "lead-audit-entries",
        ["/api/v1/leads/{id}/timeline"] = "lead-timeline",
        ["/api/v1/leads/{id}/duplicates"] = "lead-duplicates",
        ["/api/v1/leads/{id}/interactions"] = "lead-interactions",
        ["/api/v1/leads/{id}/notes"] = "lead-notes",
        ["/api/v1/agents"] = "agents",
        ["/api/v1/agents/{id}/leads"] = "agent-leads",
        ["/api/v1/tasks"] = "tasks",
        ["/api/v1/intake"] = "intake",
        ["/api/v1/users"] = "users",
        ["/api/v1/api-keys"] = "api-keys",
        ["/api/v1/jobs/runs"] = "all-job-runs",
        ["/api/v1/jobs/{name}/runs"] = "job-runs",
        ["/api/v1/analytics/conversion-rates"] = "conversion-rates",
        ["/api/v1/analytics/avg-conversion-time"] = "avg-conversion-time",
        ["/api/v1/analytics/monthly-trends"] = "monthly-trends",
        ["/api/v1/analytics/agent-rankings"] = "agent-rankings",
        ["/api/v1/analytics/revenue-attribution"] = "revenue-attribution",
        ["/api/v1/analytics/high-score-not-converted"] = "high-score-not-converted",
        ["/api/v1/analytics/low-score-converted"] = "low-score-converted",
        ["/api/v1/analytics/source-quality"] = "source-quality",
        ["/api/v1/analytics/follow-up-timing"] = "follow-up-timing",
        ["/api/v1/analytics/workload-distribution"] = "workload-distribution",
        ["/api/v1/analytics/approaching-capacity"] = "approaching-capacity",
        ["/api/v1/analytics/specialized-vs-general"] = "specialized-vs-general",
        ["/api/v1/analytics/response-time-correlation"] = "response-time-correlation",
        ["/api/v1/analytics/leads-trend"] = "leads-trend",
        ["/api/v1/analytics/source-performance"] = "source-performance",
        ["/api/v1/analytics/agent-comparison"] = "agent-comparison",
        ["/api/v1/analytics/property-performance"] = "property-performance",
        ["/api/v1/analytics/funnel"] = "funnel",
        ["/api/v1/analytics/lead-scoring"] = "lead-scoring",
        ["/api/v1/analytics/time-in-stage"] = "time-in-stage",
    };

    private static readonly string[] Paths = [.. Names.Keys];
    private static readonly string[] Datasets = ["leads", "interactions", "agents", "properties", "sales"];

    private HttpClient _admin = null!;

    [SetUp]
    public async Task SignInAsAdmin() => _admin = await SignedInAs("admin");

    [TearDown]
    public void SignOutAdmin() => _admin.Dispose();

    [Test]
    public async Task The_table_has_every_endpoint_that_offers_CSV()
    {
        var document = await Api.GetFromJsonAsync<JsonElement>("/openapi/v1.json");

        document
            .GetProperty("paths")
            .EnumerateObject()
            .Where(path => path.Value.TryGetProperty("get", out var get) && Offers(get))
            .Select(path => path.Name)
            .ShouldBe([.. Paths, $"{Analytics}/export"], ignoreOrder: true);

        static bool Offers(JsonElement get) =>
            get.GetProperty("responses").TryGetProperty("200", out var answer)
            && answer.TryGetProperty("content", out var content)
            && content.TryGetProperty("text/csv", out _);
    }

    [TestCaseSource(nameof(Paths))]
    public async Task A_file_has_the_rows_of_the_list_for_people(string path)
    {
        var (agent, lead) = await GivenADesk();
        var address = path.Replace("{name}", "decay_scores")
            .Replace("{id}", (path.Contains("/agents/", StringComparison.Ordinal) ? agent : lead).ToString());
        if (path.StartsWith(Analytics, StringComparison.Ordinal))
            await GivenAPast(lead);

        var shown = JsonSerializer.Deserialize<JsonElement>(await _admin.GetStringAsync(address));
        var (file, bytes) = await FileOf(address);

        file.Content.Headers.ContentType!.ToString().ShouldBe("text/csv; charset=utf-8");
        file.Content.Headers.ContentDisposition!.FileName.ShouldBe($"thinkrealty-{Names[path]}-2026-01-18.csv");
        file.Headers.Vary.ShouldContain("Accept");
        ShouldShow(bytes, [.. shown.GetProperty("data").EnumerateArray()]);
        var (book, workbook) = await FileOf(address, form: Workbook.ContentType);
        book.Content.Headers.ContentDisposition!.FileName.ShouldBe($"thinkrealty-{Names[path]}-2026-01-18.xlsx");
        Workbook.Read(workbook).Single().ShouldHoldTheCellsOf(bytes);
    }

    [Test]
    public async Task A_workbook_of_everything_has_a_sheet_for_each_dataset()
    {
        var (_, lead) = await GivenADesk();
        await Database.Execute("update leads set company = '=1+1' where id = @lead", new { lead });

        var (file, bytes) = await FileOf($"{Analytics}/export?dataset=all&format=xlsx");
        var sheets = Workbook.Read(bytes).ToList();

        file.Content.Headers.ContentType!.MediaType.ShouldBe(Workbook.ContentType);
        file.Content.Headers.ContentDisposition!.FileName.ShouldBe("thinkrealty-all-2026-01-18.xlsx");
        sheets.Select(sheet => sheet.Name).ShouldBe(Datasets);
        foreach (var sheet in sheets)
            sheet.ShouldHoldTheCellsOf(
                await _admin.GetByteArrayAsync($"{Analytics}/export?dataset={sheet.Name}&format=csv")
            );
        var row = sheets[0].Rows.First(r => Equals(r["lead_id"], lead.ToString()));
        row["company"].ShouldBe("=1+1"); // a text is a text
        row["phone"].ShouldBe(await Scalar<string>("select phone from leads where id = @lead", new { lead }));
        row["budget_max"].ShouldBe(1_500_000m);
        row["is_hot_lead"].ShouldBe(true);
        row["created_at"].ShouldBe(new DateTime(2026, 1, 18, 0, 30, 0));
        row["archived_at"].ShouldBeNull();
    }

    [Test]
    public async Task A_workbook_takes_any_text_and_no_more_rows_than_a_sheet_holds()
    {
        await Database.Execute(
            """
            insert into properties (id, title, area, property_type, price, purpose, is_active, source, source_id, social, created_at,
                                    updated_at)
            select gen_random_uuid(), case n when 1 then E'a\x01b<&>"\'\tأ' else 'Villa' end, 'Dubai Marina', 'villa', 1, 'buy', true,
                   'bayut', n::text, case n when 1 then jsonb_build_object('text', repeat('x', 40000)) end, now(), now()
              from generate_series(1, 100000) n
            """
        );
        var address = $"{Analytics}/export?dataset=properties&format=xlsx";

        var sheet = Workbook.Read((await FileOf(address)).Bytes).Single();
        sheet.Rows.Count.ShouldBe(100_000);
        var odd = sheet.Rows.Single(row => (string)row["title"]! != "Villa");
        odd["title"].ShouldBe("ab<&>\"'\tأ");
        ((string)odd["social"]!).Length.ShouldBe(32_767); // the longest text that Excel opens

        await Database.Execute(
            """
            insert into properties (id, title, area, property_type, price, purpose, is_active, source, source_id, created_at, updated_at)
            values (gen_random_uuid(), 'One more', 'Dubai Marina', 'villa', 1, 'buy', true, 'bayut', 'more', now(), now())
            """
        );
        await ShouldComplainOf((await FileOf(address, status: 422)).File, "format");
        (await FileOf(address.Replace("xlsx", "csv"))).Bytes.Length.ShouldBeGreaterThan(100_000);
    }

    [TestCaseSource(nameof(Datasets))]
    public async Task An_export_has_its_rows_for_people(string dataset)
    {
        await GivenADesk();
        var shown = await _admin.GetFromJsonAsync<JsonElement>($"{Analytics}/export?dataset={dataset}");

        var file = await _admin.GetByteArrayAsync($"{Analytics}/export?dataset={dataset}&format=csv");

        ShouldShow(file, [.. shown.GetProperty("data").EnumerateArray()]);
    }

    [Test]
    public async Task Each_file_in_a_zip_begins_with_the_mark()
    {
        await GivenADesk();

        await using var zip = new ZipArchive(await _admin.GetStreamAsync($"{Analytics}/export?dataset=all&format=csv"));

        foreach (var entry in zip.Entries)
        {
            var bytes = new MemoryStream();
            await (await entry.OpenAsync()).CopyToAsync(bytes);
            bytes.ToArray()[..3].ShouldBe(Mark, entry.Name);
        }
    }

    // Both sides of the edge between a phone number and a formula.
    [TestCase("+971501234567", "+971501234567"), TestCase("-2", "-2"), TestCase("+", "+"), TestCase("-", "-")]
    [TestCase("+971 50 123", "'+971 50 123"), TestCase("+1+1", "'+1+1"), TestCase("-2+3", "'-2+3")]
    [TestCase("-cmd", "'-cmd"), TestCase("+٩٧١", "'+٩٧١"), TestCase("- late", "'- late"), TestCase("-1.5", "'-1.5")]
    [TestCase("=1", "'=1"), TestCase("@SUM(A1)", "'@SUM(A1)"), TestCase("1=1", "1=1"), TestCase("'tis", "'tis")]
    [TestCase("عائلة", "عائلة"), TestCase("a; b", "a; b")]
    public async Task A_text_is_kept_unless_it_is_a_formula(string text, string cell)
    {
        var (_, lead) = await GivenADesk();
        await Database.Execute(
            "update leads set company = @text, tags = array[@text] where id = @lead",
            new { lead, text }
        );

        var row = Cells((await FileOf("/api/v1/leads")).Bytes).Single(r => r["lead_id"] == lead.ToString());

        (row["company"], row["tags"]).ShouldBe((cell, cell));
    }

    [Test]
    public async Task A_list_to_call_has_names_phones_and_Dubai_times()
    {
        var (_, lead) = await GivenADesk();
        var phone = await Scalar<string>("select phone from leads where id = @lead", new { lead });

        var file = await FileOf("/api/v1/leads?score_min=81&status=new");

        var row = Cells(file.Bytes).First(r => r["lead_id"] == lead.ToString());
        (row["full_name"], row["phone"], row["lead_score"]).ShouldBe(("Ahmed Al Mansouri", phone!, "100"));
        row["created_at"].ShouldBe("2026-01-18 00:30:00");
        row["budget_max"].ShouldBe("1500000.00");
        row["preferred_areas"].ShouldBe("Downtown Dubai; Marina; JBR");
        row["assigned_agent.name"].ShouldBe("Sarah Johnson");
    }

    [TestCase("/api/v1/leads", "lead_id"), TestCase("/api/v1/leads?sort_order=asc", "lead_id")]
    [TestCase("/api/v1/tasks", "task_id"), TestCase("/api/v1/users", "user_id")]
    public async Task A_file_is_the_whole_list_unless_a_part_is_asked_for(string path, string id)
    {
        await GivenADesk();
        await GivenAgent();
        await GivenAgent();
        for (var i = 0; i < 120; i++)
            await Captured(Inquiry());
        await Database.Execute(
            """
            insert into users (id, email, full_name, password_hash, role, is_active, created_at, updated_at)
            select gen_random_uuid(), n || '@thinkrealty.test', 'Nobody', 'x', 'supervisor', true, now(), now()
              from generate_series(1, 120) n
            """
        );
        var more = path.Contains('?') ? '&' : '?';
        var total = (await _admin.GetFromJsonAsync<JsonElement>(path)).GetProperty("total").GetInt64();

        var whole = Cells((await FileOf(path)).Bytes).Select(row => row[id]).ToList();
        var (part, bytes) = await FileOf($"{path}{more}limit=3&skip=2");

        whole.Count.ShouldBeGreaterThan(120);
        (whole.Count, whole.Distinct().Count()).ShouldBe(((int)total, (int)total));
        Cells(bytes).Select(row => row[id]).ShouldBe(whole[2..5]);
        part.Headers.Contains("Next-Cursor").ShouldBe(!path.EndsWith("users", StringComparison.Ordinal));
    }

    [Test]
    public async Task An_agent_takes_only_the_agents_own_leads()
    {
        var (agent, lead) = await GivenADesk();
        await GivenAgent();
        await Database.Execute("update agents set leave_from = '2000-01-01' where id = @agent", new { agent });
        var foreign = LeadIn(await Captured(Inquiry()));
        using var own = await SignedInAs("agent", agent);

        var rows = Cells((await FileOf("/api/v1/leads", own)).Bytes).Select(row => row["lead_id"]).ToList();

        rows.ShouldContain(lead.ToString());
        rows.ShouldNotContain(foreign.ToString());
    }

    [TestCase("/api/v1/leads?limit=0", "limit"), TestCase("/api/v1/leads?score_min=-1", "score_min")]
    [
        TestCase("/api/v1/leads?score_max=101", "score_max"),
        TestCase("/api/v1/leads?score_min=50&score_max=49", "score_max")
    ]
    [TestCase("/api/v1/tasks?cursor=x", "cursor"), TestCase("/api/v1/agents?limit=101", "limit")]
    public async Task A_refusal_is_a_problem_in_any_form(string path, string field) =>
        await ShouldComplainOf((await FileOf(path, status: 422)).File, field);

    [TestCase("", "0 50 85 100"), TestCase("score_min=50", "50 85 100"), TestCase("score_min=51", "85 100")]
    [TestCase("score_max=85", "0 50 85"), TestCase("score_max=84", "0 50"), TestCase("score_min=0&score_max=0", "0")]
    [
        TestCase("score_min=100", "100"),
        TestCase("score_min=85&score_max=85", "85"),
        TestCase("score_max=100&status=lost", "")
    ]
    public async Task Leads_are_chosen_by_their_score_with_both_ends(string query, string scores)
    {
        await GivenAgent();
        foreach (var score in (int[])[0, 50, 85, 100])
        {
            var lead = LeadIn(await Captured(Inquiry()));
            await Database.Execute(
                "update leads set raw_score = @score, lead_score = @score where id = @lead",
                new { score, lead }
            );
        }

        var page = await Supervisor.GetFromJsonAsync<JsonElement>($"/api/v1/leads?{query}");

        var shown = page.GetProperty("data")
            .EnumerateArray()
            .Select(l => l.GetProperty("lead_score").GetInt32())
            .Order()
            .ToList();
        string.Join(' ', shown).ShouldBe(scores);
        page.GetProperty("total").GetInt64().ShouldBe(shown.Count);
    }

    /// <summary>An agent and a lead with something in every list, at half past midnight in Dubai.</summary>
    private async Task<(Guid Agent, Guid Lead)> GivenADesk()
    {
        Clock.Now = new(2026, 1, 17, 20, 30, 0, TimeSpan.Zero);
        _admin.Dispose();
        _admin = await SignedInAs("admin");
        var agent = await GivenAgent(types: ["apartment", "villa"]);
        var phone = NewPhone();
        var lead = LeadIn(
            await Captured(
                Inquiry(
                    phone,
                    with: data => data["tags"] = new[] { "hot", "spring" },
                    details: new { campaign_id = "=spring", utm_source = "google_ads" }
                )
            )
        );
        await Capture(Inquiry(phone)); // a refusal in the intake
        var twin = LeadIn(await Captured(Inquiry(phone, source: "website")));
        foreach (var one in (Guid[])[lead, twin])
        {
            var path = $"/api/v1/leads/{one}";
            (
                await _admin.PostAsJsonAsync($"{path}/notes", new { note = "=cmd|' /C calc'!A0" })
            ).EnsureSuccessStatusCode();
            var call = new
            {
                type = "call",
                outcome = "positive",
                message = "+971 later",
            };
            (await _admin.PostAsJsonAsync($"{path}/interactions", call)).EnsureSuccessStatusCode();
        }

        await Database.Execute(
            """
            insert into job_runs (id, job, node, cause, due_at, attempt, started_at, finished_at, duration_ms, outcome, seen, changed,
                                  skipped, trace_id)
            values (gen_random_uuid(), 'decay_scores', '=node', 'request', @at, 1, @at, @at, 0, 'succeeded', 3, 1, '{"in_use": 2}', 't');
            insert into properties (id, title, area, property_type, bedrooms, price, purpose, is_active, source, source_id, social,
                                    created_at, updated_at)
            values (gen_random_uuid(), '@title', 'Dubai Marina', 'apartment', 2, 1800000, 'buy', true, 'bayut', '1', '{"likes": 12}',
                    @at, @at);
            insert into sales (id, lead_id, stage, amount, created_at, updated_at)
            values (gen_random_uuid(), @lead, 'lost', 1750000.5, @at, @at)
            """,
            new { at = Clock.Now.UtcDateTime, lead }
        );
        return (agent, lead);
    }

    /// <summary>Something for every report to count.</summary>
    private async Task GivenAPast(Guid lead)
    {
        await Given(
            PastLead.Converted with
            {
                Agent = await GivenBusyAgent(active: 45),
                Score = 30,
                ContactAfterHours = 1,
                Calls = [(1, "positive"), (2, "neutral")],
            },
            new() { Score = 90 }
        );
        await Database.Execute(
            """
            insert into lead_property_interests (lead_id, property_id, interest_level, created_at, updated_at)
            select @lead, id, 'high', created_at, created_at from properties
            """,
            new { lead }
        );
        await ReportsAreUpToDate();
    }

    private async Task<(HttpResponseMessage File, byte[] Bytes)> FileOf(
        string address,
        HttpClient? by = null,
        int status = 200,
        string form = "text/csv"
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.TryAddWithoutValidation("Accept", form);
        var response = await (by ?? _admin).SendAsync(request);
        ((int)response.StatusCode).ShouldBe(status, await response.Content.ReadAsStringAsync());
        return (response, await response.Content.ReadAsByteArrayAsync());
    }

    /// <summary>Each row of JSON, cell by cell, in the form of rules §16.</summary>
    private static void ShouldShow(byte[] file, List<JsonElement> rows)
    {
        file[..3].ShouldBe(Mark);
        rows.ShouldNotBeEmpty();
        var cells = Cells(file);
        cells.Count.ShouldBe(rows.Count);
        foreach (var (row, written) in rows.Zip(cells))
        {
            foreach (var (column, cell) in written)
                if (Find(row, column) is { } value)
                    cell.ShouldBe(Expected(value), column);
                else
                    cell.ShouldBeEmpty(column);
            row.EnumerateObject().ShouldAllBe(f => written.Keys.Any(k => k == f.Name || k.StartsWith(f.Name + '.')));
        }
    }

    private static JsonElement? Find(JsonElement row, string column)
    {
        foreach (var name in column.Split('.'))
            if (row.ValueKind != JsonValueKind.Object || !row.TryGetProperty(name, out row))
                return null;
        return row;
    }

    private static string Expected(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.Null => "",
            JsonValueKind.True => "true",
            JsonValueKind.False => "false",
            JsonValueKind.Number or JsonValueKind.Object => value.GetRawText(),
            JsonValueKind.Array => Harmless(string.Join("; ", value.EnumerateArray())),
            _ when Moment().IsMatch(value.GetString()!) => value
                .GetDateTimeOffset()
                .AddHours(4)
                .ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
            _ => Harmless(value.GetString()!),
        };

    private static string Harmless(string text) => Formula().IsMatch(text) ? "'" + text : text;

    internal static List<Dictionary<string, string>> Cells(byte[] csv)
    {
        using var parser = new CsvParser(
            new StreamReader(new MemoryStream(csv), Encoding.UTF8),
            CultureInfo.InvariantCulture
        );
        parser.Read().ShouldBeTrue("there is no header");
        var header = parser.Record!;
        var rows = new List<Dictionary<string, string>>();
        while (parser.Read())
            rows.Add(header.Zip(parser.Record!).ToDictionary());
        return rows;
    }

    [GeneratedRegex(
        @"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Moment();

    [GeneratedRegex(@"^(=|@|\t|\r|[+-][0-9]*[^0-9])", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Formula();
}
