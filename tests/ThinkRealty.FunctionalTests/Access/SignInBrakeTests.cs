using System.Net;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using ThinkRealty.Application.Access;
using ThinkRealty.Domain;

namespace ThinkRealty.FunctionalTests.Access;

public sealed class SignInBrakeTests : AccessTest
{
    private const string Wrong = "not the right password";

    [Test]
    public async Task After_five_failures_the_right_password_has_to_wait_too_and_then_clears_the_count()
    {
        var (_, email) = await GivenUser();
        for (var i = 0; i < 5; i++)
            await ShouldBeProblem(await TryToSignIn(email, Wrong), 401, "unauthenticated");

        var slowed = await TryToSignIn(email);
        await ShouldBeProblem(slowed, 429, "rate_limited");
        slowed.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(5));

        Clock.Advance(TimeSpan.FromSeconds(5));
        await SignIn(email);
        for (var i = 0; i < 5; i++)
            (await TryToSignIn(email, Wrong)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Test]
    public async Task The_wait_doubles_up_to_fifteen_minutes()
    {
        var email = NewEmail();
        for (var i = 0; i < 4; i++)
            await TryToSignIn(email, Wrong);

        var waits = new List<double>();
        for (var i = 0; i < 10; i++)
        {
            (await TryToSignIn(email, Wrong)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
            var slowed = await TryToSignIn(email, Wrong);
            waits.Add(slowed.Headers.RetryAfter!.Delta!.Value.TotalSeconds);
            Clock.Advance(slowed.Headers.RetryAfter.Delta.Value);
        }

        waits.ShouldBe([5, 10, 20, 40, 80, 160, 320, 640, 900, 900]);
    }

    [Test]
    public async Task Failures_are_forgotten_after_a_day_without_a_try()
    {
        var email = NewEmail();
        for (var i = 0; i < 5; i++)
            await TryToSignIn(email, Wrong);

        Clock.Advance(TimeSpan.FromHours(24) + TimeSpan.FromSeconds(1));

        for (var i = 0; i < 5; i++)
            (await TryToSignIn(email, Wrong)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await TryToSignIn(email, Wrong)).StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
    }

    [Test]
    public async Task Guesses_in_the_same_instant_are_all_counted()
    {
        var (_, email) = await GivenUser();

        var answers = await Task.WhenAll(Enumerable.Range(0, 60).Select(_ => TryToSignIn(email, Wrong)));

        answers.Count(a => a.StatusCode == HttpStatusCode.Unauthorized).ShouldBe(5);
        answers.Count(a => a.StatusCode == HttpStatusCode.TooManyRequests).ShouldBe(55);
    }

    [Test]
    public async Task Strangers_do_not_shut_a_person_out_of_an_address_that_got_in_before()
    {
        var (_, email) = await GivenUser();
        await SignIn(email);

        for (var i = 0; i < 5; i++)
            (await TryFrom("203.0.113.9", email)).ShouldBe("unauthenticated");
        (await TryFrom("203.0.113.9", email)).ShouldBe("rate_limited");
        (await TryFrom("203.0.113.10", email)).ShouldBe("rate_limited");

        await SignIn(email);
    }

    [Test]
    public async Task One_address_that_tries_many_emails_has_to_wait()
    {
        for (var i = 0; i < 1000; i += 100) // the count itself is moved on, a thousand hashes take a minute
        {
            await TryFrom("2001:db8::1", NewEmail());
            await Database.Execute(
                "update sign_in_failures set failures = least(failures + 99, 999) where failures > @i",
                new { i }
            );
        }

        (await TryFrom("2001:db8::2", NewEmail())).ShouldBe("unauthenticated");
        (await TryFrom("2001:db8::ffff", NewEmail())).ShouldBe("rate_limited");
        (await TryFrom("2001:db8:0:1::1", NewEmail())).ShouldBe("unauthenticated");
    }

    private async Task<string> TryFrom(string address, string email)
    {
        await using var scope = Node.Services.CreateAsyncScope();
        var mediator = scope.ServiceProvider.GetRequiredService<IMediator>();
        var signIn = new SignIn(email, Wrong, IPAddress.Parse(address));
        return (await Should.ThrowAsync<DomainException>(mediator.Send(signIn))).Error.Slug;
    }
}
