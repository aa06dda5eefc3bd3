namespace ThinkRealty.FunctionalTests.Life;

/// <summary>Interactions, notes and tags (rules §8).</summary>
public sealed class ActivitiesTests : LifeTest
{
    [Test]
    public async Task An_interaction_is_kept_whole_and_answered()
    {
        var lead = await GivenLead();
        var created = Clock.Now;
        Clock.Advance(TimeSpan.FromMinutes(10));

        var response = await Log(
            SarahHerself,
            lead,
            new
            {
                type = "Meeting",
                channel = "office",
                direction = "outbound",
                subject = "Floor plans",
                message = "شقة بغرفتين",
                attachments = new[] { "https://files.test/plan.pdf" },
                is_automated = false,
                outcome = "neutral",
                next_action = "Send the contract",
                scheduled_at = created.AddMinutes(3),
                completed_at = created.AddMinutes(8),
                next_follow_up = created.AddDays(2),
            }
        );

        ((int)response.StatusCode).ShouldBe(201, await response.Content.ReadAsStringAsync());
        var interaction = await Json(response);
        (
            Text(interaction, "type"),
            Text(interaction, "channel"),
            Text(interaction, "subject"),
            Text(interaction, "message"),
            Text(interaction, "next_action")
        ).ShouldBe(("meeting", "office", "Floor plans", "شقة بغرفتين", "Send the contract"));
        Moment(interaction, "occurred_at").ShouldBe(created.AddMinutes(8), "when it was completed");
        interaction.GetProperty("agent_id").GetGuid().ShouldBe(Sarah);
        interaction.GetProperty("recorded_by").GetGuid().ShouldBe(await IdOf(SarahHerself));
        var shown = await Shown(lead);
        (Moment(shown, "last_contact_at"), Moment(shown, "next_follow_up")).ShouldBe(
            (created.AddMinutes(8), created.AddDays(2))
        );
        (await Done(Send(SarahHerself, HttpMethod.Get, $"leads/{lead}/interactions")))
            .GetProperty("data")[0]
            .GetRawText()
            .ShouldBe(interaction.GetRawText());
    }

    [Test]
    public async Task What_is_scheduled_ahead_is_no_contact_until_it_is_completed()
    {
        var lead = await GivenLead();

        await Done(
            Log(
                SarahHerself,
                lead,
                new
                {
                    type = "viewing",
                    outcome = "positive",
                    scheduled_at = Clock.Now.AddDays(1),
                }
            )
        );
        var planned = await Shown(lead);
        (Moment(planned, "last_contact_at"), planned.GetProperty("lead_score").GetInt32()).ShouldBe((null, 85));
        planned.GetProperty("activity_count").GetInt32().ShouldBe(1);

        await Later(TimeSpan.FromHours(25));
        await Done(
            Log(
                SarahHerself,
                lead,
                new
                {
                    type = "viewing",
                    scheduled_at = Clock.Now.AddHours(-1),
                    completed_at = Clock.Now,
                }
            )
        );
        var completed = await Shown(lead);
        Moment(completed, "last_contact_at").ShouldBe(Clock.Now);
        (await Scalar<int>("select raw_score from leads where id = @lead", new { lead })).ShouldBe(85 + 10);
    }

    [TestCase("outbound", false, true)]
    [TestCase("inbound", false, false)]
    [TestCase("outbound", true, false)]
    public async Task Only_a_human_outbound_activity_is_a_contact(string direction, bool automated, bool isContact)
    {
        var lead = await GivenLead();
        Clock.Advance(TimeSpan.FromMinutes(5));

        await Done(
            Log(
                SarahHerself,
                lead,
                new
                {
                    type = "email",
                    direction,
                    is_automated = automated,
                }
            )
        );

        var shown = await Shown(lead);
        (Moment(shown, "last_contact_at") is not null).ShouldBe(isContact);
        shown.GetProperty("activity_count").GetInt32().ShouldBe(automated ? 0 : 1);
        (await Scalar<int>("select count(*)::int from score_ledger where lead_id = @lead", new { lead })).ShouldBe(
            isContact ? 1 : 0,
            "the bonus of the first contact"
        );
    }

    [TestCase("occurred_at", 0)]
    [TestCase("occurred_at", 2)]
    [TestCase("occurred_at", 60)]
    [TestCase("completed_at", 2)]
    [TestCase("completed_at", 60)]
    public async Task A_moment_up_to_a_minute_ahead_is_taken_as_now(string field, int secondsAhead)
    {
        var lead = await GivenLead();
        Clock.Advance(TimeSpan.FromMinutes(10));
        var (now, moment) = (Clock.Now, Clock.Now.AddSeconds(secondsAhead));

        var logged = await Done(
            Log(SarahHerself, lead, new Dictionary<string, object> { ["type"] = "call", [field] = moment })
        );

        (Moment(logged, "occurred_at"), Moment(logged, "recorded_at")).ShouldBe((now, now));
        Moment(logged, "completed_at").ShouldBe(field == "completed_at" ? now : null);
        Moment(await Shown(lead), "last_contact_at").ShouldBe(now);
    }

    [Test]
    public async Task It_happened_between_the_leads_creation_and_now()
    {
        var lead = await GivenLead();
        var created = Clock.Now;
        Clock.Advance(TimeSpan.FromMinutes(10));

        foreach (var moment in new[] { created.AddTicks(-10), Clock.Now.AddSeconds(60).AddTicks(10) })
        foreach (var field in new[] { "occurred_at", "completed_at" })
            await ShouldComplainOf(
                await Log(SarahHerself, lead, new Dictionary<string, object> { ["type"] = "call", [field] = moment }),
                field == "completed_at" && moment < created ? ["occurred_at"] : [field]
            );
        await ShouldComplainOf(
            await Log(
                SarahHerself,
                lead,
                new
                {
                    type = "call",
                    occurred_at = Clock.Now,
                    completed_at = created.AddTicks(-10),
                }
            ),
            "completed_at"
        );
        foreach (var moment in new[] { Clock.Now, created })
            await Done(Log(SarahHerself, lead, new { type = "call", occurred_at = moment }));

        await Should.ThrowAsync<Npgsql.PostgresException>(() =>
            Database.Execute(
                """
                insert into lead_activities (id, lead_id, type, direction, is_automated, occurred_at, recorded_at)
                values (gen_random_uuid(), @lead, 'call', 'outbound', false, @before, now())
                """,
                new { lead, before = created.AddSeconds(-1).UtcDateTime }
            )
        );
    }

    [Test]
    public async Task An_agent_writes_down_the_own_ones_and_a_supervisor_anybodys()
    {
        var lead = await GivenLead();
        var other = await GivenAgent();

        await ShouldBeProblem(await Log(SarahHerself, lead, new { type = "call", agent_id = other }), 403, "forbidden");
        await ShouldBeProblem(
            await Log(Supervisor, lead, new { type = "call", agent_id = Guid.NewGuid() }),
            404,
            "agent_not_found"
        );
        (await Done(Log(Supervisor, lead, new { type = "call", agent_id = other })))
            .GetProperty("agent_id")
            .GetGuid()
            .ShouldBe(other);
        (await Done(Log(Supervisor, lead, new { type = "call" }))).GetProperty("agent_id").GetGuid().ShouldBe(Sarah);
    }

    [Test]
    public async Task Wrong_interactions_are_refused_by_name()
    {
        var lead = await GivenLead();

        await ShouldComplainOf(await Log(SarahHerself, lead, new { type = "assignment" }), "type");
        await ShouldComplainOf(
            await Log(
                SarahHerself,
                lead,
                new
                {
                    type = "call",
                    channel = new string('x', 51),
                    subject = new string('x', 201),
                    message = new string('x', 5001),
                    next_action = new string('x', 501),
                    attachments = Enumerable.Repeat("a", 21),
                    completed_at = Clock.Now.AddSeconds(61),
                    scheduled_at = Clock.Now.AddYears(11),
                }
            ),
            "channel",
            "subject",
            "message",
            "next_action",
            "attachments",
            "completed_at",
            "scheduled_at"
        );
    }

    [Test]
    public async Task The_same_interaction_under_one_idempotency_key_is_one()
    {
        var lead = await GivenLead();
        var key = Guid.NewGuid().ToString();

        var answers = new List<string>();
        for (var i = 0; i < 2; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/leads/{lead}/interactions")
            {
                Content = System.Net.Http.Json.JsonContent.Create(new { type = "call" }),
            };
            request.Headers.Add("Idempotency-Key", key);
            answers.Add(await (await SarahHerself.SendAsync(request)).Content.ReadAsStringAsync());
        }

        answers[1].ShouldBe(answers[0]);
        (await Shown(lead)).GetProperty("call_attempts").GetInt32().ShouldBe(1);
    }

    [Test]
    public async Task The_first_answer_comes_again_whatever_has_become_of_it_since()
    {
        var lead = await GivenLead();
        var doors = new (string Path, object Body)[]
        {
            ($"leads/{lead}/interactions", new { type = "note", message = "Two dogs" }),
            ($"leads/{lead}/interactions", new { type = "call", next_follow_up = Clock.Now.AddMinutes(5) }),
            ($"leads/{lead}/notes", new { note = "Two cats" }),
            ("tasks", new { lead_id = lead, due_date = Clock.Now.AddMinutes(50) }),
        };
        var first = new List<string>();
        foreach (var (path, body) in doors)
            first.Add((await Done(Again(path, body))).GetRawText());

        await Later(TimeSpan.FromHours(2));
        foreach (
            var note in (await Done(Send(SarahHerself, HttpMethod.Get, $"leads/{lead}/notes")))
                .GetProperty("data")
                .EnumerateArray()
        )
            await Done(Send(SarahHerself, HttpMethod.Delete, $"leads/{lead}/notes/{Text(note, "note_id")}"));

        foreach (var ((path, body), answer) in doors.Zip(first))
        {
            var again = await Again(path, body);
            ((int)again.StatusCode).ShouldBe(201, $"{path}: {await again.Content.ReadAsStringAsync()}");
            (await again.Content.ReadAsStringAsync()).ShouldBe(answer);
        }

        async Task<HttpResponseMessage> Again(string path, object body)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/{path}")
            {
                Content = System.Net.Http.Json.JsonContent.Create(body),
            };
            request.Headers.Add("Idempotency-Key", $"{lead}-{path.Length}-{body.ToString()!.Length}");
            return await SarahHerself.SendAsync(request);
        }
    }

    [Test]
    public async Task A_note_is_corrected_and_struck_out_by_its_author_and_stays_in_the_record()
    {
        var lead = await GivenLead();
        var note = await Done(Send(SarahHerself, HttpMethod.Post, $"leads/{lead}/notes", new { note = "Two dogs" }));
        var path = $"leads/{lead}/notes/{Text(note, "note_id")}";

        await ShouldBeProblem(
            await Send(Supervisor, HttpMethod.Patch, path, new { note = "No dogs" }),
            403,
            "forbidden"
        );
        await ShouldBeProblem(await Send(Supervisor, HttpMethod.Delete, path), 403, "forbidden");
        await ShouldComplainOf(await Send(SarahHerself, HttpMethod.Patch, path, new { note = " " }), "notes");
        Clock.Advance(TimeSpan.FromMinutes(1));
        var corrected = await Done(Send(SarahHerself, HttpMethod.Patch, path, new { note = "Two cats" }));
        (Text(corrected, "note"), Text(corrected, "note_id")).ShouldBe(("Two cats", Text(note, "note_id")));

        Clock.Advance(TimeSpan.FromMinutes(1));
        await Done(Send(SarahHerself, HttpMethod.Delete, path));

        (await Done(Send(SarahHerself, HttpMethod.Get, $"leads/{lead}/notes")))
            .GetProperty("total")
            .GetInt32()
            .ShouldBe(0);
        await ShouldBeProblem(await Send(SarahHerself, HttpMethod.Delete, path), 404, "note_not_found");
        await ShouldBeProblem(
            await Send(SarahHerself, HttpMethod.Patch, path, new { note = "x" }),
            404,
            "note_not_found"
        );
        (
            await Rows<string?>(
                "select notes from lead_activities where lead_id = @lead order by recorded_at",
                new { lead }
            )
        ).ShouldBe(["Two dogs", "Two cats", null]);
        (await Shown(lead)).GetProperty("activity_count").GetInt32().ShouldBe(1);
    }

    [Test]
    public async Task A_note_of_another_lead_is_not_found_here()
    {
        var (one, two) = (await GivenLead(), await GivenLead());
        var note = await Done(Send(SarahHerself, HttpMethod.Post, $"leads/{one}/notes", new { note = "Mine" }));

        await ShouldBeProblem(
            await Send(SarahHerself, HttpMethod.Delete, $"leads/{two}/notes/{Text(note, "note_id")}"),
            404,
            "note_not_found"
        );
    }

    [TestCase("converted")]
    [TestCase("lost")]
    [TestCase("transferred")]
    public async Task What_is_over_takes_notes_and_interactions_but_no_tags(string status)
    {
        var lead = await GivenLeadAt(status);

        await Done(Send(SarahHerself, HttpMethod.Post, $"leads/{lead}/notes", new { note = "Sent a card" }));
        await Done(Log(SarahHerself, lead, new { type = "call" }));
        (
            (int)
                (
                    await Send(SarahHerself, HttpMethod.Post, $"leads/{lead}/tags", new { tags = new[] { "x" } })
                ).StatusCode
        ).ShouldBe(409);
    }

    [Test]
    public async Task Tags_come_and_go()
    {
        var lead = await GivenLead();

        await Done(
            Send(
                SarahHerself,
                HttpMethod.Post,
                $"leads/{lead}/tags",
                new { tags = new[] { " cash  buyer ", "vip", "buy/rent" } }
            )
        );
        await Done(Send(SarahHerself, HttpMethod.Post, $"leads/{lead}/tags", new { tags = new[] { "vip" } }));
        (await Shown(lead))
            .GetProperty("tags")
            .EnumerateArray()
            .Select(t => t.GetString())
            .ShouldBe(["cash buyer", "vip", "buy/rent"]);
        await Done(Send(SarahHerself, HttpMethod.Delete, $"leads/{lead}/tags?tag=buy%2Frent"));

        await Done(Send(SarahHerself, HttpMethod.Delete, $"leads/{lead}/tags?tag=cash%20buyer"));
        var left = await Done(Send(SarahHerself, HttpMethod.Delete, $"leads/{lead}/tags?tag=never"));
        left.GetProperty("tags").EnumerateArray().Select(t => t.GetString()).ShouldBe(["vip"]);

        await ShouldComplainOf(
            await Send(SarahHerself, HttpMethod.Post, $"leads/{lead}/tags", new { tags = Array.Empty<string>() }),
            "tags"
        );
        await ShouldComplainOf(
            await Send(
                SarahHerself,
                HttpMethod.Post,
                $"leads/{lead}/tags",
                new { tags = Enumerable.Range(0, 50).Select(i => $"tag {i}") }
            ),
            "tags"
        );
    }

    private static Task<HttpResponseMessage> Log(HttpClient by, Guid lead, object interaction) =>
        Send(by, HttpMethod.Post, $"leads/{lead}/interactions", interaction);
}
