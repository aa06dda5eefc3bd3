using System.Net;
using System.Net.Http.Json;
using ThinkRealty.FunctionalTests.Fixture;

namespace ThinkRealty.FunctionalTests.Access;

public sealed class SignInTests : AccessTest
{
    [Test]
    public async Task A_sign_in_gives_both_tokens_and_the_user()
    {
        var response = await TryToSignIn($"  {AdminEmail.ToUpperInvariant()} ");

        response.Headers.CacheControl!.NoStore.ShouldBeTrue();
        var signedIn = await TokenPair.Of(response);
        signedIn.Whole.GetProperty("token_type").GetString().ShouldBe("Bearer");
        signedIn.Whole.GetProperty("expires_in").GetInt32().ShouldBe(900);
        signedIn.Whole.GetProperty("user").GetProperty("role").GetString().ShouldBe("admin");
        signedIn.Whole.ToString().ShouldNotContain("password");
        using var client = As(signedIn);
        var me = await Json(await client.GetAsync("/api/v1/auth/me"));
        me.GetProperty("email").GetString().ShouldBe(AdminEmail);
    }

    [TestCase(AdminEmail, "not the right password")]
    [TestCase("nobody@thinkrealty.test", Password)]
    public async Task A_wrong_password_and_an_unknown_email_get_the_same_answer(string email, string password)
    {
        var response = await TryToSignIn(email, password);

        await ShouldBeProblem(response, 401, "unauthenticated");
        response.Headers.WwwAuthenticate.ToString().ShouldBe("Bearer");
        (await Json(response)).GetProperty("title").GetString().ShouldBe("E-mail or password is wrong");
    }

    [Test]
    public async Task Nobody_and_a_token_of_nobody_are_asked_to_sign_in()
    {
        var nobody = await Api.GetAsync("/api/v1/auth/me");
        await ShouldBeProblem(nobody, 401, "unauthenticated");
        nobody.Headers.WwwAuthenticate.ToString().ShouldBe("Bearer");

        using var client = As(new("CfDJ8-no-token-of-ours", "", default));
        var stranger = await client.GetAsync("/api/v1/auth/me");
        await ShouldBeProblem(stranger, 401, "unauthenticated");
        stranger.Headers.WwwAuthenticate.ToString().ShouldBe("Bearer error=\"invalid_token\"");
    }

    [TestCase(899, HttpStatusCode.OK), TestCase(900, HttpStatusCode.Unauthorized)]
    public async Task An_access_token_is_good_for_fifteen_minutes(int seconds, HttpStatusCode status)
    {
        Clock.Advance(TimeSpan.FromSeconds(seconds));

        (await Admin.GetAsync("/api/v1/auth/me")).StatusCode.ShouldBe(status);
    }

    [TestCase(-1, HttpStatusCode.OK), TestCase(0, HttpStatusCode.Unauthorized)]
    public async Task A_refresh_token_is_good_for_thirty_days(int seconds, HttpStatusCode status)
    {
        var signedIn = await SignIn(AdminEmail);
        Clock.Advance(TimeSpan.FromDays(30) + TimeSpan.FromSeconds(seconds));

        (await Refresh(signedIn.RefreshToken)).StatusCode.ShouldBe(status);
    }

    [Test]
    public async Task Refreshing_rotates_the_token()
    {
        var first = await SignIn(AdminEmail);

        var second = await TokenPair.Of(await Refresh(first.RefreshToken));
        var third = await TokenPair.Of(await Refresh(second.RefreshToken));

        new[] { first, second, third }.Select(s => s.RefreshToken).ShouldBeUnique();
        using var client = As(third);
        (await client.GetAsync("/api/v1/auth/me")).StatusCode.ShouldBe(HttpStatusCode.OK);
        var stored = await Rows<byte[]>("select token_hash from refresh_tokens");
        stored.ShouldAllBe(hash => hash.Length == 32);
    }

    [Test]
    public async Task A_used_token_that_comes_back_ends_the_whole_sign_in_and_no_other()
    {
        var other = await SignIn(AdminEmail);
        var first = await SignIn(AdminEmail);
        var second = await TokenPair.Of(await Refresh(first.RefreshToken));
        Clock.Advance(TimeSpan.FromSeconds(10));

        await ShouldBeProblem(await Refresh(first.RefreshToken), 401, "unauthenticated");

        await ShouldBeProblem(await Refresh(second.RefreshToken), 401, "unauthenticated");
        using var stolen = As(second);
        Clock.Advance(TimeSpan.FromSeconds(5));
        (await stolen.GetAsync("/api/v1/auth/me")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await Refresh(other.RefreshToken)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Test]
    public async Task Signing_out_ends_the_sign_in_and_an_unknown_token_is_no_error()
    {
        var signedIn = await SignIn(AdminEmail);
        using var client = As(signedIn);
        (await client.GetAsync("/api/v1/auth/me")).StatusCode.ShouldBe(HttpStatusCode.OK);

        foreach (var token in (string[])[signedIn.RefreshToken, signedIn.RefreshToken, "unknown"])
            (await Api.PostAsJsonAsync("/api/v1/auth/revoke", new { refresh_token = token })).StatusCode.ShouldBe(
                HttpStatusCode.NoContent
            );

        (await Refresh(signedIn.RefreshToken)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        Clock.Advance(TimeSpan.FromSeconds(5));
        (await client.GetAsync("/api/v1/auth/me")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Test]
    public async Task A_deactivated_user_is_refused_within_five_seconds()
    {
        var (id, email) = await GivenUser();
        var signedIn = await SignIn(email);
        using var client = As(signedIn);
        (await client.GetAsync("/api/v1/auth/me")).StatusCode.ShouldBe(HttpStatusCode.OK);

        (await ChangeUser(id, new { is_active = false })).StatusCode.ShouldBe(HttpStatusCode.OK);

        Clock.Advance(TimeSpan.FromSeconds(5));
        (await client.GetAsync("/api/v1/auth/me")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await Refresh(signedIn.RefreshToken)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        await ShouldBeProblem(await TryToSignIn(email), 401, "unauthenticated");

        (await ChangeUser(id, new { is_active = true })).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await TryToSignIn(email)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await Refresh(signedIn.RefreshToken)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Test]
    public async Task A_new_password_ends_what_was_signed_in_with_the_old_one()
    {
        var (id, email) = await GivenUser();
        var signedIn = await SignIn(email);

        (await ChangeUser(id, new { password = "another long password" })).StatusCode.ShouldBe(HttpStatusCode.OK);

        (await Refresh(signedIn.RefreshToken)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await TryToSignIn(email)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        await SignIn(email, "another long password");
    }

    [Test]
    public async Task A_password_hashed_by_an_older_rule_is_hashed_again()
    {
        var (id, email) = await GivenUser();
        var older = new Microsoft.AspNetCore.Identity.PasswordHasher<object>(
            Microsoft.Extensions.Options.Options.Create(
                new Microsoft.AspNetCore.Identity.PasswordHasherOptions { IterationCount = 1000 }
            )
        ).HashPassword(new object(), Password);
        await Database.Execute("update users set password_hash = @older where id = @id", new { id, older });

        await SignIn(email);

        (await Scalar<string>("select password_hash from users where id = @id", new { id })).ShouldNotBe(older);
        await SignIn(email);
    }

    [TestCase("""{"email":"no address","password":"x"}""", "email")]
    [TestCase("""{"email":"a@b.ae","password":""}""", "password")]
    [TestCase("""{"email":"a@b.ae"}""", "password")]
    public async Task What_cannot_be_a_sign_in_is_named(string body, string field)
    {
        var response = await Api.PostAsync(
            "/api/v1/auth/token",
            new StringContent(body, mediaType: new("application/json"))
        );

        await ShouldBeProblem(response, 422, "validation_error");
        (await Json(response)).GetProperty("errors").TryGetProperty(field, out _).ShouldBeTrue();
    }

    [Test]
    public async Task Signing_in_takes_no_notice_of_an_idempotency_key()
    {
        using var client = Node.CreateClient();
        client.DefaultRequestHeaders.Add("Idempotency-Key", "the same");

        var first = await TokenPair.Of(
            await client.PostAsJsonAsync("/api/v1/auth/token", new { email = AdminEmail, password = Password })
        );
        var second = await TokenPair.Of(
            await client.PostAsJsonAsync("/api/v1/auth/token", new { email = AdminEmail, password = Password })
        );

        second.RefreshToken.ShouldNotBe(first.RefreshToken);
        (await Scalar<long>("select count(*) from idempotency_keys where key = 'the same'")).ShouldBe(0);
    }
}
