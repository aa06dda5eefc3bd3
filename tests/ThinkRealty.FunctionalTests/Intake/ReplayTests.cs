using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using ThinkRealty.Api.Access;

namespace ThinkRealty.FunctionalTests.Intake;

/// <summary>A refused inquiry is sent again: judged as of now, and once (rules §4).</summary>
public sealed class ReplayTests : IntakeTest
{
    private Guid _agent;

    [SetUp]
    public async Task GivenSomebody() => _agent = await GivenAgent();

    [Test]
    public async Task A_corrected_inquiry_becomes_a_lead_of_whoever_corrected_it()
    {
        var id = await Refused(Inquiry("nonsense"));
        Clock.Advance(TimeSpan.FromMinutes(10));

        var response = await Replay(Supervisor, id, Inquiry("050 765 4321"));

        response.StatusCode.ShouldBe(HttpStatusCode.Created);
        var answer = await Json(response);
        var lead = LeadIn(answer);
        response.Headers.Location!.ToString().ShouldBe($"/api/v1/leads/{lead}");
        AgentIn(answer).ShouldBe(_agent);
        answer.GetProperty("lead_score").GetInt32().ShouldBe(85);
        (
            await Database.Rows<(string, Guid?, int, string, Guid)>(
                "select status, lead_id, attempts, caller_kind, caller_id from intake"
            )
        ).ShouldBe([("resolved", lead, 1, "key", KeyId)]);
        (
            await Rows<string>("select phone from leads where created_at = @now", new { now = Clock.Now.UtcDateTime })
        ).ShouldBe(["+971507654321"]);
        (
            await Scalar<bool>(
                """
                select a.actor_kind = 'user' and a.actor_id = u.id and h.actor_id = u.id
                  from audit_log a, lead_conversion_history h, users u
                 where a.action = 'lead_captured' and a.entity_id = @lead and h.lead_id = @lead and u.role = 'supervisor'
                """,
                new { lead }
            )
        ).ShouldBeTrue();
        await AllInvariantsHold();
    }

    [Test]
    public async Task The_kept_inquiry_is_judged_as_of_now()
    {
        var inquiry = Inquiry();
        var first = LeadIn(await Captured(inquiry));
        var id = await Refused(inquiry);

        await Later(TimeSpan.FromHours(24) - TimeSpan.FromMicroseconds(1));
        var refusal = await Replay(Supervisor, id);
        await ShouldBeProblem(refusal, 409, "duplicate_lead");
        (await Json(refusal)).GetProperty("existing_lead_id").GetGuid().ShouldBe(first);

        Clock.Advance(TimeSpan.FromMicroseconds(1));
        var response = await Replay(Supervisor, id);
        response.StatusCode.ShouldBe(HttpStatusCode.Created);
        (await Json(response)).GetProperty("duplicate_of").GetGuid().ShouldBe(first);
    }

    [Test]
    public async Task It_succeeds_once()
    {
        var id = await Refused(Inquiry("nonsense"));
        var lead = LeadIn(await Json(await Replay(Supervisor, id, Inquiry())));
        var row = await Row(id);

        await ShouldBeProblem(await Replay(Supervisor, id), 409, "already_replayed");
        await ShouldBeProblem(await Replay(Supervisor, id, Inquiry()), 409, "already_replayed");
        await ShouldBeProblem(await Replay(Supervisor, id, Inquiry("more nonsense")), 409, "already_replayed");
        await ShouldBeProblem(await Replay(Supervisor, id, "{\"lead_data\": 5}", "a-key"), 409, "already_replayed");

        (await Row(id)).ShouldBe(row);
        (await Rows<Guid>("select id from leads")).ShouldBe([lead]);
        (await Count("intake")).ShouldBe(1);
    }

    [Test]
    public async Task A_later_success_of_the_same_inquiry_leaves_nothing_to_replay()
    {
        var id = await Refused(Inquiry("nonsense"), key: "a-key");
        await Capture(Inquiry(), key: "a-key");

        await ShouldBeProblem(await Replay(Supervisor, id), 409, "already_replayed");
        await ShouldBeProblem(await Replay(Supervisor, id, Inquiry()), 409, "already_replayed");
        (await Count("leads")).ShouldBe(1);
    }

    [Test]
    public async Task A_failed_replay_counts_in_its_row_and_makes_no_other()
    {
        var (begin, phone) = (Clock.Now, NewPhone());
        await Captured(Inquiry(phone));
        var id = await Refused(Inquiry("nonsense"));

        Clock.Advance(TimeSpan.FromMinutes(1));
        await ShouldComplainOf(await Replay(Supervisor, id), "lead_data.phone");
        (await Row(id)).ShouldBe((2, "validation_error", begin.UtcDateTime, Clock.Now.UtcDateTime));
        (await Scalar<string>("select body from intake"))!.ShouldContain("nonsense");

        Clock.Advance(TimeSpan.FromMinutes(1));
        await ShouldBeProblem(await Replay(Supervisor, id, Inquiry(phone)), 409, "duplicate_lead");
        (await Row(id)).ShouldBe((3, "duplicate_lead", begin.UtcDateTime, Clock.Now.UtcDateTime));
        var row = (await Listed()).GetProperty("data")[0];
        row.GetProperty("body").GetProperty("lead_data").GetProperty("phone").GetString().ShouldBe(phone);
        row.GetProperty("detail").GetProperty("type").GetString().ShouldBe("duplicate_lead");
        row.GetProperty("caller").GetProperty("id").GetGuid().ShouldBe(KeyId);
        (await Count("intake")).ShouldBe(1);
        (await Count("intake_claims")).ShouldBe(1);
    }

    [TestCase("""{"lead_data":{"phone":5}}""", "validation_error")]
    [TestCase("""{"source_type":"bayut","lead_data":{"first_name":"\u0000"}}""", "validation_error")]
    [TestCase("""{"source_type":"bayut","lead_data":{"first_name":"\ud800"}}""", "validation_error")]
    [TestCase("[]", "validation_error"), TestCase("7", "validation_error")]
    public async Task A_correction_of_the_wrong_kind_is_described_and_kept(string corrected, string slug)
    {
        var id = await Refused(Inquiry("nonsense"));

        var response = await Replay(Supervisor, id, corrected);

        await ShouldBeProblem(response, 422, slug);
        (await Json(response)).GetProperty("instance").GetString().ShouldBe($"/api/v1/intake/{id}/replay");
        (await Rows<string>("select body from intake where attempts = 2")).ShouldBe([corrected]);
    }

    [TestCase("{\"source_type\":", "application/json", 400, "malformed_request")]
    [TestCase("{\"source_type\":\"\0\"}", "application/json", 400, "malformed_request")]
    [TestCase(" ", "application/json", 400, "malformed_request")]
    [TestCase("{}", "text/plain", 415, "unsupported_media_type")]
    public async Task What_cannot_be_read_changes_nothing(string corrected, string type, int status, string slug)
    {
        var id = await Refused(Inquiry("nonsense"));
        var row = await Row(id);

        await ShouldBeProblem(await ReplayWith(Supervisor, id, Text(corrected, type)), status, slug);

        (await Row(id)).ShouldBe(row);
        (await Count("intake")).ShouldBe(1);
    }

    [Test]
    public async Task A_large_correction_is_judged_but_only_up_to_64_KiB_kept()
    {
        var id = await Refused(Inquiry("nonsense"));
        var (row, blank) = (await Row(id), new string(' ', 64 * 1024));

        await ShouldBeProblem(
            await Replay(Supervisor, id, JsonSerializer.Serialize(Inquiry("wrong")) + blank),
            422,
            "validation_error"
        );
        await ShouldBeProblem(
            await Replay(Supervisor, id, JsonSerializer.Serialize(Inquiry()) + new string(' ', 1024 * 1024)),
            413,
            "payload_too_large"
        );
        (await Row(id)).ShouldBe(row);

        var response = await Replay(Supervisor, id, JsonSerializer.Serialize(Inquiry()) + blank);
        response.StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    [Test]
    public async Task With_everybody_full_it_waits_as_at_the_door()
    {
        var id = await Refused(Inquiry("nonsense"));
        await Database.Execute("update agents set is_active = false");

        var response = await Replay(Supervisor, id, Inquiry());

        response.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        var answer = await Json(response);
        answer.GetProperty("queue_position").GetInt64().ShouldBe(1);
        response.Headers.Location!.ToString().ShouldBe($"/api/v1/leads/{LeadIn(answer)}");
        (await Rows<string>("select status from intake")).ShouldBe(["resolved"]);
    }

    [Test]
    public async Task Under_one_key_the_first_answer_comes_again()
    {
        var (id, corrected) = (await Refused(Inquiry("nonsense")), Inquiry());

        var first = await Json(await Replay(Supervisor, id, corrected, "a-key"));
        var again = await Replay(Supervisor, id, corrected, "a-key");

        again.StatusCode.ShouldBe(HttpStatusCode.Created);
        (await Json(again)).GetRawText().ShouldBe(first.GetRawText());
        await ShouldBeProblem(await Replay(Supervisor, id, Inquiry(), "a-key"), 422, "idempotency_key_reused");
        await ShouldBeProblem(await Replay(Supervisor, id, corrected, "another-key"), 409, "already_replayed");
        (await Count("leads")).ShouldBe(1);
    }

    [Test]
    public async Task A_key_used_elsewhere_says_nothing_about_the_inquiry()
    {
        var (one, other) = (await Refused(Inquiry("nonsense 1")), await Refused(Inquiry("nonsense 2")));
        await Replay(Supervisor, one, Inquiry(), "a-key");
        var row = await Row(other);

        await ShouldBeProblem(await Replay(Supervisor, other, Inquiry(), "a-key"), 422, "idempotency_key_reused");

        (await Row(other)).ShouldBe(row);
    }

    [Test]
    public async Task Fifty_replays_of_one_inquiry_on_two_nodes_make_one_lead()
    {
        await using var another = AnotherNode();
        using var elsewhere = another.CreateClient();
        elsewhere.DefaultRequestHeaders.Authorization = Supervisor.DefaultRequestHeaders.Authorization;
        var id = await Refused(Inquiry("nonsense"));

        // Each corrects it in another way, so that nothing but the inquiry itself stands between them.
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 50).Select(i => Replay(i % 2 == 0 ? Supervisor : elsewhere, id, Inquiry()))
        );

        answers.Count(a => a.StatusCode == HttpStatusCode.Created).ShouldBe(1);
        foreach (var refusal in answers.Where(a => a.StatusCode != HttpStatusCode.Created))
            await ShouldBeProblem(refusal, 409, "already_replayed");
        (await Count("leads")).ShouldBe(1);
        (await Row(id)).Attempts.ShouldBe(1);
        await AllInvariantsHold();
    }

    [Test]
    public async Task Replays_and_new_attempts_of_one_inquiry_in_parallel_make_one_lead()
    {
        await using var another = AnotherNode();
        using var elsewhere = WithKey(another.CreateClient());
        for (var round = 0; round < 5; round++)
        {
            var inquiry = Inquiry();
            var id = await GivenRefused(inquiry);

            var attempts = Enumerable.Range(0, 20).Select(i => Capture(inquiry, i % 2 == 0 ? Api : elsewhere));
            var replays = Enumerable.Range(0, 20).Select(_ => Replay(Supervisor, id));
            var answers = await Task.WhenAll(attempts.Concat(replays));

            answers.Count(a => a.StatusCode == HttpStatusCode.Created).ShouldBe(1);
            answers.ShouldAllBe(a => a.StatusCode == HttpStatusCode.Created || a.StatusCode == HttpStatusCode.Conflict);
            (await Count("leads")).ShouldBe(round + 1);
            (await Scalar<string>("select status from intake where id = @id", new { id })).ShouldBe("resolved");
        }

        await AllInvariantsHold();
    }

    [Test]
    public async Task A_refusal_after_a_replay_counts_and_leaves_the_row_resolved()
    {
        var inquiry = Inquiry("nonsense");
        var id = await Refused(inquiry);
        var lead = LeadIn(await Json(await Replay(Supervisor, id, Inquiry())));

        await ShouldBeProblem(await Capture(inquiry), 422, "validation_error");

        (await Database.Rows<(int, string, Guid?)>("select attempts, status, lead_id from intake")).ShouldBe([
            (2, "resolved", lead),
        ]);
    }

    /// <summary>A good inquiry that was refused when everybody was full.</summary>
    private async Task<Guid> GivenRefused(object inquiry)
    {
        var id = Guid.NewGuid();
        var body = await JsonContent.Create(inquiry).ReadAsStringAsync();
        await Database.Execute(
            """
            with claim as (
              insert into intake_claims (caller_id, inquiry_key, intake_id, claimed_at)
              values (@KeyId, @key, @id, @now)
              returning inquiry_key
            )
            insert into intake (id, caller_kind, caller_id, inquiry_key, door, body, reason, detail, attempts, status, first_at, last_at)
            select @id, 'key', @KeyId, inquiry_key, '/api/v1/leads/capture', @body, 'agent_overload', '{}', 1, 'refused', @now, @now
              from claim
            """,
            new
            {
                KeyId,
                key = RequestDigest.Of("", Encoding.UTF8.GetBytes(body)),
                body,
                id,
                now = Clock.Now.UtcDateTime,
            }
        );
        return id;
    }

    private async Task<(int Attempts, string Reason, DateTime FirstAt, DateTime LastAt)> Row(Guid id) =>
        (
            await Database.Rows<(int, string, DateTime, DateTime)>(
                "select attempts, reason, first_at, last_at from intake where id = @id",
                new { id }
            )
        ).Single();
}
