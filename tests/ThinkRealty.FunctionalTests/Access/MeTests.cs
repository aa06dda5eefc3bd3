using System.Net.Http.Json;
using System.Text.Json;

namespace ThinkRealty.FunctionalTests.Access;

/// <summary><c>GET /auth/me</c>: who is calling, also for an integration that tries its key out.</summary>
public sealed class MeTests : AccessTest
{
    [TestCase("capture"), TestCase("export"), TestCase("metrics"), TestCase("capture export metrics")]
    public async Task A_key_reads_its_own_id_name_and_scopes_and_nothing_else(string scopes)
    {
        var (id, key) = await GivenKey("Portal feed", scopes.Split(' '));
        using var integration = WithKey(key);

        var me = await Json(await integration.GetAsync("/api/v1/auth/me"));

        Fields(me).ShouldBe(["kind", "api_key_id", "name", "scopes"]);
        me.GetProperty("kind").GetString().ShouldBe("key");
        me.GetProperty("api_key_id").GetGuid().ShouldBe(id);
        me.GetProperty("name").GetString().ShouldBe("Portal feed");
        me.GetProperty("scopes").EnumerateArray().Select(s => s.GetString()).ShouldBe(scopes.Split(' '));
    }

    [TestCase("admin"), TestCase("supervisor")]
    public async Task A_user_reads_the_fields_of_a_user(string role)
    {
        var (id, email) = await GivenUser(role);
        using var client = As(await SignIn(email));

        var me = await Json(await client.GetAsync("/api/v1/auth/me"));

        var user = await Json(await Admin.GetAsync($"/api/v1/users/{id}"));
        me.GetProperty("kind").GetString().ShouldBe("user");
        Fields(me).ShouldBe(["kind", .. Fields(user)]);
        foreach (var field in user.EnumerateObject())
            me.GetProperty(field.Name).ToString().ShouldBe(field.Value.ToString());
    }

    [Test]
    public async Task A_key_that_is_sent_with_a_token_is_the_one_who_calls()
    {
        var (_, key) = await GivenKey("Both", "capture");
        using var both = As(await SignIn(AdminEmail));
        both.DefaultRequestHeaders.Add("X-API-Key", key);

        (await Json(await both.GetAsync("/api/v1/auth/me"))).GetProperty("kind").GetString().ShouldBe("key");
    }

    [Test]
    public async Task A_revoked_and_an_unknown_key_are_asked_to_sign_in()
    {
        var (id, revoked) = await GivenKey("Old", "capture");
        await Admin.DeleteAsync($"/api/v1/api-keys/{id}");

        foreach (var key in (string[])[revoked, "tr_0000000000_unknown", ""])
        {
            using var integration = WithKey(key);
            await ShouldBeProblem(await integration.GetAsync("/api/v1/auth/me"), 401, "unauthenticated");
        }
    }

    private static IEnumerable<string> Fields(JsonElement element) => element.EnumerateObject().Select(f => f.Name);

    private async Task<(Guid Id, string Key)> GivenKey(string name, params string[] scopes)
    {
        var created = await Json(await Admin.PostAsJsonAsync("/api/v1/api-keys", new { name, scopes }));
        return (
            created.GetProperty("api_key").GetProperty("api_key_id").GetGuid(),
            created.GetProperty("key").GetString()!
        );
    }
}
