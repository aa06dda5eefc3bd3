using System.Net;
using System.Net.Http.Json;
using Npgsql;

namespace ThinkRealty.FunctionalTests.Access;

/// <summary>Guessing keys costs the database next to nothing, and never keeps a valid key out.</summary>
public sealed class UnknownKeysTests : AccessTest
{
    private const int Free = 5;

    private static int _addresses;
    private string _address = "";

    protected override IReadOnlyDictionary<string, string?> Settings { get; } =
        new Dictionary<string, string?>(WithAdmin)
        {
            ["Access:FreeTriesPerAddress"] = $"{Free}",
            ["Proxies:Known:0"] = "127.0.0.0/8",
        };

    [SetUp]
    public void CallFromAnAddressOfItsOwn() => _address = $"203.0.113.{Interlocked.Increment(ref _addresses)}";

    [Test]
    public async Task An_unknown_key_is_remembered_for_five_seconds_without_a_query()
    {
        await Answer("tr_unknown", 401);

        await using (await NobodyReadsTheKeys())
            for (var i = 0; i < 20; i++)
                await Answer("tr_unknown", 401);

        Clock.Advance(TimeSpan.FromSeconds(5));
        await Answer("tr_unknown", 401);
    }

    [Test]
    public async Task After_some_unknown_keys_the_address_has_to_wait_without_a_query()
    {
        await Guess(Free);
        var first = await Answer(NewKey(), 429);
        first.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(5));

        await using (await NobodyReadsTheKeys())
            for (var i = 0; i < 200; i++)
                await Answer(NewKey(), 429);
    }

    [Test]
    public async Task The_wait_doubles_with_every_further_guess()
    {
        await Guess(Free);
        var waits = new List<double>();
        for (var i = 0; i < 9; i++)
        {
            var wait = (await Answer(NewKey(), 429)).Headers.RetryAfter!.Delta!.Value;
            waits.Add(wait.TotalSeconds);
            Clock.Advance(wait);
            await Answer(NewKey(), 401);
        }

        waits.ShouldBe([5, 10, 20, 40, 80, 160, 320, 640, 900]);
    }

    [Test]
    public async Task A_thousand_keys_at_once_are_looked_up_a_few_times_only()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 1000).Select(_ => Send(NewKey(), _address)));

        answers.Count(a => a.StatusCode == HttpStatusCode.Unauthorized).ShouldBe(Free);
        answers.Count(a => a.StatusCode == HttpStatusCode.TooManyRequests).ShouldBe(1000 - Free);
    }

    [Test]
    public async Task A_valid_key_from_the_same_address_gets_in_whether_it_was_seen_before_or_not()
    {
        var (seen, unseen) = (await GivenKey(), await GivenKey());
        await Answer(seen, 200);
        await Guess(Free);
        Clock.Advance(TimeSpan.FromSeconds(5));
        await Guess(1); // now it waits for ten seconds

        await Answer(NewKey(), 429);
        foreach (var key in (string[])[seen, unseen])
            await Answer(key, 200);
        Clock.Advance(TimeSpan.FromSeconds(5)); // longer than a caller is remembered
        await Answer(NewKey(), 429);
        foreach (var key in (string[])[seen, unseen])
            await Answer(key, 200);
    }

    [Test]
    public async Task A_key_that_is_made_during_the_wait_gets_in_a_second_later()
    {
        await Guess(Free);
        await Answer(NewKey(), 429); // the list of the valid keys is read here
        var young = await GivenKey();

        await Answer(young, 429);
        Clock.Advance(TimeSpan.FromSeconds(1));
        await Answer(young, 200);
        await Answer(NewKey(), 429);
    }

    [Test]
    public async Task A_key_that_is_revoked_during_the_wait_is_refused()
    {
        var key = await GivenKey();
        await Guess(Free);
        await Answer(key, 200);
        await Database.Execute("update api_keys set revoked_at = now()");
        Clock.Advance(TimeSpan.FromSeconds(4.9));
        await Answer(key, 200);
        Clock.Advance(TimeSpan.FromSeconds(0.2));

        await Answer(key, 401);
    }

    [Test]
    public async Task Other_addresses_and_other_keys_are_not_slowed_down()
    {
        var key = await GivenKey();
        await Guess(Free);
        await Answer(NewKey(), 429);

        (await Send(NewKey(), "198.51.100.1")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await Send(key, "198.51.100.1")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await Admin.GetAsync("/api/v1/auth/me")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Test]
    public async Task One_customer_s_IPv6_addresses_are_one_address()
    {
        for (var i = 0; i < Free; i++)
            (await Send(NewKey(), $"2001:db8::{i}")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);

        (await Send(NewKey(), "2001:db8::ffff")).StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        (await Send(NewKey(), "2001:db8:0:1::1")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Test]
    public async Task Valid_keys_are_never_counted()
    {
        for (var i = 0; i < 3 * Free; i++)
            await Answer(await GivenKey(), 200);

        await Guess(Free);
    }

    [Test]
    public async Task What_needs_no_key_is_answered_during_the_wait()
    {
        await Guess(Free);

        using var request = new HttpRequestMessage(HttpMethod.Get, "/health/live");
        request.Headers.Add("X-API-Key", NewKey());
        request.Headers.Add("X-Forwarded-For", _address);
        (await Api.SendAsync(request)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private static string NewKey() => $"tr_0123456789_{Guid.NewGuid():N}";

    private async Task Guess(int times)
    {
        for (var i = 0; i < times; i++)
            await Answer(NewKey(), 401);
    }

    private async Task<HttpResponseMessage> Answer(string key, int status)
    {
        var answer = await Send(key, _address);
        if (status == 200)
            answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        else
            await ShouldBeProblem(answer, status, status == 429 ? "rate_limited" : "unauthenticated");
        return answer;
    }

    private async Task<HttpResponseMessage> Send(string key, string address)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/auth/me");
        request.Headers.Add("X-API-Key", key);
        request.Headers.Add("X-Forwarded-For", address);
        return await Api.SendAsync(request);
    }

    // Whoever asked the table now would wait until the lock is gone, and the test's client gives up before.
    private async Task<NpgsqlConnection> NobodyReadsTheKeys()
    {
        var connection = await Database.Connect();
        await using var begin = new NpgsqlCommand("begin; lock table api_keys in access exclusive mode", connection);
        await begin.ExecuteNonQueryAsync();
        return connection;
    }

    private async Task<string> GivenKey()
    {
        var created = await Admin.PostAsJsonAsync("/api/v1/api-keys", new { name = "K", scopes = new[] { "capture" } });
        return (await Json(created)).GetProperty("key").GetString()!;
    }
}
