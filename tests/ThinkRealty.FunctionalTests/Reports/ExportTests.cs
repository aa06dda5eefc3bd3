using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Text.Json;
using CsvHelper;
using ThinkRealty.FunctionalTests.Fixture;

namespace ThinkRealty.FunctionalTests.Reports;

/// <summary>Whoever takes the data along has all of it, in the forms of the rest of the API, and nobody else's.</summary>
public sealed class ExportTests : EmptyDeskTest
{
    private const string ExportKey = "tr_test_key_that_may_export";
    private static readonly string[] Datasets = ["leads", "interactions", "agents", "properties", "sales"];

    private HttpClient _supervisor = null!;

    [SetUp]
    public async Task SignIn() => _supervisor = await SignedInAs("supervisor");

    [TearDown]
    public void SignOut() => _supervisor.Dispose();

    [Test]
    public async Task A_lead_an_agent_and_an_interaction_look_as_everywhere_else()
    {
        var (agent, lead, _, _, _) = await GivenOneOfEach();

        var (exported, shown) = ((await Data("dataset=leads")).Single(), await Shown($"leads/{lead}"));
        JsonElement.DeepEquals(exported, shown).ShouldBeTrue($"{exported} {shown}");

        (exported, shown) = ((await Data("dataset=agents")).Single(), await Shown($"agents/{agent}"));
        JsonElement.DeepEquals(exported, shown).ShouldBeTrue($"{exported} {shown}");

        var listed = (await Shown($"leads/{lead}/interactions")).GetProperty("data").EnumerateArray().ToList();
        var interactions = await Data("dataset=interactions");
        interactions.Count.ShouldBe(listed.Count);
        foreach (var interaction in interactions)
        {
            interaction.GetProperty("lead_id").GetGuid().ShouldBe(lead);
            var same = listed.Single(l => Id(l, "interaction_id") == Id(interaction, "interaction_id"));
            foreach (var field in same.EnumerateObject())
                JsonElement.DeepEquals(interaction.GetProperty(field.Name), field.Value).ShouldBeTrue(field.Name);
        }
    }

    [Test]
    public async Task Properties_and_sales_are_whole()
    {
        var (_, lead, _, property, sale) = await GivenOneOfEach();

        var sold = (await Data("dataset=sales")).Single();
        sold.ToString()
            .ShouldBe(
                $$"""{"sale_id":"{{sale}}","lead_id":"{{lead}}","stage":"lost","amount":1750000.50,"created_at":"2026-01-17T06:00:00Z","updated_at":"2026-01-17T06:00:00Z"}"""
            );
        var offered = (await Data("dataset=properties")).Single();
        Id(offered, "property_id").ShouldBe(property);
        offered.GetProperty("price").GetDecimal().ShouldBe(1_800_000);
        offered.GetProperty("social").GetProperty("likes").GetInt32().ShouldBe(12);
        offered.GetProperty("bathrooms").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [TestCaseSource(nameof(Datasets))]
    public async Task Csv_has_the_cells_that_json_has(string dataset)
    {
        await GivenOneOfEach();

        var rows = await Data($"dataset={dataset}");
        var cells = await Cells($"dataset={dataset}&format=csv");

        cells.Count.ShouldBe(rows.Count);
        foreach (var (row, written) in rows.Zip(cells))
        {
            var expected = new Dictionary<string, string>();
            Flatten(row, "", expected);
            written.Where(cell => cell.Value.Length > 0).ShouldBe(expected, ignoreOrder: true);
            row.EnumerateObject().ShouldAllBe(f => written.Keys.Any(k => k == f.Name || k.StartsWith(f.Name + '.')));
        }
    }

    [TestCaseSource(nameof(Datasets))]
    public async Task Without_rows_there_is_an_empty_list_or_a_header(string dataset)
    {
        (await (await Exported($"dataset={dataset}")).Content.ReadAsStringAsync()).ShouldBe(
            $$"""{"dataset":"{{dataset}}","data":[]}"""
        );

        var csv = await (await Exported($"dataset={dataset}&format=csv")).Content.ReadAsStringAsync();
        csv.ShouldEndWith("\r\n");
        csv.Split("\r\n").Length.ShouldBe(2);
    }

    [TestCase("dataset=leads", "application/json", "leads-2026-01-18.json")]
    [TestCase("dataset=leads&format=csv", "text/csv", "leads-2026-01-18.csv")]
    [TestCase("dataset=SALES&format=CSV", "text/csv", "sales-2026-01-18.csv")]
    [TestCase("dataset=all&format=json", "application/json", "all-2026-01-18.json")]
    [TestCase("dataset=all&format=csv", "application/zip", "all-2026-01-18.zip")]
    public async Task The_file_is_named_after_the_day_in_Dubai(string query, string type, string name)
    {
        Clock.Now = new(2026, 1, 17, 20, 0, 0, TimeSpan.Zero);
        using var supervisor = await SignedInAs("supervisor");

        var content = (await Exported(query, supervisor)).Content.Headers;

        content.ContentType!.MediaType.ShouldBe(type);
        content.ContentDisposition!.DispositionType.ShouldBe("attachment");
        content.ContentDisposition.FileName.ShouldBe($"thinkrealty-{name}");
    }

    [Test]
    public async Task All_of_it_is_one_object_or_five_files()
    {
        await GivenOneOfEach();
        var parts = new Dictionary<string, string>();
        foreach (var dataset in Datasets)
            parts[$"{dataset}.csv"] = await (
                await Exported($"dataset={dataset}&format=csv")
            ).Content.ReadAsStringAsync();

        var whole = await Json(await Exported("dataset=all"));
        whole.EnumerateObject().Select(p => p.Name).ShouldBe(Datasets);
        foreach (var part in whole.EnumerateObject())
            part.Value.GetArrayLength().ShouldBeGreaterThan(0, part.Name);

        await using var zip = new ZipArchive(
            await (await Exported("dataset=all&format=csv")).Content.ReadAsStreamAsync()
        );
        zip.Entries.Select(e => e.Name).ShouldBe(parts.Keys);
        foreach (var entry in zip.Entries)
            (await new StreamReader(await entry.OpenAsync()).ReadToEndAsync()).ShouldBe(parts[entry.Name]);
    }

    [
        TestCase("=1+1"),
        TestCase("+971 50 1234567"),
        TestCase("-2+3"),
        TestCase("@SUM(A1)"),
        TestCase("\t=1"),
        TestCase("\r=1")
    ]
    public async Task A_text_that_looks_like_a_formula_is_neutralised(string text)
    {
        await GivenProperty(text);

        (await Data("dataset=properties")).Single().GetProperty("title").GetString().ShouldBe(text);
        (await Cells("dataset=properties&format=csv")).Single()["title"].ShouldBe("'" + text);
    }

    [
        TestCase("1=1"),
        TestCase("Villa, \"Sea\" view\r\nand a garden\n"),
        TestCase("شقة بغرفتين، مع إطلالة"),
        TestCase("'tis"),
        TestCase("+971501234567"),
        TestCase("-2")
    ]
    public async Task Any_other_text_comes_back_as_it_was(string text)
    {
        await GivenProperty(text);

        (await Data("dataset=properties")).Single().GetProperty("title").GetString().ShouldBe(text);
        (await Cells("dataset=properties&format=csv")).Single()["title"].ShouldBe(text);
    }

    [Test]
    public async Task A_number_stays_a_number_and_a_list_is_one_cell()
    {
        await GivenOneOfEach();

        var lead = (await Cells("dataset=leads&format=csv")).Single();

        lead["lead_score"].ShouldBe("85");
        lead["budget_max"].ShouldBe("1500000.00");
        lead["is_hot_lead"].ShouldBe("true");
        lead["preferred_areas"].ShouldBe("Downtown Dubai; Marina; JBR");
        lead["tags"].ShouldBe("hot; spring");
        lead["phone"].ShouldStartWith("+971");
        lead["assigned_agent.name"].ShouldBe("Sarah Johnson");
        lead["source_details.campaign_id"].ShouldBe("spring_campaign_2024");
        lead["created_at"].ShouldBe("2026-01-17 10:00:00");
    }

    [Test]
    public async Task An_agent_takes_only_what_is_the_agents_own()
    {
        var (mine, lead, interaction, property, sale) = await GivenOneOfEach();
        var other = await GivenAgent();
        var foreign = LeadIn(await Captured(Inquiry()));
        await GivenCall(foreign, other);
        await GivenSale(foreign);
        using var agent = await SignedInAs("agent", mine);

        (await Ids("dataset=leads", "lead_id", agent)).ShouldBe([lead]);
        (await Data("dataset=interactions", agent)).ShouldAllBe(i => Id(i, "lead_id") == lead);
        (await Ids("dataset=interactions", "interaction_id", agent)).ShouldContain(interaction);
        (await Ids("dataset=agents", "agent_id", agent)).ShouldBe([mine]);
        (await Ids("dataset=properties", "property_id", agent)).ShouldBe([property]);
        (await Ids("dataset=sales", "sale_id", agent)).ShouldBe([sale]);
        (await Json(await Exported("dataset=all", agent))).GetProperty("leads").GetArrayLength().ShouldBe(1);
        (await Ids("dataset=leads", "lead_id")).ShouldBe([lead, foreign], ignoreOrder: true);
    }

    [Test]
    public async Task A_key_needs_the_scope_and_then_takes_everything()
    {
        var (_, lead, _, _, _) = await GivenOneOfEach();
        await GivenKey(Guid.CreateVersion7(), ExportKey, "export");
        using var exporting = WithKey(Node.CreateClient(), ExportKey);
        using var nobody = Node.CreateClient();

        (await Ids("dataset=leads", "lead_id", exporting)).ShouldBe([lead]);
        (await Ids("dataset=sales", "lead_id", exporting)).ShouldBe([lead]);
        await ShouldBeProblem(await Api.GetAsync(Path("dataset=leads")), 403, "forbidden");
        await ShouldBeProblem(await nobody.GetAsync(Path("dataset=leads")), 401, "unauthenticated");
    }

    [Test]
    public async Task An_archived_lead_is_there_and_says_so()
    {
        var (_, lead, _, _, _) = await GivenOneOfEach();
        await Archive(lead);

        (await Data("dataset=leads")).Single().GetProperty("archived_at").GetString().ShouldBe("2026-01-17T06:00:00Z");
        (await Data("dataset=interactions")).ShouldNotBeEmpty();
    }

    [TestCase("properties"), TestCase("interactions"), TestCase("sales")]
    public async Task Both_days_are_Dubais_and_included(string dataset)
    {
        var midnight = new DateTimeOffset(2026, 1, 10, 20, 0, 0, TimeSpan.Zero); // the 11th begins in Dubai
        await GivenAgent();
        Clock.Now = midnight.AddDays(-1);
        var lead = LeadIn(await Captured(Inquiry()));
        var made = new List<Guid>();
        foreach (var at in (DateTimeOffset[])[midnight.AddMicroseconds(-1), midnight, midnight.AddDays(1)])
            made.Add(
                dataset switch
                {
                    "properties" => await GivenProperty(at: at),
                    "sales" => await GivenSale(lead, at),
                    _ => await GivenCall(lead, at: at),
                }
            );
        var id = dataset switch
        {
            "properties" => "property_id",
            "sales" => "sale_id",
            _ => "interaction_id",
        };

        (await Ids($"dataset={dataset}&date_from=2026-01-11&date_to=2026-01-11", id)).ShouldBe([made[1]]);
        (await Ids($"dataset={dataset}&date_to=2026-01-10", id)).ShouldBe([made[0]]);
        (await Ids($"dataset={dataset}&date_from=2026-01-12&date_to=2026-01-12", id)).ShouldBe([made[2]]);
        (await Ids($"dataset={dataset}&date_from=2999-12-31", id)).ShouldBeEmpty();
        (await Ids($"dataset={dataset}&date_to=2999-12-31", id)).ShouldBe(made, ignoreOrder: true);
    }

    [Test]
    public async Task Leads_and_agents_are_chosen_by_their_creation()
    {
        var (agent, lead, _, _, _) = await GivenOneOfEach();
        await Database.Execute(
            "update agents set created_at = '2026-01-11T00:00:00+04' where id = @agent",
            new { agent }
        );

        (await Ids("dataset=leads&date_from=2026-01-17&date_to=2026-01-17", "lead_id")).ShouldBe([lead]);
        (await Ids("dataset=leads&date_from=2026-01-18", "lead_id")).ShouldBeEmpty();
        (await Ids("dataset=leads&date_to=2026-01-16", "lead_id")).ShouldBeEmpty();
        (await Ids("dataset=agents&date_from=2026-01-11&date_to=2026-01-11", "agent_id")).ShouldBe([agent]);
        (await Ids("dataset=agents&date_to=2026-01-10", "agent_id")).ShouldBeEmpty();
    }

    [TestCase("", "dataset")]
    [TestCase("dataset=", "dataset")]
    [TestCase("dataset=users", "dataset")]
    [TestCase("dataset=leads&dataset=sales", "dataset")]
    [TestCase("dataset=leads&format=xml", "format")]
    [TestCase("dataset=leads&date_from=yesterday", "date_from")]
    [TestCase("dataset=leads&date_to=2026-02-30", "date_to")]
    [TestCase("dataset=leads&date_from=1899-12-31", "date_from")]
    [TestCase("dataset=leads&date_to=3000-01-01", "date_to")]
    [TestCase("dataset=leads&date_from=2026-01-02&date_to=2026-01-01", "date_to")]
    [TestCase("dataset=leads&limit=5", "limit")]
    public async Task A_bad_parameter_is_named(string query, string field) =>
        await ShouldComplainOf(await _supervisor.GetAsync(Path(query)), field);

    private static string Path(string query) => $"/api/v1/analytics/export?{query}";

    private async Task<HttpResponseMessage> Exported(string query, HttpClient? by = null)
    {
        var response = await (by ?? _supervisor).GetAsync(Path(query));
        response.StatusCode.ShouldBe(HttpStatusCode.OK, await response.Content.ReadAsStringAsync());
        return response;
    }

    /// <summary>The rows of one dataset as JSON.</summary>
    private async Task<List<JsonElement>> Data(string query, HttpClient? by = null) =>
        [.. (await Json(await Exported(query, by))).GetProperty("data").EnumerateArray()];

    private async Task<List<Guid>> Ids(string query, string id, HttpClient? by = null) =>
        [.. (await Data(query, by)).Select(row => row.GetProperty(id).GetGuid())];

    /// <summary>The rows of a CSV by the names in its header.</summary>
    private static List<Dictionary<string, string>> Cells(Stream csv)
    {
        using var parser = new CsvParser(new StreamReader(csv), CultureInfo.InvariantCulture);
        parser.Read().ShouldBeTrue("there is no header");
        var header = parser.Record!;
        var rows = new List<Dictionary<string, string>>();
        while (parser.Read())
            rows.Add(header.Zip(parser.Record!).ToDictionary());
        return rows;
    }

    private async Task<List<Dictionary<string, string>>> Cells(string query) =>
        Cells(await (await Exported(query)).Content.ReadAsStreamAsync());

    /// <summary>One of each: a lead with an agent, words about it, a property, and a sale.</summary>
    private async Task<(Guid Agent, Guid Lead, Guid Interaction, Guid Property, Guid Sale)> GivenOneOfEach()
    {
        var agent = await GivenAgent(types: ["apartment", "villa"]);
        var lead = LeadIn(
            await Captured(
                Inquiry(
                    with: data => data["tags"] = new[] { "hot", "spring" },
                    details: new { campaign_id = "spring_campaign_2024", utm_source = "google_ads" }
                )
            )
        );
        await Database.Execute("update agents set leave_from = '2000-01-01' where id = @agent", new { agent });
        return (agent, lead, await GivenCall(lead, agent), await GivenProperty(), await GivenSale(lead));
    }

    private async Task<Guid> GivenCall(Guid lead, Guid? agent = null, DateTimeOffset? at = null)
    {
        var id = Guid.CreateVersion7();
        await Database.Execute(
            """
            insert into lead_activities (id, lead_id, agent_id, type, outcome, direction, is_automated, subject, notes, occurred_at, recorded_at)
            values (@id, @lead, @agent, 'call', 'positive', 'outbound', false, 'Marina', 'Wants a view', @at, @at)
            """,
            new
            {
                id,
                lead,
                agent,
                at = (at ?? Clock.Now).UtcDateTime,
            }
        );
        return id;
    }

    private async Task<Guid> GivenProperty(string title = "Two bedrooms with a view", DateTimeOffset? at = null)
    {
        var id = Guid.CreateVersion7();
        await Database.Execute(
            """
            insert into properties (id, title, area, property_type, bedrooms, size_sqft, price, purpose, is_active, source,
                                    source_id, social, created_at, updated_at)
            values (@id, @title, 'Dubai Marina', 'apartment', 2, 1250.5, 1800000, 'buy', true, 'bayut', @id::text,
                    '{"likes": 12}', @at, @at)
            """,
            new
            {
                id,
                title,
                at = (at ?? Clock.Now).UtcDateTime,
            }
        );
        return id;
    }

    private async Task<Guid> GivenSale(Guid lead, DateTimeOffset? at = null)
    {
        var id = Guid.CreateVersion7();
        await Database.Execute(
            """
            insert into sales (id, lead_id, stage, amount, created_at, updated_at)
            values (@id, @lead, 'lost', 1750000.5, @at, @at)
            """,
            new
            {
                id,
                lead,
                at = (at ?? Clock.Now).UtcDateTime,
            }
        );
        return id;
    }

    private async Task<JsonElement> Shown(string path)
    {
        var response = await _supervisor.GetAsync($"/api/v1/{path}");
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        return await Json(response);
    }

    private static Guid Id(JsonElement row, string name) => row.GetProperty(name).GetGuid();

    // What is not empty, as CSV shows it.
    private static void Flatten(JsonElement value, string path, Dictionary<string, string> cells)
    {
        var text = value.ToString();
        if (path == "social")
            cells[path] = text;
        else if (value.ValueKind == JsonValueKind.Object)
            foreach (var field in value.EnumerateObject())
                Flatten(field.Value, path.Length == 0 ? field.Name : $"{path}.{field.Name}", cells);
        else if (value.ValueKind is JsonValueKind.True or JsonValueKind.False)
            cells[path] = value.GetBoolean() ? "true" : "false";
        else if (value.ValueKind == JsonValueKind.Array && value.GetArrayLength() > 0)
            cells[path] = string.Join("; ", value.EnumerateArray());
        else if (
            value.ValueKind == JsonValueKind.Number
            || (value.ValueKind == JsonValueKind.String && text.Length > 0)
        )
            cells[path] =
                value.ValueKind == JsonValueKind.String
                && text.EndsWith('Z')
                && value.TryGetDateTimeOffset(out var moment)
                    ? moment.AddHours(4).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)
                    : text;
    }
}
