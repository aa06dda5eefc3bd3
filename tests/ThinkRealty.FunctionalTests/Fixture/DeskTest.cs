using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;

namespace ThinkRealty.FunctionalTests.Fixture;

/// <summary>A test at the desk: an integration that captures leads, and agents to give them to.</summary>
public abstract class DeskTest : ApiTest
{
    private const string Key = "tr_test_key_of_the_desk";
    private static int _people;

    [OneTimeSetUp]
    public async Task GiveTheKey()
    {
        await Database.Execute(
            """
            insert into api_keys (id, name, prefix, key_hash, scopes, created_at)
            values (gen_random_uuid(), 'Desk', 'tr_test', @hash, array['capture'], now())
            """,
            new { hash = SHA256.HashData(Encoding.UTF8.GetBytes(Key)) }
        );
        WithKey(Api);
    }

    protected static HttpClient WithKey(HttpClient client)
    {
        client.DefaultRequestHeaders.Add("X-API-Key", Key);
        return client;
    }

    /// <summary>A phone that nobody had before.</summary>
    protected static string NewPhone() => $"+97150{Interlocked.Increment(ref _people):D7}";

    /// <summary>The worked example of rules §5, from a person of one's own.</summary>
    protected static Dictionary<string, object?> Inquiry(string? phone = null, string source = "bayut") =>
        new()
        {
            ["source_type"] = source,
            ["lead_data"] = new Dictionary<string, object?>
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
            },
        };

    protected Task<HttpResponseMessage> Capture(object inquiry, HttpClient? by = null) =>
        (by ?? Api).PostAsJsonAsync("/api/v1/leads/capture", inquiry);

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
