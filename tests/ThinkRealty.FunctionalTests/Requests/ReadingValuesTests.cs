using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using ThinkRealty.Api.Json;

namespace ThinkRealty.FunctionalTests.Requests;

/// <summary>How numbers, references and moments are read.</summary>
public sealed class ReadingValuesTests : RequestsTest
{
    [TestCase("\"2\"", 2)]
    [TestCase("\" 2 \"", 2)]
    [TestCase("\"2.0\"", 2)]
    [TestCase("2.0", 2)]
    [TestCase("2e0", 2)]
    [TestCase("\"٢\"", 2)]
    [TestCase("\"Studio\"", 0)]
    [TestCase("\" STUDIO\"", 0)]
    [TestCase("0", 0)]
    [TestCase("50", 50)]
    [TestCase("\"\"", null)]
    public async Task Bedrooms_are_read_as_forms_send_them(string sent, int? bedrooms)
    {
        await GivenAgent();
        var answer = await Captured(Inquiry(with: data => data["bedrooms"] = JsonNode.Parse(sent)));

        var lead = await Json(await Admin.GetAsync($"/api/v1/leads/{LeadIn(answer)}"));
        lead.GetProperty("bedrooms").Deserialize<int?>().ShouldBe(bedrooms);
    }

    [TestCase("51")]
    [TestCase("-1")]
    [TestCase("2.5")]
    [TestCase("\"many\"")]
    [TestCase("\"studio flat\"")]
    [TestCase("2147483648")]
    [TestCase("1e400")]
    [TestCase("true")]
    [TestCase("\"\\ud800\"")]
    public async Task Bedrooms_that_cannot_be_say_the_range(string sent)
    {
        var answer = await Api.PostAsync("/api/v1/leads/capture", Raw($$$"""{"lead_data":{"bedrooms":{{{sent}}}}}"""));

        Complaint(await Json(answer), "lead_data.bedrooms").ShouldBe("A whole number is expected, 0–50, or Studio.");
    }

    [TestCase("weight", "11", "1–10")]
    [TestCase("weight", "99999999999", "1–10")]
    [TestCase("weight", "\"heavy\"", "1–10")]
    [TestCase("max_active_leads", "51", "1–50")]
    [TestCase("max_active_leads", "1e9", "1–50")]
    public async Task A_number_out_of_range_says_the_range(string field, string sent, string range)
    {
        var created = await Admin.PostAsync("/api/v1/agents", Raw($$"""{"{{field}}":{{sent}}}"""));
        var changed = await Admin.PatchAsync(
            $"/api/v1/agents/{await GivenAgent()}",
            Raw($$"""{"{{field}}":{{sent}}}""")
        );

        foreach (var answer in new[] { created, changed })
            Complaint(await Json(answer), field).ShouldBe($"A whole number is expected, {range}.");
    }

    [TestCase("leads?limit=0", "limit", "A whole number is expected, 1–100.")]
    [TestCase("leads?skip=-1", "skip", "A whole number is expected, 0 or more.")]
    [TestCase("leads?limit=99999999999", "limit", "This number is too large.")]
    [TestCase("leads?limit=ten", "limit", "A whole number is expected.")]
    [TestCase("analytics/approaching-capacity?threshold=51", "threshold", "A whole number is expected, 0–50.")]
    [TestCase("analytics/leads-trend?days=0", "days", "A whole number is expected, 1–3650.")]
    public async Task So_does_one_in_a_query(string path, string field, string complaint) =>
        Complaint(await Json(await Admin.GetAsync($"/api/v1/{path}")), field).ShouldBe(complaint);

    [Test]
    public async Task No_complaint_about_any_field_speaks_of_the_size_of_an_integer()
    {
        foreach (var operation in Operations())
        foreach (var field in operation.Fields)
        {
            var body = operation.Fitting();
            field.Set(body, JsonNode.Parse("99999999999"));
            (await (await Send(operation, body)).Content.ReadAsStringAsync()).ShouldNotContain("2147483647");
        }
    }

    [TestCase("\"800000\"", "800000")]
    [TestCase("\" 800000.50 \"", "800000.5")]
    [TestCase("\"800,000\"", "800000")]
    [TestCase("\"1,200,000.50\"", "1200000.5")]
    [TestCase("8e5", "800000")]
    public async Task Money_may_come_as_text(string sent, string amount)
    {
        await GivenAgent();
        var answer = await Captured(Inquiry(with: data => data["budget_min"] = JsonNode.Parse(sent)));

        var lead = await Json(await Admin.GetAsync($"/api/v1/leads/{LeadIn(answer)}"));
        lead.GetProperty("budget_min").GetDecimal().ShouldBe(decimal.Parse(amount, CultureInfo.InvariantCulture));
    }

    [TestCase("\"800 000\"")]
    [TestCase("\"800.000,00\"")]
    [TestCase("\"8,00,000\"")]
    [TestCase("\"800,00\"")]
    [TestCase("\"AED 800000\"")]
    [TestCase("\"1e6\"")]
    [TestCase("\"NaN\"")]
    [TestCase("\"0x10\"")]
    [TestCase("\"--5\"")]
    public async Task Money_that_could_mean_several_amounts_is_refused(string sent)
    {
        var answer = await Api.PostAsync(
            "/api/v1/leads/capture",
            Raw($$$"""{"lead_data":{"budget_min":{{{sent}}}}}""")
        );

        Complaint(await Json(answer), "lead_data.budget_min")
            .ShouldBe("A number is expected, like 800000 or 1500000.50.");
    }

    [TestCase("12345", "12345")]
    [TestCase("12345678901234567890123", "12345678901234567890123")]
    [TestCase("1.50", "1.50")]
    [TestCase("true", "true")]
    [TestCase("\"BAY-123\"", "BAY-123")]
    [TestCase("{\"id\":5}", "{\"id\":5}")]
    [TestCase("[1,2]", "[1,2]")]
    [TestCase("\"a\\u0000b\"", "a\ufffdb")]
    [TestCase("\" \"", null)]
    public async Task A_reference_is_kept_as_text_whatever_it_is(string sent, string? kept)
    {
        await GivenAgent();
        foreach (var field in (string[])["campaign_id", "referrer_agent_id", "property_id", "utm_source"])
        {
            var answer = await Capture(
                Inquiry(details: new Dictionary<string, object?> { [field] = JsonNode.Parse(sent) })
            );
            answer.StatusCode.ShouldBe(HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());

            var lead = await Json(await Admin.GetAsync($"/api/v1/leads/{LeadIn(await Json(answer))}"));
            var details = lead.GetProperty("source_details");
            (details.ValueKind == JsonValueKind.Null ? null : details.GetProperty(field).GetString()).ShouldBe(
                kept,
                field
            );
        }
    }

    [TestCase("property_id", 100)]
    [TestCase("referrer_agent_id", 100)]
    [TestCase("campaign_id", 200)]
    [TestCase("utm_source", 200)]
    public async Task A_reference_that_is_too_long_keeps_its_beginning_and_warns(string field, int longest)
    {
        await GivenAgent();
        var fits = await Captured(Inquiry(details: Details(new string('r', longest))));
        var tooLong = await Captured(Inquiry(details: Details(new string('r', longest - 1) + "😀😀")));

        fits.GetProperty("warnings").GetArrayLength().ShouldBe(0);
        tooLong
            .GetProperty("warnings")[0]
            .GetString()
            .ShouldBe($"reference_cut: source_details.{field} keeps its first {longest} characters");
        var lead = await Json(await Admin.GetAsync($"/api/v1/leads/{LeadIn(tooLong)}"));
        lead.GetProperty("source_details").GetProperty(field).GetString().ShouldBe(new string('r', longest - 1));

        Dictionary<string, object?> Details(string text) => new() { [field] = text };
    }

    [TestCase("2026-12-20T10:00:00.123456789Z", "2026-12-20T10:00:00.123456Z")]
    [TestCase("2026-12-20T10:00:00.9999999999999999999999999999Z", "2026-12-20T10:00:00.999999Z")]
    [TestCase("2026-12-20T10:00:00.1Z", "2026-12-20T10:00:00.1Z")]
    [TestCase("2026-12-20t10:00:00z", "2026-12-20T10:00:00Z")]
    [TestCase("2026-12-20T14:00:00+04:00", "2026-12-20T10:00:00Z")]
    [TestCase("2026-12-20T10:00:00-00:00", "2026-12-20T10:00:00Z")]
    [TestCase("2026-12-20T10:00Z", "2026-12-20T10:00:00Z")]
    [TestCase(" 2026-12-20T10:00:00Z ", "2026-12-20T10:00:00Z")]
    [TestCase("2016-12-31T23:59:60Z", "2017-01-01T00:00:00Z")]
    [TestCase("2017-01-01T03:59:60.25+04:00", "2017-01-01T00:00:00.25Z")]
    [TestCase("9999-12-31T23:59:59.9999999Z", "9999-12-31T23:59:59.999999Z")]
    public void A_moment_is_read_with_any_number_of_digits_and_cut_to_microseconds(string sent, string read)
    {
        MomentConverter.TryRead(sent, out var moment).ShouldBeTrue();
        MomentConverter.Written(moment).ShouldBe(read);
    }

    [TestCase("2026-12-20T10:00:00")]
    [TestCase("2026-12-20 10:00:00Z")]
    [TestCase("2026-12-20T24:00:00Z")]
    [TestCase("2026-12-20T10:00:61Z")]
    [TestCase("2026-12-20T10:00:60Z")]
    [TestCase("2026-12-20T10:60:00Z")]
    [TestCase("2026-02-30T10:00:00Z")]
    [TestCase("2026-12-20T10:00:00.Z")]
    [TestCase("2026-12-20T10:00:00+24:00")]
    [TestCase("2026-12-20T10:00:00+04:60")]
    [TestCase("2026-12-20T10:00:00+0400")]
    [TestCase("0001-01-01T00:00:00+14:00")]
    [TestCase("9999-12-31T23:59:59-01:00")]
    [TestCase("٢٠٢٦-12-20T10:00:00Z")]
    [TestCase("tomorrow")]
    [TestCase("")]
    public void What_is_no_moment_is_not_read_as_one(string sent) =>
        MomentConverter.TryRead(sent, out _).ShouldBeFalse();

    [Test]
    public async Task A_moment_with_many_digits_is_taken_in_a_body_and_in_a_query()
    {
        await GivenAgent();
        var lead = LeadIn(await Captured(Inquiry()));

        var task = await Json(
            await Admin.PostAsJsonAsync(
                "/api/v1/tasks",
                new { lead_id = lead, due_date = "2026-02-20T10:00:00.123456789Z" }
            )
        );

        task.GetProperty("due_date").GetString().ShouldBe("2026-02-20T10:00:00.123456Z", task.ToString());
        foreach (
            var (from, found) in new[]
            {
                ("2026-02-20T10:00:00.1234560009Z", 1),
                ("2026-02-20T10:00:00.1234570001Z", 0),
                ("2026-02-20T14:00:00%2B04:00", 1),
                ("2026-02-20T14:00:00+04:00", 1),
            }
        )
            (await Json(await Admin.GetAsync($"/api/v1/tasks?due_from={from}&due_to=2026-02-21")))
                .GetProperty("data")
                .GetArrayLength()
                .ShouldBe(found, from);
    }

    [Test]
    public void A_million_fractional_digits_are_read_at_once()
    {
        MomentConverter.TryRead($"2026-12-20T10:00:00.{new string('1', 1_000_000)}Z", out var moment).ShouldBeTrue();
        MomentConverter.Written(moment).ShouldBe("2026-12-20T10:00:00.111111Z");
    }

    private static string? Complaint(JsonElement problem, string field) =>
        problem.GetProperty("errors").GetProperty(field)[0].GetString();
}
