using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ThinkRealty.Application.Jobs;
using ThinkRealty.FunctionalTests.Fixture;

namespace ThinkRealty.FunctionalTests.Faults;

/// <summary>A test that harms what the program runs on, with nodes as processes of their own.</summary>
public abstract class FaultTest
{
    private const string Key = "tr_test_key_of_the_faults";
    private const string AdminEmail = "admin@thinkrealty.test";
    private const string Password = "a long enough password";
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(2);

    private static int _people;

    /// <summary>What a node's process is started with.</summary>
    protected static Dictionary<string, string> Environment(
        string connectionString,
        params (string Name, string Value)[] more
    )
    {
        var settings = typeof(JobSettings)
            .GetProperties()
            .Where(p => p.PropertyType == typeof(TimeSpan))
            .ToDictionary(p => $"Jobs__{p.Name}", _ => "00:00:00");
        settings["ConnectionStrings__Postgres"] = connectionString;
        settings["Database__MaxConnections"] = "16";
        settings["Database__ConnectSeconds"] = "15"; // a test machine may be busy
        settings["Bootstrap__AdminEmail"] = AdminEmail;
        settings["Bootstrap__AdminPassword"] = Password;
        settings["Reports__Project"] = "false";
        settings["Jobs__Run"] = "false";
        foreach (var (name, value) in more)
            settings[name] = value;
        return settings;
    }

    protected static async Task<(ApiProcess Process, HttpClient Api)> ServeAsync(
        Dictionary<string, string> environment,
        int? port = null
    )
    {
        var (process, api) = await ApiProcess.ServeAsync(
            port ?? ApiProcess.FreePort(),
            ["--no-sample-data"],
            environment
        );
        using (api)
        {
            var patient = new HttpClient { BaseAddress = api.BaseAddress, Timeout = Deadline };
            patient.DefaultRequestHeaders.Add("X-API-Key", Key);
            return (process, patient);
        }
    }

    /// <summary>A key for captures.</summary>
    protected static Task GivenKey(TestDatabase database) =>
        database.Execute(
            """
            insert into api_keys (id, name, prefix, key_hash, scopes, created_at)
            values (gen_random_uuid(), 'Desk', 'tr_faults', @hash, '{capture}', now())
            """,
            new { hash = SHA256.HashData(Encoding.UTF8.GetBytes(Key)) }
        );

    /// <summary>The bootstrap admin at the same address.</summary>
    protected static async Task<HttpClient> AsAdmin(HttpClient api)
    {
        var admin = new HttpClient { BaseAddress = api.BaseAddress, Timeout = Deadline };
        var signedIn = await admin.PostAsJsonAsync(
            "/api/v1/auth/token",
            new { email = AdminEmail, password = Password }
        );
        var token = (await signedIn.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>())
            .GetProperty("access_token")
            .GetString();
        admin.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return admin;
    }

    protected static async Task<Guid> GivenAgent(TestDatabase database, int max = 50)
    {
        var id = Guid.CreateVersion7();
        await database.Execute(
            """
            insert into agents (id, full_name, email, phone, languages, specialization_property_type, specialization_areas,
                                is_active, max_active_leads, weight, created_at, updated_at)
            values (@id, 'Sarah Johnson', @email, '+971501234568', '{english}', '{}', '{}', true, @max, 1, now(), now())
            """,
            new
            {
                id,
                email = $"{id:N}@thinkrealty.test",
                max,
            }
        );
        return id;
    }

    /// <summary>An inquiry of somebody new.</summary>
    protected static object Inquiry(string source = "bayut") =>
        new
        {
            source_type = source,
            lead_data = new
            {
                first_name = "Ahmed",
                last_name = "Al Mansouri",
                email = "ahmed@email.com",
                phone = $"+97150{Interlocked.Increment(ref _people):D7}",
                nationality = "UAE",
                language_preference = "arabic",
                budget_min = 800000,
                budget_max = 1500000,
                property_type = "apartment",
                preferred_areas = new[] { "Marina" },
            },
        };

    protected static Task<HttpResponseMessage> Capture(HttpClient api) =>
        api.PostAsJsonAsync("/api/v1/leads/capture", Inquiry());

    /// <summary>Captures somebody who finds an agent; a node that has just started may be slow enough to answer 503 first.</summary>
    protected static async Task<Guid> Captured(HttpClient api)
    {
        HttpResponseMessage answer = null!;
        await Eventually(
            async () => (answer = await Capture(api)).StatusCode == HttpStatusCode.Created,
            "a lead is captured"
        );
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("lead_id").GetGuid();
    }

    /// <summary>Looks again and again until it is as hoped, at most two minutes.</summary>
    protected static async Task Eventually(Func<Task<bool>> isSo, string what)
    {
        var since = Stopwatch.StartNew();
        while (!await isSo())
        {
            since.Elapsed.ShouldBeLessThan(Deadline, $"never came true: {what}");
            await Task.Delay(20);
        }
    }
}
