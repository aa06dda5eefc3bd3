using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace ThinkRealty.FunctionalTests.Agents;

/// <summary>An agent who leaves and the user who signs in as that agent (rules §11).</summary>
public sealed class DeactivateUserTests : AgentsTest
{
    [Test]
    public async Task Deactivating_an_agent_names_the_user_who_can_still_sign_in()
    {
        var (agent, email, user) = await AgentWithUser();

        var answer = await Changed(agent, new { is_active = false });

        Shown(answer).ShouldBe((user, email, true));
        (await TryToSignIn(email)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Test]
    public async Task The_user_loses_access_in_the_same_step_with_every_sign_in_and_token()
    {
        var (agent, email, user) = await AgentWithUser();
        var (one, two) = (await SignIn(email), await SignIn(email));

        var answer = await Json(await Send(agent, "?deactivate_user=true", new { is_active = false }));

        Shown(answer).ShouldBe((user, email, false));
        (await TryToSignIn(email)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        foreach (var tokens in new[] { one, two })
        {
            using var client = As(tokens);
            (await client.GetAsync("/api/v1/auth/me")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
            var refreshed = await Api.PostAsJsonAsync(
                "/api/v1/auth/refresh",
                new { refresh_token = tokens.RefreshToken }
            );
            refreshed.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        }

        (
            await Scalar<string>(
                "select action from audit_log where entity_id = @user order by id desc limit 1",
                new { user }
            )
        ).ShouldBe("user_deactivated");
    }

    [Test]
    public async Task A_user_who_stayed_can_lose_access_later()
    {
        var (agent, email, user) = await AgentWithUser();
        await Changed(agent, new { is_active = false });

        for (var i = 0; i < 2; i++)
            Shown(await Json(await Send(agent, "?deactivate_user=true", new { is_active = false })))
                .ShouldBe((user, email, false));
    }

    [Test]
    public async Task An_agent_without_a_user_names_none()
    {
        var agent = await CreatedId();

        var answer = await Json(await Send(agent, "?deactivate_user=true", new { is_active = false }));

        answer.GetProperty("is_active").GetBoolean().ShouldBeFalse();
        answer.TryGetProperty("user", out _).ShouldBeFalse();
    }

    [Test]
    public async Task Other_changes_name_no_user_and_take_nobody_access()
    {
        var (agent, email, _) = await AgentWithUser();

        (await Changed(agent, new { weight = 2 })).TryGetProperty("user", out _).ShouldBeFalse();
        (await Changed(agent, new { is_active = true })).TryGetProperty("user", out _).ShouldBeFalse();
        await ShouldComplainOf(await Send(agent, "?deactivate_user=true", new { weight = 3 }), "deactivate_user");
        await ShouldComplainOf(await Send(agent, "?deactivate_user=true", new { is_active = true }), "deactivate_user");
        await ShouldComplainOf(await Send(agent, "?deactivate_user=yes", new { is_active = false }), "deactivate_user");

        (await TryToSignIn(email)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Test]
    public async Task Where_the_agent_cannot_be_deactivated_the_user_keeps_access()
    {
        var (agent, email, _) = await AgentWithUser();
        await Captured();
        (await Scalar<int>("select active_leads from agent_seats where agent_id = @agent", new { agent })).ShouldBe(1);

        await ShouldBeProblem(
            await Send(agent, "?deactivate_user=true", new { is_active = false }),
            409,
            "agent_has_leads"
        );

        (await TryToSignIn(email)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private async Task<(Guid Agent, string Email, Guid User)> AgentWithUser()
    {
        var agent = await CreatedId();
        var user = await GivenUser("agent", agent);
        var me = await Json(await user.GetAsync("/api/v1/auth/me"));
        return (agent, me.GetProperty("email").GetString()!, me.GetProperty("user_id").GetGuid());
    }

    private Task<HttpResponseMessage> Send(Guid agent, string query, object change) =>
        Supervisor.PatchAsync($"{Agents}/{agent}{query}", JsonContent.Create(change));

    private static (Guid, string?, bool) Shown(JsonElement answer)
    {
        var user = answer.GetProperty("user");
        return (
            user.GetProperty("user_id").GetGuid(),
            user.GetProperty("email").GetString(),
            user.GetProperty("is_active").GetBoolean()
        );
    }
}
