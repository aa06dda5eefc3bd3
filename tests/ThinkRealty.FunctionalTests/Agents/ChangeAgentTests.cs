using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace ThinkRealty.FunctionalTests.Agents;

public sealed class ChangeAgentTests : AgentsTest
{
    [Test]
    public async Task What_is_absent_stays()
    {
        var before = await Created(
            ("whatsapp_number", "+971501112244"),
            ("languages", (string[])["english"]),
            ("specialization_property_type", (string[])["villa"]),
            ("specialization_areas", (string[])["Dubai Marina"]),
            ("leave_from", "2026-02-01"),
            ("leave_until", "2026-02-03"),
            ("max_active_leads", 20),
            ("weight", 3),
            ("supervisor_user_id", await IdOf(Supervisor))
        );
        Clock.Advance(TimeSpan.FromMinutes(1));

        var after = await Changed(before.GetProperty("agent_id").GetGuid(), new { full_name = " Layla Aziz " });

        after.GetProperty("full_name").GetString().ShouldBe("Layla Aziz");
        after.GetProperty("updated_at").GetString().ShouldBe("2026-01-17T06:01:00Z");
        Differences(before, after).ShouldBe(["full_name", "updated_at"]);
    }

    [Test]
    public async Task Null_clears_what_can_be_cleared()
    {
        var before = await Created(
            ("whatsapp_number", "+971501112244"),
            ("languages", (string[])["english"]),
            ("specialization_property_type", (string[])["villa"]),
            ("specialization_areas", (string[])["Dubai Marina"]),
            ("leave_from", "2026-02-01"),
            ("leave_until", "2026-02-03"),
            ("supervisor_user_id", await IdOf(Supervisor))
        );

        var response = await Change(
            before.GetProperty("agent_id").GetGuid(),
            """
            {"whatsapp_number":null,"languages":null,"specialization_property_type":null,"specialization_areas":null,
             "leave_from":null,"leave_until":null,"supervisor_user_id":null}
            """
        );

        var after = await Json(response);
        foreach (var field in (string[])["whatsapp_number", "leave_from", "leave_until", "supervisor_user_id"])
            after.GetProperty(field).ValueKind.ShouldBe(JsonValueKind.Null, field);
        foreach (var list in (string[])["languages", "specialization_property_type", "specialization_areas"])
            after.GetProperty(list).GetArrayLength().ShouldBe(0, list);
    }

    [TestCase("""{"full_name":null}""", "full_name"), TestCase("""{"full_name":" "}""", "full_name")]
    [TestCase("""{"full_name":"a\u0007b"}""", "full_name")]
    [TestCase("""{"email":null}""", "email"), TestCase("""{"email":"x"}""", "email")]
    [TestCase("""{"phone":null}""", "phone"), TestCase("""{"phone":"12"}""", "phone")]
    [TestCase("""{"whatsapp_number":"12"}""", "whatsapp_number"), TestCase("""{"is_active":null}""", "is_active")]
    [
        TestCase("""{"max_active_leads":null}""", "max_active_leads"),
        TestCase("""{"max_active_leads":0}""", "max_active_leads")
    ]
    [TestCase("""{"max_active_leads":51}""", "max_active_leads"), TestCase("""{"weight":null}""", "weight")]
    [TestCase("""{"weight":0}""", "weight"), TestCase("""{"weight":11}""", "weight")]
    [
        TestCase("""{"specialization_areas":["a\u001fb"]}""", "specialization_areas[0]"),
        TestCase("""{"languages":[7]}""", "languages[0]"),
        TestCase("""{"specialization_areas":[{}]}""", "specialization_areas[0]")
    ]
    [TestCase("""{"leave_until":"2026-02-01"}""", "leave_until")]
    [TestCase("""{"leave_from":"2026-02-02","leave_until":"2026-02-01"}""", "leave_until")]
    [TestCase("""{"weight":0,"phone":"12"}""", "phone weight"), TestCase("""{"weight":1e999}""", "weight")]
    public async Task A_change_to_what_is_no_agent_is_refused_by_field(string change, string fields)
    {
        var agent = await CreatedId();

        await ShouldComplainOf(await Change(agent, change), fields.Split(' '));
    }

    [TestCase("""{"max_active_leads":1,"weight":10}"""), TestCase("""{"max_active_leads":50,"weight":1}""")]
    [TestCase("""{"leave_from":"2026-02-01","leave_until":"2026-02-01"}"""), TestCase("{}")]
    public async Task A_change_on_the_edge_is_taken(string change) =>
        (await Change(await CreatedId(), change)).StatusCode.ShouldBe(HttpStatusCode.OK);

    [Test]
    public async Task The_ends_of_a_leave_are_judged_together_with_what_stands()
    {
        var agent = await CreatedId(("leave_from", "2026-02-01"), ("leave_until", "2026-02-03"));

        await ShouldComplainOf(await Change(agent, """{"leave_from":"2026-02-04"}"""), "leave_until");
        await ShouldComplainOf(await Change(agent, """{"leave_from":null}"""), "leave_until");
        (await Change(agent, """{"leave_from":"2026-02-03"}""")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await Change(agent, """{"leave_until":null}""")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Test]
    public async Task A_stale_version_is_refused_and_the_present_one_taken()
    {
        var agent = await CreatedId();
        var seen = (await Supervisor.GetAsync($"{Agents}/{agent}")).Headers.ETag!.Tag;

        var first = await Change(agent, """{"weight":2}""", seen);
        first.StatusCode.ShouldBe(HttpStatusCode.OK);
        await ShouldBeProblem(await Change(agent, """{"weight":3}""", seen), 412, "version_conflict");
        (await Change(agent, """{"weight":4}""", first.Headers.ETag!.Tag)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await Change(agent, """{"weight":5}""", "*")).StatusCode.ShouldBe(HttpStatusCode.OK);
        await ShouldComplainOf(await Change(agent, """{"weight":6}""", "yesterday"), "If-Match");
    }

    [Test]
    public async Task Of_two_changes_of_one_version_in_the_same_instant_exactly_one_wins()
    {
        for (var round = 0; round < 10; round++)
        {
            var agent = await CreatedId();
            var seen = (await Supervisor.GetAsync($"{Agents}/{agent}")).Headers.ETag!.Tag;

            var answers = await Task.WhenAll(
                Enumerable.Range(2, 2).Select(w => Change(agent, new { weight = w }, seen))
            );

            answers.Count(a => a.StatusCode == HttpStatusCode.OK).ShouldBe(1);
            await ShouldBeProblem(answers.Single(a => a.StatusCode != HttpStatusCode.OK), 412, "version_conflict");
        }
    }

    [Test]
    public async Task Changes_of_different_fields_in_the_same_instant_all_stay()
    {
        var agent = await CreatedId();

        var answers = await Task.WhenAll(
            Change(agent, """{"weight":7}"""),
            Change(agent, """{"max_active_leads":33}"""),
            Change(agent, """{"full_name":"Three At Once"}""")
        );

        answers.ShouldAllBe(a => a.StatusCode == HttpStatusCode.OK);
        var after = await Supervisor.GetFromJsonAsync<JsonElement>($"{Agents}/{agent}");
        after.GetProperty("weight").GetInt32().ShouldBe(7);
        after.GetProperty("max_active_leads").GetInt32().ShouldBe(33);
        after.GetProperty("full_name").GetString().ShouldBe("Three At Once");
    }

    [Test]
    public async Task An_address_cannot_be_taken_over()
    {
        var (agent, taken) = (await CreatedId(), NewEmail());
        await Created(("email", taken));

        await ShouldBeProblem(await Change(agent, new { email = taken.ToUpperInvariant() }), 409, "duplicate_agent");
    }

    [Test]
    public async Task An_unknown_agent_is_not_found()
    {
        await ShouldBeProblem(await Change(Guid.NewGuid(), """{"weight":2}"""), 404, "agent_not_found");
        await ShouldBeProblem(await Supervisor.GetAsync($"{Agents}/{Guid.NewGuid()}"), 404, "agent_not_found");
    }

    [Test]
    public async Task A_supervisor_is_somebody_who_supervises()
    {
        var agent = await CreatedId();
        using var agentsUser = await GivenUser("agent", await GivenAgent());

        (await Changed(agent, new { supervisor_user_id = await IdOf(Admin) }))
            .GetProperty("supervisor_user_id")
            .GetGuid()
            .ShouldBe(await IdOf(Admin));
        foreach (var none in (Guid[])[Guid.NewGuid(), await IdOf(agentsUser)])
            await ShouldBeProblem(await Change(agent, new { supervisor_user_id = none }), 404, "user_not_found");
    }

    [Test]
    public async Task What_only_the_program_knows_cannot_be_changed()
    {
        var before = await Created();

        var after = await Changed(
            before.GetProperty("agent_id").GetGuid(),
            new
            {
                agent_id = Guid.NewGuid(),
                agent_no = 1,
                active_leads = 50,
                position = -1_000_000,
                conversion_rate = 10_000,
                created_at = "2000-01-01T00:00:00Z",
            }
        );

        Differences(before, after).ShouldBeEmpty();
    }

    [Test]
    public async Task Old_and_new_values_and_who_changed_them_are_written_down()
    {
        var agent = await CreatedId(("weight", 2), ("specialization_areas", (string[])["Dubai Marina"]));

        await Changed(
            agent,
            new
            {
                weight = 5,
                specialization_areas = (string[])["JBR"],
                phone = "+971501112299",
            }
        );

        var (changes, actor) = (
            await Rows<(string Changes, Guid Actor)>(
                "select changes::text, actor_id from audit_log where entity_id = @agent and action = 'agent_changed'",
                new { agent }
            )
        ).Single();
        actor.ShouldBe(await IdOf(Supervisor));
        var written = JsonSerializer.Deserialize<JsonElement>(changes);
        written.GetProperty("weight").ToString().ShouldBe("[2, 5]");
        written
            .GetProperty("specialization_areas")
            .ToString()
            .ShouldBe("""[["Dubai Marina"], ["Jumeirah Beach Residence"]]""");
        written.GetProperty("phone").ToString().ShouldBe("""["+971501112233", "+971501112299"]""");
        written.TryGetProperty("full_name", out _).ShouldBeFalse();
    }

    private static IEnumerable<string> Differences(JsonElement before, JsonElement after) =>
        before
            .EnumerateObject()
            .Where(field => !JsonElement.DeepEquals(field.Value, after.GetProperty(field.Name)))
            .Select(field => field.Name);
}
