using System.Net;
using System.Net.Http.Json;

namespace ThinkRealty.FunctionalTests.Access;

/// <summary>First answers, on the smallest command there is.</summary>
public sealed class IdempotencyTests : AccessTest
{
    [Test]
    public async Task The_same_key_and_body_give_the_first_answer_again()
    {
        var (key, user) = (NewKey(), NewUser(NewEmail()));

        var first = await Post(Admin, key, user);
        Clock.Advance(TimeSpan.FromMinutes(5));
        var again = await Post(Admin, key, user);

        (first.StatusCode, again.StatusCode).ShouldBe((HttpStatusCode.Created, HttpStatusCode.Created));
        (await again.Content.ReadAsStringAsync()).ShouldBe(await first.Content.ReadAsStringAsync());
        again.Headers.Location.ShouldBe(first.Headers.Location);
    }

    [Test]
    public async Task A_key_in_flight_is_waited_for_on_any_node()
    {
        await using var another = AnotherNode();
        var (key, user) = (NewKey(), NewUser(NewEmail()));
        using var elsewhere = As(await SignIn(AdminEmail), another);

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 30).Select(i => Post(i % 2 == 0 ? Admin : elsewhere, key, user))
        );

        answers.ShouldAllBe(a => a.StatusCode == HttpStatusCode.Created);
        (await Task.WhenAll(answers.Select(a => a.Content.ReadAsStringAsync()))).Distinct().Count().ShouldBe(1);
    }

    [Test]
    public async Task Another_request_with_a_used_key_is_refused()
    {
        var key = NewKey();
        await Post(Admin, key, NewUser(NewEmail()));

        await ShouldBeProblem(await Post(Admin, key, NewUser(NewEmail())), 422, "idempotency_key_reused");
    }

    [Test]
    public async Task A_command_that_failed_leaves_nothing_behind()
    {
        var key = NewKey();
        var (_, taken) = await GivenUser();

        await ShouldBeProblem(await Post(Admin, key, NewUser(taken)), 409, "duplicate_user");

        (await Scalar<long>("select count(*) from idempotency_keys where key = @key", new { key })).ShouldBe(0);
        (await Post(Admin, key, NewUser(NewEmail()))).StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    [Test]
    public async Task Each_caller_has_keys_of_its_own()
    {
        var key = NewKey();
        var (_, email) = await GivenUser("admin");
        using var other = As(await SignIn(email));

        (await Post(Admin, key, NewUser(NewEmail()))).StatusCode.ShouldBe(HttpStatusCode.Created);
        (await Post(other, key, NewUser(NewEmail()))).StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    [TestCase(-1, HttpStatusCode.Created), TestCase(0, HttpStatusCode.Conflict)]
    public async Task A_key_is_remembered_for_a_day(int seconds, HttpStatusCode status)
    {
        var (key, user) = (NewKey(), NewUser(NewEmail()));
        await Post(Admin, key, user);

        Clock.Advance(TimeSpan.FromHours(24) + TimeSpan.FromSeconds(seconds));
        using var later = As(await SignIn(AdminEmail));

        (await Post(later, key, user)).StatusCode.ShouldBe(status);
        if (status == HttpStatusCode.Conflict)
            (await Post(later, key, NewUser(NewEmail()))).StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    [TestCase(""), TestCase("has a space"), TestCase(201)]
    public async Task A_key_that_is_none_is_refused(object key)
    {
        var text = key is int length ? new string('k', length) : (string)key;

        var response = await Post(Admin, text, NewUser(NewEmail()));

        await ShouldBeProblem(response, 422, "validation_error");
        (await Json(response)).GetProperty("errors").TryGetProperty("Idempotency-Key", out _).ShouldBeTrue();
    }

    private static string NewKey() => $"{Guid.NewGuid()}";

    private static async Task<HttpResponseMessage> Post(HttpClient client, string key, object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/users")
        {
            Content = JsonContent.Create(body),
        };
        request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        return await client.SendAsync(request);
    }
}
