using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace ThinkRealty.FunctionalTests.Fixture;

/// <summary>A test at the desk: an integration that captures leads, and agents to give them to.</summary>
public abstract class DeskTest : ApiTest
{
    protected const string Key = "tr_test_key_of_the_desk";

    private static int _people;

    /// <summary>Always the same, because a node remembers whose a key is.</summary>
    protected static Guid KeyId { get; } = Guid.Parse("0192f000-0000-7000-8000-000000000001");

    [OneTimeSetUp]
    public async Task GiveTheKey()
    {
        await GivenKey(KeyId, Key, "capture");
        WithKey(Api);
    }

    protected static HttpClient WithKey(HttpClient client, string key = Key)
    {
        client.DefaultRequestHeaders.Add("X-API-Key", key);
        return client;
    }

    protected Task GivenKey(Guid id, string key, params string[] scopes) =>
        Database.Execute(
            """
            insert into api_keys (id, name, prefix, key_hash, scopes, created_at)
            values (@id, 'Desk', @prefix, @hash, @scopes, now())
            """,
            new
            {
                id,
                prefix = $"tr_{id:N}",
                hash = SHA256.HashData(Encoding.UTF8.GetBytes(key)),
                scopes,
            }
        );

    /// <summary>A phone that nobody had before.</summary>
    protected static string NewPhone() => $"+97150{Interlocked.Increment(ref _people):D7}";

    /// <summary>The worked example of rules §5, from a person of one's own.</summary>
    protected static Dictionary<string, object?> Inquiry(
        string? phone = null,
        string source = "bayut",
        Action<Dictionary<string, object?>>? with = null,
        object? details = null
    )
    {
        var data = new Dictionary<string, object?>
        {
            ["first_name"] = "Ahmed",
            ["last_name"] = "Al Mansouri",
            ["email"] = "ahmed@email.com",
            ["phone"] = phone ?? NewPhone(),
            ["nationality"] = "UAE",
            ["language_preference"] = "arabic",
            ["budget_min"] = 800000,
            ["budget_max"] = 1500000,
            ["property_type"] = "apartment",
            ["preferred_areas"] = new[] { "Downtown Dubai", "Marina", "JBR" },
        };
        with?.Invoke(data);
        var inquiry = new Dictionary<string, object?> { ["source_type"] = source, ["lead_data"] = data };
        if (details is not null)
            inquiry["source_details"] = details;
        return inquiry;
    }

    /// <summary>Sends an inquiry, under an <c>Idempotency-Key</c> where one is given.</summary>
    protected async Task<HttpResponseMessage> Capture(object inquiry, HttpClient? by = null, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/leads/capture")
        {
            Content = JsonContent.Create(inquiry),
        };
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        return await (by ?? Api).SendAsync(request);
    }

    /// <summary>The answer to an inquiry that has found an agent.</summary>
    protected async Task<JsonElement> Captured(object inquiry, HttpClient? by = null)
    {
        var response = await Capture(inquiry, by);
        var answer = await Json(response);
        response.StatusCode.ShouldBe(HttpStatusCode.Created, answer.ToString());
        return answer;
    }

    protected static Guid LeadIn(JsonElement answer) => answer.GetProperty("lead_id").GetGuid();

    protected static Guid AgentIn(JsonElement answer) =>
        answer.GetProperty("assigned_agent").GetProperty("agent_id").GetGuid();

    /// <summary>An agent straight in the database, where the way in is not what is tested.</summary>
    protected async Task<Guid> GivenAgent(
        string[]? types = null,
        string[]? areas = null,
        string[]? languages = null,
        int max = 50,
        int weight = 1,
        bool active = true
    )
    {
        var id = Guid.CreateVersion7();
        await Database.Execute(
            """
            insert into agents (id, full_name, email, phone, languages, specialization_property_type, specialization_areas,
                                is_active, max_active_leads, weight, created_at, updated_at)
            values (@id, 'Sarah Johnson', @email, '+971501234568', @languages, @types, @areas, @active, @max, @weight, now(), now())
            """,
            new
            {
                id,
                email = $"{id:N}@thinkrealty.test",
                languages = languages ?? ["english", "arabic"],
                types = types ?? [],
                areas = areas ?? [],
                active,
                max,
                weight,
            }
        );
        return id;
    }
}
