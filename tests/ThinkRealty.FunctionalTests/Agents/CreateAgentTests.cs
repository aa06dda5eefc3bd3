using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace ThinkRealty.FunctionalTests.Agents;

public sealed class CreateAgentTests : AgentsTest
{
    [Test]
    public async Task A_name_an_address_and_a_phone_are_enough()
    {
        var response = await Supervisor.PostAsJsonAsync(Agents, NewAgent(("email", " New.Agent@ThinkRealty.TEST ")));

        response.StatusCode.ShouldBe(HttpStatusCode.Created);
        var agent = await Json(response);
        var id = agent.GetProperty("agent_id").GetGuid();
        response.Headers.Location!.OriginalString.ShouldBe($"{Agents}/{id}");
        agent.GetProperty("agent_no").GetInt32().ShouldBePositive();
        var expected = JsonSerializer.Deserialize<JsonElement>(
            $$"""
            {
              "agent_id": "{{id}}", "agent_no": {{agent.GetProperty("agent_no")}}, "full_name": "Layla Haddad",
              "email": "new.agent@thinkrealty.test", "phone": "+971501112233", "whatsapp_number": null, "languages": [],
              "specialization_property_type": [], "specialization_areas": [], "is_active": true, "leave_from": null,
              "leave_until": null, "max_active_leads": 50, "active_leads": 0, "weight": 1, "supervisor_user_id": null,
              "created_at": "2026-01-17T06:00:00Z", "updated_at": "2026-01-17T06:00:00Z"
            }
            """
        );
        JsonElement.DeepEquals(agent, expected).ShouldBeTrue(agent.ToString());
    }

    [Test]
    public async Task What_is_created_can_be_read_with_the_same_ETag()
    {
        var created = await Supervisor.PostAsJsonAsync(Agents, NewAgent());

        var read = await Supervisor.GetAsync(created.Headers.Location);

        created.Headers.ETag.ShouldNotBeNull();
        read.Headers.ETag.ShouldBe(created.Headers.ETag);
        (await read.Content.ReadAsStringAsync()).ShouldBe(await created.Content.ReadAsStringAsync());
    }

    [Test]
    public async Task Areas_get_their_full_names_types_and_languages_their_spelling()
    {
        var agent = await Created(
            ("full_name", " سارة "),
            ("phone", "050 111 2233"),
            ("whatsapp_number", "0044 20 7946 0958"),
            ("languages", (string[])["English", "ARABIC ", "english"]),
            ("specialization_property_type", (string[])["VILLA", "Apartment", "villa"]),
            ("specialization_areas", (string[])["jbr", " Marina", "Dubai Marina", "Hidden Valley "]),
            ("leave_from", "2026-02-01"),
            ("leave_until", "2026-02-01")
        );

        agent.GetProperty("full_name").GetString().ShouldBe("سارة");
        agent.GetProperty("phone").GetString().ShouldBe("+971501112233");
        agent.GetProperty("whatsapp_number").GetString().ShouldBe("+442079460958");
        Words(agent, "languages").ShouldBe(["english", "arabic"]);
        Words(agent, "specialization_property_type").ShouldBe(["villa", "apartment"]);
        Words(agent, "specialization_areas").ShouldBe(["Jumeirah Beach Residence", "Dubai Marina", "Hidden Valley"]);
        (agent.GetProperty("leave_from").GetString(), agent.GetProperty("leave_until").GetString()).ShouldBe(
            ("2026-02-01", "2026-02-01")
        );
    }

    private static readonly object?[][] OnTheEdge =
    [
        ["full_name", "", false],
        ["full_name", " ", false],
        ["full_name", null, false],
        ["full_name", "x", true],
        ["full_name", new string('x', 100), true],
        ["full_name", new string('x', 101), false],
        ["full_name", 1, false],
        ["full_name", "a\u0000b", false],
        ["full_name", "a\u0007b", false],
        ["email", null, false],
        ["email", "nobody", false],
        ["email", "a b@c.ae", false],
        ["phone", null, false],
        ["phone", "12", false],
        ["phone", "+9715012345678", false],
        ["whatsapp_number", null, true],
        ["whatsapp_number", "x", false],
        ["max_active_leads", 0, false],
        ["max_active_leads", 1, true],
        ["max_active_leads", 50, true],
        ["max_active_leads", 51, false],
        ["max_active_leads", null, true],
        ["max_active_leads", 1.5, false],
        ["max_active_leads", "5", true],
        ["max_active_leads", "five", false],
        ["weight", 0, false],
        ["weight", 1, true],
        ["weight", 10, true],
        ["weight", 11, false],
        ["languages", null, true],
        ["languages", new string?[] { null }, true],
        ["languages", new[] { "" }, true],
        ["languages", new[] { "english", "klingon" }, false, "languages[1]"],
        ["specialization_property_type", new[] { "castle" }, false, "specialization_property_type[0]"],
        ["specialization_property_type", new object[] { 0 }, false, "specialization_property_type[0]"],
        ["specialization_areas", new[] { " " }, true],
        ["specialization_areas", new[] { "Dubai\u001fMarina" }, false, "specialization_areas[0]"],
        ["specialization_areas", new[] { "Marina\n" }, false, "specialization_areas[0]"],
        ["is_active", "yes", false],
        ["is_active", null, true],
        ["leave_from", "2026-02-30", false],
        ["leave_from", "2026-02-01", true],
        ["leave_until", "2026-02-01", false],
        ["supervisor_user_id", "me", false],
        ["supervisor_user_id", null, true],
    ];

    [TestCaseSource(nameof(OnTheEdge))]
    public async Task A_field_is_taken_or_refused_by_name(
        string field,
        object? value,
        bool isTaken,
        string? named = null
    )
    {
        var response = await Supervisor.PostAsJsonAsync(Agents, NewAgent((field, value)));

        if (isTaken)
            response.StatusCode.ShouldBe(HttpStatusCode.Created, await response.Content.ReadAsStringAsync());
        else
            await ShouldComplainOf(response, named ?? field);
    }

    [TestCase("specialization_areas", 50, 100, true), TestCase("specialization_areas", 51, 1, false)]
    [TestCase("specialization_areas", 1, 101, false)]
    public async Task Lists_hold_50_entries_of_100_characters(string field, int entries, int length, bool isTaken)
    {
        string[] words = [.. Enumerable.Range(0, entries).Select(i => $"{i}".PadLeft(length, 'x'))];

        var response = await Supervisor.PostAsJsonAsync(Agents, NewAgent((field, words)));

        if (isTaken)
            response.StatusCode.ShouldBe(HttpStatusCode.Created, await response.Content.ReadAsStringAsync());
        else
            await ShouldComplainOf(response, length > 100 ? $"{field}[0]" : field);
    }

    [TestCase("2026-02-02", "2026-02-01", false), TestCase("2026-02-01", "2026-02-01", true)]
    [TestCase("2026-02-01", null, true), TestCase(null, "2026-02-01", false)]
    public async Task A_leave_ends_on_its_first_day_or_later(string? from, string? until, bool isTaken)
    {
        var response = await Supervisor.PostAsJsonAsync(Agents, NewAgent(("leave_from", from), ("leave_until", until)));

        if (isTaken)
            response.StatusCode.ShouldBe(HttpStatusCode.Created);
        else
            await ShouldComplainOf(response, "leave_until");
    }

    [Test]
    public async Task An_agent_cannot_be_given_an_id_a_number_or_leads_of_the_callers_choice()
    {
        var id = Guid.NewGuid();

        var agent = await Created(
            ("agent_id", id),
            ("id", id),
            ("agent_no", 1),
            ("active_leads", 50),
            ("version", 1),
            ("created_at", "2000-01-01T00:00:00Z")
        );

        agent.GetProperty("agent_id").GetGuid().ShouldNotBe(id);
        agent.GetProperty("active_leads").GetInt32().ShouldBe(0);
        agent.GetProperty("created_at").GetString().ShouldBe("2026-01-17T06:00:00Z");
    }

    [Test]
    public async Task A_supervisor_is_somebody_who_supervises()
    {
        using var agentsUser = await GivenUser("agent", await GivenAgent());
        foreach (var fits in (HttpClient[])[Admin, Supervisor])
            (await Created(("supervisor_user_id", await IdOf(fits))))
                .GetProperty("supervisor_user_id")
                .GetGuid()
                .ShouldBe(await IdOf(fits));

        foreach (var none in (Guid[])[Guid.NewGuid(), await IdOf(agentsUser)])
            await ShouldBeProblem(
                await Supervisor.PostAsJsonAsync(Agents, NewAgent(("supervisor_user_id", none))),
                404,
                "user_not_found"
            );
    }

    [Test]
    public async Task An_address_is_one_agents_in_any_spelling()
    {
        var email = NewEmail();
        await Created(("email", email));

        var again = await Supervisor.PostAsJsonAsync(Agents, NewAgent(("email", $" {email.ToUpperInvariant()}")));

        await ShouldBeProblem(again, 409, "duplicate_agent");
    }

    [Test]
    public async Task One_address_in_the_same_instant_makes_one_agent()
    {
        var email = NewEmail();

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(_ => Supervisor.PostAsJsonAsync(Agents, NewAgent(("email", email))))
        );

        answers.Count(a => a.StatusCode == HttpStatusCode.Created).ShouldBe(1);
        foreach (var refused in answers.Where(a => a.StatusCode != HttpStatusCode.Created))
            await ShouldBeProblem(refused, 409, "duplicate_agent");
        (await Scalar<long>("select count(*) from agents where email = @email", new { email })).ShouldBe(1);
    }

    [Test]
    public async Task The_same_idempotency_key_gives_the_first_answer_again()
    {
        var (key, agent) = (NewEmail(), NewAgent());
        var first = await Post(key, agent);
        await Changed((await Json(first)).GetProperty("agent_id").GetGuid(), new { full_name = "Somebody Else" });

        var again = await Post(key, agent);

        again.StatusCode.ShouldBe(HttpStatusCode.Created);
        (await again.Content.ReadAsStringAsync()).ShouldBe(await first.Content.ReadAsStringAsync());
        again.Headers.ETag.ShouldBe(first.Headers.ETag);
        await ShouldBeProblem(await Post(key, NewAgent()), 422, "idempotency_key_reused");
    }

    [Test]
    public async Task Who_joined_and_by_whom_is_written_down()
    {
        var agent = await CreatedId();

        var rows = await Rows<(string Action, string Entity, Guid Actor)>(
            "select action, entity_type, actor_id from audit_log where entity_id = @agent",
            new { agent }
        );

        rows.ShouldBe([("agent_joined", "agent", await IdOf(Supervisor))]);
    }

    private async Task<HttpResponseMessage> Post(string key, object agent)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Agents) { Content = JsonContent.Create(agent) };
        request.Headers.Add("Idempotency-Key", key);
        return await Supervisor.SendAsync(request);
    }

    private static IEnumerable<string?> Words(JsonElement agent, string field) =>
        agent.GetProperty(field).EnumerateArray().Select(word => word.GetString());
}
