using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using ThinkRealty.Application.Access;
using ThinkRealty.FunctionalTests.Fixture;

namespace ThinkRealty.FunctionalTests.Access;

public sealed class ApiKeysTests : AccessTest
{
    [Test]
    public async Task A_key_is_shown_once_and_kept_as_a_hash()
    {
        var (id, key) = await GivenKey("capture", "EXPORT");

        key.ShouldStartWith("tr_");
        var list = await (await Admin.GetAsync("/api/v1/api-keys?limit=100")).Content.ReadAsStringAsync();
        list.ShouldContain($"{id}");
        list.ShouldContain(key[..13]);
        list.ShouldNotContain(key);
        (await Scalar<byte[]>("select key_hash from api_keys where id = @id", new { id })).ShouldBe(
            SHA256.HashData(Encoding.UTF8.GetBytes(key))
        );
        (
            await Scalar<long>(
                "select count(*) from audit_log where entity_id = @id and audit_log::text like '%' || @key || '%'",
                new { id, key }
            )
        ).ShouldBe(0);
    }

    [Test]
    public async Task A_key_gets_in_but_only_where_its_scope_lets_it()
    {
        var (_, key) = await GivenKey("capture");
        using var integration = WithKey(key);

        foreach (var path in (string[])["/api/v1/users", "/api/v1/leads", "/api/v1/api-keys"])
            await ShouldBeProblem(await integration.GetAsync(path), 403, "forbidden");
    }

    [Test]
    public async Task A_revoked_key_is_refused_within_five_seconds()
    {
        var (id, key) = await GivenKey("capture");
        using var integration = WithKey(key);
        await ShouldBeProblem(await integration.GetAsync("/api/v1/users"), 403, "forbidden");

        for (var i = 0; i < 2; i++)
            (await Admin.DeleteAsync($"/api/v1/api-keys/{id}")).StatusCode.ShouldBe(HttpStatusCode.NoContent);

        Clock.Advance(TimeSpan.FromSeconds(5));
        await ShouldBeProblem(await integration.GetAsync("/api/v1/users"), 401, "unauthenticated");
        await ShouldBeProblem(await Admin.DeleteAsync($"/api/v1/api-keys/{Guid.NewGuid()}"), 404, "api_key_not_found");
    }

    [Test]
    public async Task A_key_ends_when_it_was_said_to()
    {
        var created = await Admin.PostAsJsonAsync(
            "/api/v1/api-keys",
            new
            {
                name = "Short",
                scopes = new[] { "capture" },
                expires_at = Clock.Now.AddMinutes(1),
            }
        );
        using var integration = WithKey((await Json(created)).GetProperty("key").GetString()!);
        await ShouldBeProblem(await integration.GetAsync("/api/v1/users"), 403, "forbidden");

        Clock.Advance(TimeSpan.FromMinutes(1));

        await ShouldBeProblem(await integration.GetAsync("/api/v1/users"), 401, "unauthenticated");
    }

    [TestCase("Production", 401, "unauthenticated"), TestCase("Development", 403, "forbidden")]
    public async Task The_demo_key_is_refused_outside_Development_even_if_it_is_there(
        string environment,
        int status,
        string slug
    )
    {
        await Database.Execute(
            """
            insert into api_keys (id, name, prefix, key_hash, scopes, created_at)
            values (gen_random_uuid(), 'Demo', 'tr_demo', sha256(@Key::bytea), array['capture'], now())
            on conflict do nothing
            """,
            new { Key = ApiKey.Demo }
        );
        var settings = new Dictionary<string, string?>(Settings) { ["environment"] = environment };
        await using var node = new ApiNode(Database, Clock, settings);

        using var demo = node.CreateClient();
        demo.DefaultRequestHeaders.Add("X-API-Key", ApiKey.Demo);

        await ShouldBeProblem(await demo.GetAsync("/api/v1/users"), status, slug);
    }

    [TestCase("""{"name":"","scopes":["capture"]}""", "name"), TestCase("""{"name":"K","scopes":[]}""", "scopes")]
    [TestCase("""{"name":"K","scopes":["everything"]}""", "scopes[0]")]
    [TestCase("""{"name":"K","scopes":["capture"],"expires_at":"2026-01-17T06:00:00Z"}""", "expires_at")]
    public async Task What_is_no_key_is_refused_by_field(string body, string field)
    {
        var response = await Admin.PostAsync(
            "/api/v1/api-keys",
            new StringContent(body, mediaType: new("application/json"))
        );

        await ShouldBeProblem(response, 422, "validation_error");
        (await Json(response)).GetProperty("errors").TryGetProperty(field, out _).ShouldBeTrue();
    }

    [Test]
    public async Task An_answer_with_a_secret_takes_no_idempotency_key()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/api-keys");
        request.Headers.Add("Idempotency-Key", "once");
        request.Content = JsonContent.Create(new { name = "K", scopes = new[] { "capture" } });

        var response = await Admin.SendAsync(request);

        await ShouldBeProblem(response, 422, "validation_error");
        (await Json(response)).GetProperty("errors").TryGetProperty("Idempotency-Key", out _).ShouldBeTrue();
    }

    private async Task<(Guid Id, string Key)> GivenKey(params string[] scopes)
    {
        var created = await Admin.PostAsJsonAsync("/api/v1/api-keys", new { name = "Portal", scopes });
        created.StatusCode.ShouldBe(HttpStatusCode.Created);
        var json = await Json(created);
        return (json.GetProperty("api_key").GetProperty("api_key_id").GetGuid(), json.GetProperty("key").GetString()!);
    }
}
