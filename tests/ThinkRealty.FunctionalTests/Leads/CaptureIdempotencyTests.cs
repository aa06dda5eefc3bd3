using System.Net;
using System.Text.Json;
using ThinkRealty.FunctionalTests.Fixture;

namespace ThinkRealty.FunctionalTests.Leads;

/// <summary>The same capture sent again under its <c>Idempotency-Key</c> (api: concurrency).</summary>
public sealed class CaptureIdempotencyTests : EmptyDeskTest
{
    [Test]
    public async Task The_same_key_and_body_give_the_first_answer_and_make_one_lead()
    {
        await GivenAgent();
        var (key, inquiry) = (NewKey(), Inquiry());

        var first = await Capture(inquiry, key: key);
        Clock.Advance(TimeSpan.FromHours(23));
        var again = await Capture(inquiry, key: key);

        (first.StatusCode, again.StatusCode).ShouldBe((HttpStatusCode.Created, HttpStatusCode.Created));
        (await again.Content.ReadAsStringAsync()).ShouldBe(await first.Content.ReadAsStringAsync());
        again.Headers.Location.ShouldBe(first.Headers.Location);
        (await Count("leads")).ShouldBe(1);
        (await Count("intake")).ShouldBe(0);
    }

    [Test]
    public async Task In_parallel_on_two_nodes_too()
    {
        await GivenAgent();
        await using var another = AnotherNode();
        using var elsewhere = WithKey(another.CreateClient());
        var (key, inquiry) = (NewKey(), Inquiry());

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 60).Select(i => Capture(inquiry, i % 2 == 0 ? Api : elsewhere, key))
        );

        answers.ShouldAllBe(a => a.StatusCode == HttpStatusCode.Created);
        var bodies = await Task.WhenAll(answers.Select(a => a.Content.ReadAsStringAsync()));
        bodies.Distinct().Count().ShouldBe(1);
        (await Rows<Guid>("select id from leads")).ShouldBe([
            LeadIn(JsonSerializer.Deserialize<JsonElement>(bodies[0])),
        ]);
        await AllInvariantsHold();
    }

    [Test]
    public async Task Another_body_under_a_used_key_is_refused()
    {
        await GivenAgent();
        var key = NewKey();
        await Capture(Inquiry(), key: key);

        await ShouldBeProblem(await Capture(Inquiry(), key: key), 422, "idempotency_key_reused");

        (await Count("leads")).ShouldBe(1);
    }

    [Test]
    public async Task A_refused_capture_stores_no_answer_so_a_later_try_may_succeed()
    {
        await GivenAgent();
        var (key, phone) = (NewKey(), NewPhone());
        await Captured(Inquiry(phone));
        var inquiry = Inquiry(phone);

        await ShouldBeProblem(await Capture(inquiry, key: key), 409, "duplicate_lead");
        (await Count("idempotency_keys")).ShouldBe(0);

        Clock.Advance(TimeSpan.FromHours(24));
        (await Capture(inquiry, key: key)).StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    [Test]
    public async Task A_corrected_body_may_use_the_key_of_the_one_that_was_refused()
    {
        await GivenAgent();
        var key = NewKey();

        await ShouldBeProblem(await Capture(Inquiry("nonsense"), key: key), 422, "validation_error");

        (await Capture(Inquiry(), key: key)).StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    [Test]
    public async Task A_lead_that_waits_is_answered_as_waiting_again_though_it_has_found_an_agent_since()
    {
        var (key, inquiry) = (NewKey(), Inquiry());
        var first = await Capture(inquiry, key: key);
        first.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        await GivenAgent();
        await Capture(Inquiry());
        await Eventually(async () => await Count("leads where queued_at is not null") == 0, "nobody waits");

        var again = await Capture(inquiry, key: key);

        again.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        (await again.Content.ReadAsStringAsync()).ShouldBe(await first.Content.ReadAsStringAsync());
    }

    [Test]
    public async Task Each_caller_has_keys_of_its_own()
    {
        await GivenAgent();
        using var supervisor = await SignedInAs("supervisor");
        var key = NewKey();

        var mine = LeadIn(await Json(await Capture(Inquiry(), key: key)));
        var theirs = await Capture(Inquiry(), supervisor, key);

        theirs.StatusCode.ShouldBe(HttpStatusCode.Created);
        LeadIn(await Json(theirs)).ShouldNotBe(mine);
    }

    private static string NewKey() => $"{Guid.NewGuid()}";
}
