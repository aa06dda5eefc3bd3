using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using ThinkRealty.Api.Json;

namespace ThinkRealty.FunctionalTests.Requests;

/// <summary>Blank values are absent, on every endpoint (rules §3).</summary>
public sealed class EmptyValuesTests : RequestsTest
{
    private static readonly string?[] Blanks = ["", " ", "\t \n", "\u00a0\u2003", null];

    [Test]
    public async Task A_blank_value_in_any_field_of_any_body_is_answered_like_an_absent_field()
    {
        var differences = new List<string>();
        foreach (var operation in Operations())
        foreach (var field in operation.Fields.Where(f => !IsPatch(f)))
        {
            var absent = operation.Fitting();
            field.Remove(absent);
            var expected = await Answered(operation, absent);
            foreach (var blank in Blanks)
            {
                var body = operation.Fitting();
                field.Set(body, blank is null ? null : JsonValue.Create(blank));
                if (await Answered(operation, body) is var answered && answered != expected)
                    differences.Add(
                        $"{operation} {field.Name} = {JsonSerializer.Serialize(blank)}: {answered}, absent {expected}"
                    );
            }
        }

        differences.ShouldBeEmpty();
    }

    [Test]
    public async Task A_blank_value_in_any_field_of_a_partial_change_is_answered_like_null()
    {
        var differences = new List<string>();
        var looked = 0;
        foreach (var operation in Operations())
        foreach (var field in operation.Fields.Where(IsPatch))
        {
            looked++;
            var cleared = operation.Fitting();
            field.Set(cleared, null);
            var expected = await Answered(operation, cleared);
            foreach (var blank in Blanks)
            {
                var body = operation.Fitting();
                field.Set(body, blank);
                if (await Answered(operation, body) is var answered && answered != expected)
                    differences.Add(
                        $"{operation} {field.Name} = {JsonSerializer.Serialize(blank)}: {answered}, null {expected}"
                    );
            }
        }

        looked.ShouldBeGreaterThan(10);
        differences.ShouldBeEmpty();
    }

    [Test]
    public async Task Optional_blanks_of_a_capture_leave_the_lead_without_them()
    {
        await GivenAgent();
        var answer = await Capture(
            Inquiry(
                with: data =>
                {
                    foreach (
                        var field in (string[])
                            [
                                "email",
                                "whatsapp_number",
                                "instagram_handle",
                                "company",
                                "bedrooms",
                                "move_in_date",
                                "message",
                                "purpose",
                                "priority",
                                "tags",
                                "business_domain",
                            ]
                    )
                        data[field] = "";
                },
                details: new
                {
                    campaign_id = " ",
                    referrer_agent_id = "",
                    property_id = "\t",
                }
            )
        );

        answer.StatusCode.ShouldBe(HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
        var lead = await Json(await Admin.GetAsync($"/api/v1/leads/{LeadIn(await Json(answer))}"));
        foreach (var field in (string[])["email", "whatsapp_number", "instagram_handle", "bedrooms", "move_in_date"])
            lead.GetProperty(field).ValueKind.ShouldBe(JsonValueKind.Null, field);
        lead.GetProperty("purpose").GetString().ShouldBe("buy");
        lead.GetProperty("priority").GetString().ShouldBe("medium");
        lead.GetProperty("tags").GetArrayLength().ShouldBe(0);
    }

    [Test]
    public async Task Blank_elements_of_a_list_are_left_out()
    {
        await GivenAgent();
        var answer = await Capture(
            Inquiry(with: data =>
            {
                data["preferred_areas"] = new[] { "", "Marina", null, "  ", "JBR", "" };
                data["tags"] = new[] { " ", "vip" };
            })
        );

        var lead = await Json(await Admin.GetAsync($"/api/v1/leads/{LeadIn(await Json(answer))}"));
        lead.GetProperty("preferred_areas").GetArrayLength().ShouldBe(2);
        lead.GetProperty("tags").GetArrayLength().ShouldBe(1);
    }

    [Test]
    public async Task A_list_of_blanks_is_empty() =>
        await ShouldComplainOf(
            await Capture(Inquiry(with: data => data["preferred_areas"] = new[] { "", " " })),
            "lead_data.preferred_areas"
        );

    [TestCase("")]
    [TestCase("  ")]
    [TestCase(null)]
    public async Task A_blank_value_in_a_partial_change_clears_the_field(string? blank)
    {
        var created = await Json(
            await Supervisor.PostAsJsonAsync(
                "/api/v1/agents",
                new
                {
                    full_name = "Omar Aziz",
                    email = NewEmail(),
                    phone = NewPhone(),
                    whatsapp_number = NewPhone(),
                    languages = new[] { "english" },
                    leave_from = "2026-02-01",
                    leave_until = "2026-02-02",
                }
            )
        );

        var changed = await Json(
            await Supervisor.PatchAsJsonAsync(
                $"/api/v1/agents/{created.GetProperty("agent_id").GetGuid()}",
                new
                {
                    whatsapp_number = blank,
                    leave_until = blank,
                    languages = blank,
                }
            )
        );

        changed.GetProperty("whatsapp_number").ValueKind.ShouldBe(JsonValueKind.Null, changed.ToString());
        changed.GetProperty("leave_until").ValueKind.ShouldBe(JsonValueKind.Null);
        changed.GetProperty("leave_from").GetString().ShouldBe("2026-02-01");
        changed.GetProperty("languages").GetArrayLength().ShouldBe(0);
    }

    [TestCase("first_name"), TestCase("phone"), TestCase("budget_min"), TestCase("language_preference")]
    public async Task A_required_field_stays_required_when_it_is_blank(string field) =>
        await ShouldComplainOf(await Capture(Inquiry(with: data => data[field] = " ")), $"lead_data.{field}");

    [TestCase("leads?status=&limit=&cursor=")]
    [TestCase("leads?unassigned=%20&assigned_agent_id=")]
    [TestCase("tasks?due_from=&due_to=&overdue=")]
    [TestCase("intake?date_from=&reason=&status=")]
    [TestCase("analytics/source-quality?date_from=&source_type=&limit=")]
    public async Task A_blank_query_parameter_is_absent(string path) =>
        (await Supervisor.GetAsync($"/api/v1/{path}")).StatusCode.ShouldBe(HttpStatusCode.OK);

    [Test]
    public async Task A_blank_parameter_that_is_not_known_is_refused_all_the_same() =>
        await ShouldComplainOf(await Supervisor.GetAsync("/api/v1/leads?colour="), "colour");

    private async Task<string> Answered(Operation operation, JsonObject body)
    {
        var answer = await Send(operation, body);
        return $"{(int)answer.StatusCode} {string.Join(' ', await Named(answer))}";
    }

    private static bool IsPatch(Field field) => PatchBodies.IsPatch(field.Property.PropertyType);
}
