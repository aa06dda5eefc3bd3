using System.Net;
using System.Net.Http.Json;
using ThinkRealty.FunctionalTests.Fixture;

namespace ThinkRealty.FunctionalTests.Access;

/// <summary>A refresh whose answer was lost can be repeated for some seconds; a stolen token still ends the sign-in.</summary>
public sealed class RefreshGraceTests : AccessTest
{
    [TestCase(0), TestCase(9.9)]
    public async Task A_repeated_refresh_gives_the_same_next_token_within_ten_seconds(double seconds)
    {
        var parent = await SignIn(AdminEmail);
        var lost = await TokenPair.Of(await Refresh(parent.RefreshToken));
        Clock.Advance(TimeSpan.FromSeconds(seconds));

        var repeated = await TokenPair.Of(await Refresh(parent.RefreshToken));

        repeated.RefreshToken.ShouldBe(lost.RefreshToken);
        using var client = As(repeated);
        (await client.GetAsync("/api/v1/auth/me")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await Refresh(repeated.RefreshToken)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [TestCase(10), TestCase(10.1)]
    public async Task After_ten_seconds_the_same_token_ends_the_sign_in(double seconds)
    {
        var parent = await SignIn(AdminEmail);
        var next = await TokenPair.Of(await Refresh(parent.RefreshToken));
        Clock.Advance(TimeSpan.FromSeconds(seconds));

        await ShouldBeProblem(await Refresh(parent.RefreshToken), 401, "unauthenticated");

        await ShouldBeProblem(await Refresh(next.RefreshToken), 401, "unauthenticated");
    }

    [Test]
    public async Task Once_the_next_token_was_used_the_one_before_ends_the_sign_in_at_once()
    {
        var parent = await SignIn(AdminEmail);
        var next = await TokenPair.Of(await Refresh(parent.RefreshToken));
        var afterNext = await TokenPair.Of(await Refresh(next.RefreshToken));

        await ShouldBeProblem(await Refresh(parent.RefreshToken), 401, "unauthenticated");

        await ShouldBeProblem(await Refresh(afterNext.RefreshToken), 401, "unauthenticated");
    }

    [Test]
    public async Task Of_two_hundred_who_refresh_one_token_on_two_nodes_all_get_one_and_the_same_next()
    {
        await using var another = AnotherNode();
        using var elsewhere = another.CreateClient();
        var parent = await SignIn(AdminEmail);
        var before = await Tokens();

        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 200)
                .Select(i =>
                    (i % 2 == 0 ? Api : elsewhere).PostAsJsonAsync(
                        "/api/v1/auth/refresh",
                        new { refresh_token = parent.RefreshToken }
                    )
                )
        );

        answers.ShouldAllBe(a => a.StatusCode == HttpStatusCode.OK);
        var pairs = await Task.WhenAll(answers.Select(TokenPair.Of));
        pairs.Select(p => p.RefreshToken).Distinct().Count().ShouldBe(1);
        (await Tokens()).ShouldBe(before + 1);
        (await Refresh(pairs[0].RefreshToken)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Test]
    public async Task A_used_token_from_before_the_grace_existed_ends_the_sign_in()
    {
        var parent = await SignIn(AdminEmail);
        await Refresh(parent.RefreshToken);
        await Database.Execute("update refresh_tokens set next_salt = null, next_hash = null");

        await ShouldBeProblem(await Refresh(parent.RefreshToken), 401, "unauthenticated");
    }

    [Test]
    public async Task A_signed_out_or_deactivated_user_gets_nothing_repeated()
    {
        var (id, email) = await GivenUser();
        var (first, second) = (await SignIn(email), await SignIn(email));
        await Refresh(first.RefreshToken);
        await Refresh(second.RefreshToken);

        await Api.PostAsJsonAsync("/api/v1/auth/revoke", new { refresh_token = first.RefreshToken });
        await ShouldBeProblem(await Refresh(first.RefreshToken), 401, "unauthenticated");
        await ChangeUser(id, new { is_active = false });
        await ShouldBeProblem(await Refresh(second.RefreshToken), 401, "unauthenticated");
    }

    [Test]
    public async Task Without_a_grace_a_token_is_good_for_one_use()
    {
        var settings = new Dictionary<string, string?>(Settings) { ["Access:RefreshGraceSeconds"] = "0" };
        await using var strict = new ApiNode(Database, Clock, settings);
        using var api = strict.CreateClient();
        var parent = await SignIn(AdminEmail);

        foreach (var status in (HttpStatusCode[])[HttpStatusCode.OK, HttpStatusCode.Unauthorized])
            (
                await api.PostAsJsonAsync("/api/v1/auth/refresh", new { refresh_token = parent.RefreshToken })
            ).StatusCode.ShouldBe(status);
    }

    private async Task<long> Tokens() => await Scalar<long>("select count(*) from refresh_tokens");
}
