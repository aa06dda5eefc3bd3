using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using ThinkRealty.FunctionalTests.Fixture;

namespace ThinkRealty.FunctionalTests.Intake;

/// <summary>Nothing that arrives is lost (rules §4).</summary>
public sealed class RefusedInquiriesTests : EmptyDeskTest
{
    private const int LargestKept = 64 * 1024;

    [SetUp]
    public Task GivenAnAgent() => GivenAgent();

    [Test]
    public async Task A_refused_inquiry_is_kept_as_it_was_sent_with_the_refusal()
    {
        var sent = """ { "source_type" : "bayut", "lead_data": {"first_name": "ليلى"}, "odd" : 1 } """;

        var response = await Post(sent);

        await ShouldBeProblem(response, 422, "validation_error");
        var row = (
            await Database.Rows<(string, Guid, string, string, string, int, string, DateTime)>(
                "select caller_kind, caller_id, door, body, reason, attempts, status, first_at from intake where last_at = first_at and lead_id is null"
            )
        ).Single();
        row.ShouldBe(
            ("key", KeyId, "/api/v1/leads/capture", sent, "validation_error", 1, "refused", Clock.Now.UtcDateTime)
        );
        (
            await Scalar<bool>(
                "select detail -> 'errors' ? 'lead_data.phone' and detail ->> 'type' = reason from intake"
            )
        ).ShouldBeTrue();
    }

    [TestCase("\"phone\":\"+", "\"phone\":5,\"x\":\"+"), TestCase("800000", "\"much\""), TestCase("\"bayut\"", "[]")]
    [TestCase("[\"Downtown Dubai\"", "[{}"), TestCase("\"apartment\"", "\"castle\"")]
    public async Task Values_of_the_wrong_kind_are_kept_too(string part, string instead)
    {
        var body = JsonSerializer.Serialize(Inquiry()).Replace(part, instead, StringComparison.Ordinal);
        body = body.Replace("\\u002B", "+", StringComparison.Ordinal).Replace(part, instead, StringComparison.Ordinal);

        await ShouldBeProblem(await Post(body), 422, "validation_error");

        (await Rows<string>("select body from intake where reason = 'validation_error'")).ShouldBe([body]);
    }

    [Test]
    public async Task A_refusal_that_names_a_nul_is_kept_too()
    {
        var response = await Api.PostAsJsonAsync("/api/v1/leads/capture?%00=1", Inquiry());

        await ShouldBeProblem(response, 422, "validation_error");
        (await Scalar<int>("select count(*)::int from intake")).ShouldBe(1);
    }

    [Test]
    public async Task A_duplicate_is_kept_with_the_lead_it_ran_into()
    {
        var phone = NewPhone();
        var lead = LeadIn(await Captured(Inquiry(phone)));

        await Capture(Inquiry(phone));

        (
            await Rows<string>("select detail ->> 'existing_lead_id' from intake where reason = 'duplicate_lead'")
        ).ShouldBe([$"{lead}"]);
    }

    [Test]
    public async Task The_same_inquiry_is_one_row_that_counts_its_attempts_for_a_day()
    {
        var (inquiry, begin) = (Inquiry("nonsense"), Clock.Now);

        await Capture(inquiry);
        Clock.Advance(TimeSpan.FromHours(12));
        await Capture(inquiry);
        Clock.Now = begin.AddHours(24) - TimeSpan.FromMicroseconds(1);
        await Capture(inquiry);

        (await Database.Rows<(int, DateTime, DateTime)>("select attempts, first_at, last_at from intake")).ShouldBe([
            (3, begin.UtcDateTime, Clock.Now.UtcDateTime),
        ]);

        Clock.Now = begin.AddHours(24);
        await Capture(inquiry);

        (await Rows<int>("select attempts from intake order by first_at")).ShouldBe([3, 1]);
    }

    [Test]
    public async Task Attempts_in_parallel_are_counted_one_by_one_on_any_node()
    {
        await using var another = AnotherNode();
        using var elsewhere = WithKey(another.CreateClient());
        var inquiry = Inquiry("nonsense");

        await Task.WhenAll(Enumerable.Range(0, 80).Select(i => Capture(inquiry, i % 2 == 0 ? Api : elsewhere)));

        (await Rows<int>("select attempts from intake")).ShouldBe([80]);
    }

    [Test]
    public async Task Another_body_is_another_row_unless_both_have_one_key()
    {
        await Capture(Inquiry("nonsense"));
        await Capture(Inquiry("more nonsense"));
        (await Count("intake")).ShouldBe(2);

        await Capture(Inquiry("nonsense"), key: "one-key");
        await Capture(Inquiry("more nonsense"), key: "one-key");

        (await Rows<int>("select attempts from intake order by attempts")).ShouldBe([1, 1, 2]);
        (await Scalar<string>("select body from intake where attempts = 2"))!.ShouldContain("more nonsense");
    }

    [Test]
    public async Task Different_callers_are_kept_apart()
    {
        await GivenKey(Guid.NewGuid(), "tr_another_key", "capture");
        using var another = WithKey(Node.CreateClient(), "tr_another_key");
        using var supervisor = await SignedInAs("supervisor");
        var inquiry = Inquiry("nonsense");

        foreach (var caller in (HttpClient[])[Api, another, supervisor])
            await Capture(inquiry, caller, "one-key");

        (await Rows<string>("select caller_kind from intake where attempts = 1 order by 1")).ShouldBe([
            "key",
            "key",
            "user",
        ]);

        await Capture(Inquiry(), another, "one-key");
        (await Rows<string>("select status from intake order by 1")).ShouldBe(["refused", "refused", "resolved"]);
    }

    [Test]
    public async Task A_later_success_under_the_key_resolves_the_row()
    {
        await Capture(Inquiry("nonsense"), key: "a-key");
        await Capture(Inquiry("nonsense"), key: "another-key");

        var lead = LeadIn(await Json(await Capture(Inquiry(), key: "a-key")));

        (
            await Database.Rows<(string, string, Guid?)>("select inquiry_key, status, lead_id from intake order by 1")
        ).ShouldBe([("a-key", "resolved", lead), ("another-key", "refused", null)]);
    }

    [Test]
    public async Task A_later_success_of_the_same_body_resolves_the_row()
    {
        var inquiry = Inquiry();
        await Captured(inquiry);
        await ShouldBeProblem(await Capture(inquiry), 409, "duplicate_lead");

        Clock.Advance(TimeSpan.FromHours(24));
        var lead = LeadIn(await Captured(inquiry));

        (await Database.Rows<(string, Guid?)>("select status, lead_id from intake")).ShouldBe([("resolved", lead)]);
    }

    [Test]
    public async Task A_refusal_after_the_success_waits_for_an_answer_again()
    {
        var inquiry = Inquiry("nonsense");
        await Capture(inquiry, key: "a-key");
        await Capture(Inquiry(), key: "a-key");

        await ShouldBeProblem(await Capture(Inquiry(), key: "a-key"), 422, "idempotency_key_reused");

        (await Scalar<long>("select sum(attempts) from intake")).ShouldBe(2);
    }

    [TestCase(0, 1), TestCase(1, 0)]
    public async Task Up_to_64_KiB_are_kept(int over, long rows)
    {
        var body = JsonSerializer.Serialize(Inquiry("nonsense"));
        body += new string(' ', LargestKept + over - Encoding.UTF8.GetByteCount(body));

        await ShouldBeProblem(await Post(body), 422, "validation_error");

        (await Count("intake")).ShouldBe(rows);
    }

    [Test]
    public async Task What_is_unreadable_oversized_or_from_nobody_is_not_kept()
    {
        var readable = JsonSerializer.Serialize(Inquiry("nonsense"));
        using var nobody = Node.CreateClient();
        await GivenKey(Guid.NewGuid(), "tr_only_metrics", "metrics");
        using var metrics = WithKey(Node.CreateClient(), "tr_only_metrics");

        await ShouldBeProblem(await Post(readable[..^5]), 400, "malformed_request");
        await ShouldBeProblem(await Post(""), 400, "malformed_request");
        await ShouldBeProblem(await Post(readable + new string(' ', 1024 * 1024)), 413, "payload_too_large");
        await ShouldBeProblem(await Post(readable, "text/plain"), 415, "unsupported_media_type");
        await ShouldBeProblem(await Post(readable, by: nobody), 401, "unauthenticated");
        await ShouldBeProblem(await Post(readable, by: metrics), 403, "forbidden");

        (await Count("intake")).ShouldBe(0);
    }

    [Test]
    public async Task Other_doors_keep_nothing()
    {
        using var admin = await SignedInAs("admin");

        (await admin.PostAsJsonAsync("/api/v1/agents", new { full_name = "" })).StatusCode.ShouldBe(
            HttpStatusCode.UnprocessableEntity
        );

        (await Count("intake")).ShouldBe(0);
    }

    private async Task<HttpResponseMessage> Post(string body, string type = "application/json", HttpClient? by = null)
    {
        using var content = new StringContent(body, Encoding.UTF8, type);
        return await (by ?? Api).PostAsync("/api/v1/leads/capture", content);
    }
}
