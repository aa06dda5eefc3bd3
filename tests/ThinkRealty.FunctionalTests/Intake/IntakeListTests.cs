using System.Text.Json;

namespace ThinkRealty.FunctionalTests.Intake;

/// <summary>What arrived and was refused, why, how often (rules §4, §11).</summary>
public sealed class IntakeListTests : IntakeTest
{
    [SetUp]
    public Task GivenSomebody() => GivenAgent();

    [Test]
    public async Task A_refused_inquiry_is_shown_with_why_how_often_and_from_whom()
    {
        var (begin, sent) = (
            Clock.Now,
            """{ "source_type": "bayut", "lead_data": {"first_name": "ليلى"}, "odd": 1.50 }"""
        );
        (await Api.PostAsync("/API/v1/Leads/capture/", Text(sent))).Dispose();
        Clock.Advance(TimeSpan.FromMinutes(5));
        (await Api.PostAsync("/api/v1/leads/capture", Text(sent))).Dispose();

        var page = await Listed();

        page.GetProperty("total").GetInt64().ShouldBe(1);
        var row = page.GetProperty("data")[0];
        row.EnumerateObject()
            .Select(field => field.Name)
            .ShouldBe(
                [
                    "intake_id",
                    "door",
                    "reason",
                    "detail",
                    "attempts",
                    "status",
                    "lead_id",
                    "caller",
                    "body",
                    "first_at",
                    "last_at",
                ],
                ignoreOrder: true
            );
        row.GetProperty("door").GetString().ShouldBe("/api/v1/leads/capture");
        row.GetProperty("reason").GetString().ShouldBe("validation_error");
        row.GetProperty("detail").GetProperty("errors").TryGetProperty("lead_data.phone", out _).ShouldBeTrue();
        row.GetProperty("attempts").GetInt32().ShouldBe(2);
        row.GetProperty("status").GetString().ShouldBe("refused");
        row.GetProperty("lead_id").ValueKind.ShouldBe(JsonValueKind.Null);
        row.GetProperty("caller").GetProperty("kind").GetString().ShouldBe("key");
        row.GetProperty("caller").GetProperty("id").GetGuid().ShouldBe(KeyId);
        row.GetProperty("body").GetRawText().ShouldBe(sent);
        row.GetProperty("first_at").GetDateTimeOffset().ShouldBe(begin);
        row.GetProperty("last_at").GetDateTimeOffset().ShouldBe(Clock.Now);

        var one = await Json(await Supervisor.GetAsync($"/api/v1/intake/{row.GetProperty("intake_id").GetGuid()}"));
        one.GetRawText().ShouldBe(row.GetRawText());
    }

    [Test]
    public async Task A_resolved_inquiry_names_its_lead()
    {
        await Refused(Inquiry("nonsense"), key: "a-key");
        var lead = LeadIn(await Json(await Capture(Inquiry(), key: "a-key")));

        var row = (await Listed("?status=resolved")).GetProperty("data")[0];

        row.GetProperty("status").GetString().ShouldBe("resolved");
        row.GetProperty("lead_id").GetGuid().ShouldBe(lead);
    }

    [Test]
    public async Task It_is_selected_by_status_reason_door_and_day()
    {
        var midnight = new DateTimeOffset(2026, 1, 18, 0, 0, 0, TimeSpan.FromHours(4)); // in Dubai
        Clock.Now = midnight.ToUniversalTime();
        var known = Inquiry();
        await Captured(known);
        var duplicate = await Refused(known);
        await Later(TimeSpan.FromHours(24) - TimeSpan.FromMicroseconds(1));
        var invalid = await Refused(Inquiry("nonsense"));
        Clock.Advance(TimeSpan.FromMicroseconds(1));
        var next = await Refused(Inquiry("more nonsense"));

        Ids(await Listed()).ShouldBe([next, invalid, duplicate]);
        Ids(await Listed("?reason=duplicate_lead")).ShouldBe([duplicate]);
        Ids(await Listed("?reason=&status=refused")).ShouldBe([next, invalid, duplicate]);
        Ids(await Listed("?status=RESOLVED")).ShouldBeEmpty();
        Ids(await Listed("?door=/api/v1/leads/capture&date_to=2026-01-18")).ShouldBe([invalid, duplicate]);
        Ids(await Listed("?date_from=2026-01-19")).ShouldBe([next]);
        Ids(await Listed("?date_from=2026-01-18&date_to=2026-01-18")).ShouldBe([invalid, duplicate]);
        Ids(await Listed("?date_from=0001-01-01&date_to=9999-12-31")).Length.ShouldBe(3);
        Ids(await Listed("?door=/elsewhere")).ShouldBeEmpty();
        (await Listed("?reason=duplicate_lead&limit=1")).GetProperty("total").GetInt64().ShouldBe(1);
    }

    [Test]
    public async Task Cursors_walk_it_row_by_row_also_through_one_moment()
    {
        for (var i = 0; i < 7; i++)
        {
            await Refused(Inquiry($"nonsense {i}"));
            if (i % 3 == 0)
                Clock.Advance(TimeSpan.FromMicroseconds(1));
        }
        var all = Ids(await Listed());
        all.ShouldBe(await Rows<Guid>("select id from intake order by last_at desc, id desc"));

        var (walked, cursor) = (new List<Guid>(), "");
        do
        {
            var page = await Listed($"?limit=2{cursor}");
            page.GetProperty("total").GetInt64().ShouldBeInRange(7, 7 + walked.Count);
            walked.AddRange(Ids(page));
            cursor = page.GetProperty("next_cursor").GetString() is { } next ? $"&cursor={next}" : null;
            Clock.Advance(TimeSpan.FromSeconds(1));
            await Refused(Inquiry($"while walking {walked.Count}"));
        } while (cursor is not null);

        walked.ShouldBe(all);
        Ids(await Listed("?skip=3&limit=100&reason=validation_error")).Length.ShouldBeGreaterThan(4);
    }

    [TestCase("skip=-1", "skip"), TestCase("limit=0", "limit"), TestCase("limit=101", "limit")]
    [TestCase("status=lost", "status"), TestCase("date_from=yesterday", "date_from"), TestCase("what=1", "what")]
    [
        TestCase("cursor=x", "cursor"),
        TestCase("cursor=99999999999999999-0", "cursor"),
        TestCase("cursor=-1-0", "cursor")
    ]
    [TestCase("cursor=999999999999999999-00000000000000000000000000000000", "cursor")]
    [TestCase("reason=%00", "reason"), TestCase("door=%00", "door")]
    public async Task What_cannot_be_asked_is_refused_by_name(string query, string field) =>
        await ShouldComplainOf(await Supervisor.GetAsync($"/api/v1/intake?{query}"), field);

    [Test]
    public async Task What_no_reader_of_ours_would_take_is_shown_all_the_same()
    {
        var deep = string.Concat(Enumerable.Repeat("[", 31)) + string.Concat(Enumerable.Repeat("]", 31));
        string[] odd =
        [
            """{"source_type":"bayut","lead_data":{"first_name":"half a pair: \ud800"}}""",
            """{"source_type":"bayut","lead_data":{"first_name":"NUL: \u0000"}}""",
            $$"""{"source_type":"bayut","lead_data":null,"deep":{{deep}}}""",
            """{"source_type":"bayut","lead_data":{"budget_min":1e999,"budget_min":2}}""",
        ];
        foreach (var body in odd)
            await ShouldBeProblem(await Api.PostAsync("/api/v1/leads/capture", Text(body)), 422, "validation_error");

        var text = await Supervisor.GetStringAsync("/api/v1/intake");

        foreach (var body in odd)
            text.ShouldContain($"\"body\":{body}");
    }

    [Test]
    public async Task What_is_no_JSON_is_shown_as_text()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/leads/capture")
        {
            Content = Text("no \"JSON\""),
        };
        request.Headers.TryAddWithoutValidation("Idempotency-Key", "not a key");
        await ShouldBeProblem(await Api.SendAsync(request), 422, "validation_error");

        var row = (await Listed()).GetProperty("data")[0];

        row.GetProperty("body").GetString().ShouldBe("no \"JSON\"");
        var id = row.GetProperty("intake_id").GetGuid();
        await ShouldBeProblem(await Replay(Supervisor, id), 400, "malformed_request");
        (await Rows<int>("select attempts from intake")).ShouldBe([1]);
    }

    [Test]
    public async Task It_is_for_admins_and_supervisors_only()
    {
        var id = await Refused(Inquiry("nonsense"));
        using var admin = await SignedInAs("admin");
        using var agent = await SignedInAs("agent", await GivenAgent());
        using var nobody = Node.CreateClient();

        foreach (var path in (string[])["/api/v1/intake", $"/api/v1/intake/{id}"])
        {
            (await admin.GetAsync(path)).IsSuccessStatusCode.ShouldBeTrue();
            await ShouldBeProblem(await agent.GetAsync(path), 403, "forbidden");
            await ShouldBeProblem(await Api.GetAsync(path), 403, "forbidden");
            await ShouldBeProblem(await nobody.GetAsync(path), 401, "unauthenticated");
        }

        await ShouldBeProblem(await Replay(agent, id, Inquiry()), 403, "forbidden");
        await ShouldBeProblem(await Replay(Api, id, Inquiry()), 403, "forbidden");
        await ShouldBeProblem(await Replay(nobody, id, Inquiry()), 401, "unauthenticated");
        (await Count("leads")).ShouldBe(0);
        (await Rows<int>("select attempts from intake")).ShouldBe([1]);
    }

    [Test]
    public async Task What_is_not_there_is_not_found()
    {
        var id = Guid.NewGuid();

        await ShouldBeProblem(await Supervisor.GetAsync($"/api/v1/intake/{id}"), 404, "intake_not_found");
        await ShouldBeProblem(await Replay(Supervisor, id), 404, "intake_not_found");
        await ShouldBeProblem(await Replay(Supervisor, id, Inquiry()), 404, "intake_not_found");
        await ShouldBeProblem(await Supervisor.GetAsync("/api/v1/intake/one"), 404, "not_found");
    }
}
