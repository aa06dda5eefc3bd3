using System.Text.Json.Nodes;

namespace ThinkRealty.FunctionalTests.Requests;

/// <summary>A refusal names every field at once: what cannot be read, and what breaks a rule.</summary>
public sealed class EveryComplaintTests : RequestsTest
{
    [Test]
    public async Task Unreadable_values_do_not_hide_what_breaks_a_rule()
    {
        var answer = await Capture(
            Inquiry(
                phone: "12",
                with: data =>
                {
                    data["email"] = "x";
                    data["budget_min"] = 0;
                    data["move_in_date"] = "soon";
                }
            )
        );

        await ShouldComplainOf(
            answer,
            "lead_data.email",
            "lead_data.phone",
            "lead_data.budget_min",
            "lead_data.move_in_date"
        );
    }

    [Test]
    public async Task On_every_endpoint_an_unreadable_value_is_named_together_with_a_broken_rule()
    {
        var (missing, pairs) = (new List<string>(), 0);
        foreach (var operation in Operations())
        {
            var unreadable = await Refused(operation, UnreadableValues);
            var broken = await Refused(operation, RuleBreakers);
            foreach (var (wrong, wrongValue) in unreadable)
            foreach (var (bad, badValue) in broken.Where(b => !b.Field.Overlaps(wrong)))
            {
                pairs++;
                var body = operation.Fitting();
                wrong.Set(body, wrongValue.DeepClone());
                bad.Set(body, badValue.DeepClone());
                var answer = await Send(operation, body);
                if (!(await Named(answer)).Order().SequenceEqual(((string[])[wrong.Name, bad.Name]).Order()))
                    missing.Add($"{operation} {wrong.Name} and {bad.Name}: {await answer.Content.ReadAsStringAsync()}");
            }
        }

        pairs.ShouldBeGreaterThan(200);
        missing.ShouldBeEmpty();
    }

    [Test]
    public async Task A_rule_that_depends_on_what_could_not_be_read_is_not_complained_of()
    {
        await ShouldComplainOf(
            await Supervisor.PatchAsync($"/api/v1/tasks/{Guid.NewGuid()}", Raw("""{"due_date":"soon"}""")),
            "due_date"
        );
        await ShouldComplainOf(
            await Supervisor.PatchAsync(
                $"/api/v1/leads/{Guid.NewGuid()}/status",
                Raw("""{"status":"convrted","deal_value":500000}""")
            ),
            "status"
        );
        await ShouldComplainOf(
            await Supervisor.PostAsync(
                "/api/v1/agents",
                Raw(
                    $$"""{"full_name":"A","email":"{{NewEmail()}}","phone":"0501234567","leave_from":"x","leave_until":"2026-02-01"}"""
                )
            ),
            "leave_from"
        );
    }

    [Test]
    public async Task A_required_value_that_cannot_be_read_hides_nothing_either() =>
        await ShouldComplainOf(
            await Admin.PostAsync("/api/v1/users", Raw("""{"email":"nobody","password":"short","role":"boss"}""")),
            "email",
            "full_name",
            "password",
            "role"
        );

    [Test]
    public async Task What_cannot_be_read_changes_nothing()
    {
        await GivenAgent();
        var before = await Scalar<long>("select (select count(*) from leads) + (select count(*) from audit_log)");

        await ShouldComplainOf(
            await Capture(Inquiry(with: data => data["move_in_date"] = "soon"), key: $"{Guid.NewGuid()}"),
            "lead_data.move_in_date"
        );

        (await Scalar<long>("select (select count(*) from leads) + (select count(*) from audit_log)")).ShouldBe(before);
        (await Scalar<long>("select count(*) from idempotency_keys")).ShouldBe(0);
    }

    [Test]
    public async Task The_intake_keeps_the_body_as_it_was_sent_with_every_complaint()
    {
        const string sent = """{"source_type":"bayut", "lead_data":{"first_name":"","phone":"12","bedrooms":"many"}}""";
        await Api.PostAsync("/api/v1/leads/capture", Raw(sent));

        var (body, detail) = (
            await Rows<(string, string)>("select body, detail::text from intake where body like '%many%'")
        )[0];

        body.ShouldBe(sent);
        detail.ShouldContain("lead_data.bedrooms");
        detail.ShouldContain("lead_data.phone");
    }

    [TestCase("""{"lead_data":{"phone":"1","phone":"2"}}""", "lead_data.phone")]
    [TestCase("""{"lead_data":{"phone":"1","Phone":"2"}}""", "lead_data.phone")]
    public async Task A_field_that_is_given_twice_is_named(string body, string field)
    {
        var answer = await Api.PostAsync("/api/v1/leads/capture", Raw(body));

        await ShouldBeProblem(answer, 422, "validation_error");
        (await Json(answer)).GetProperty("errors").GetProperty(field)[0].GetString()!.ShouldContain("twice");
    }

    [TestCase(
        "agents",
        """{"specialization_property_type":["villa","spaceship"]}""",
        "specialization_property_type[1]",
        "villa"
    )]
    [TestCase("agents", """{"languages":[{}]}""", "languages[0]", "arabic")]
    [TestCase("api-keys", """{"name":"n","scopes":["capture","fly"]}""", "scopes[1]", "metrics")]
    [TestCase("leads/capture", """{"lead_data":{"preferred_areas":["",7]}}""", "lead_data.preferred_areas[1]", "Text")]
    public async Task A_wrong_element_is_named_by_its_place_with_the_choices(
        string path,
        string body,
        string field,
        string choice
    )
    {
        var answer = await Admin.PostAsync($"/api/v1/{path}", Raw(body));

        await ShouldBeProblem(answer, 422, "validation_error");
        (await Json(answer)).GetProperty("errors").GetProperty(field)[0].GetString()!.ShouldContain(choice);
    }

    [TestCase("""{"specialization_property_type":["spaceship"]}""", "specialization_property_type[0]", "villa")]
    [TestCase("""{"languages":["english",["arabic"]]}""", "languages[1]", "arabic")]
    public async Task A_wrong_element_of_a_partial_change_too(string body, string field, string choice)
    {
        var answer = await Admin.PatchAsync($"/api/v1/agents/{await GivenAgent()}", Raw(body));

        await ShouldComplainOf(answer, field);
        (await Json(answer)).GetProperty("errors").GetProperty(field)[0].GetString()!.ShouldContain(choice);
    }

    [Test]
    public async Task An_element_that_breaks_a_rule_is_named_by_its_place()
    {
        var tooLong = new string('a', 101);
        await ShouldComplainOf(
            await Capture(
                Inquiry(with: data =>
                {
                    data["preferred_areas"] = new[] { "Marina", tooLong };
                    data["tags"] = new[] { tooLong };
                })
            ),
            "lead_data.preferred_areas[1]",
            "lead_data.tags[0]"
        );
        await ShouldComplainOf(
            await Admin.PatchAsync(
                $"/api/v1/agents/{await GivenAgent()}",
                Raw($$"""{"specialization_areas":["Marina","{{tooLong}}"]}""")
            ),
            "specialization_areas[1]"
        );
        await ShouldComplainOf(
            await Admin.PostAsync($"/api/v1/leads/{Guid.NewGuid()}/tags", Raw($$"""{"tags":["ok","{{tooLong}}"]}""")),
            "tags[1]"
        );
        await ShouldComplainOf(
            await Admin.PostAsync(
                $"/api/v1/leads/{Guid.NewGuid()}/interactions",
                Raw($$"""{"type":"call","attachments":["ok","{{new string('a', 2001)}}"]}""")
            ),
            "attachments[1]"
        );
    }

    private static JsonNode[] UnreadableValues =>
        [new JsonObject { ["odd"] = 1 }, new JsonArray(new JsonArray(1)), JsonValue.Create("no such thing")];

    private static JsonNode[] RuleBreakers =>
        [JsonValue.Create(new string('a', 10_000)), JsonValue.Create(-1), JsonValue.Create("1801-01-01T00:00:00Z")];

    // Each field with a value for which it alone is refused, by reading or by a rule: which of the two shows in the words.
    private async Task<List<(Field Field, JsonNode Value)>> Refused(Operation operation, JsonNode[] values)
    {
        var refused = new List<(Field, JsonNode)>();
        foreach (var field in operation.Fields)
        foreach (var value in values)
        {
            var body = operation.Fitting();
            field.Set(body, value.DeepClone());
            var answer = await Send(operation, body);
            if (
                await Named(answer) is [var only]
                && only == field.Name
                && IsRead(field, value) == (values[0] is not JsonObject)
            )
            {
                refused.Add((field, value));
                break;
            }
        }

        return refused;
    }

    private static bool IsRead(Field field, JsonNode value)
    {
        try
        {
            System.Text.Json.JsonSerializer.Deserialize(
                value,
                ThinkRealty.Api.Problems.BodyReview.Inner(field.Property.PropertyType)
            );
            return true;
        }
        catch (System.Text.Json.JsonException)
        {
            return false;
        }
    }
}
