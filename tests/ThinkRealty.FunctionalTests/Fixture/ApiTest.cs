using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace ThinkRealty.FunctionalTests.Fixture;

/// <summary>
/// A test that speaks HTTP to the program. Every fixture has a database and a node of its own, which its tests share; the
/// clock begins anew with every test.
/// </summary>
public abstract class ApiTest
{
    protected const string AdminEmail = "admin@thinkrealty.test";
    protected const string Password = "a long enough password";

    private static readonly DateTimeOffset Beginning = new TestClock().Now;
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(1);

    protected TestDatabase Database { get; private set; } = null!;
    protected ApiNode Node { get; private set; } = null!;
    protected HttpClient Api { get; private set; } = null!;
    protected TestClock Clock { get; } = new();

    /// <summary>Further configuration of the node.</summary>
    protected virtual IReadOnlyDictionary<string, string?> Settings => new Dictionary<string, string?>();

    [OneTimeSetUp]
    public async Task StartNode()
    {
        Database = await TestServer.NewDatabaseAsync();
        Node = AnotherNode();
        Api = Node.CreateClient();
    }

    [SetUp]
    public void ResetClock() => Clock.Now = Beginning;

    [OneTimeTearDown]
    public async Task StopNode()
    {
        Api?.Dispose();
        if (Node is not null)
            await Node.DisposeAsync();
        if (Database is not null)
            await Database.DisposeAsync();
    }

    /// <summary>One more node on the same database and clock; the caller disposes of it.</summary>
    protected ApiNode AnotherNode() => new(Database, Clock, Settings);

    /// <summary>What a node needs to begin with one admin.</summary>
    protected static IReadOnlyDictionary<string, string?> WithAdmin { get; } =
        new Dictionary<string, string?>
        {
            ["Bootstrap:AdminEmail"] = AdminEmail,
            ["Bootstrap:AdminPassword"] = Password,
            ["Access:FreeTriesPerAddress"] = "1000",
        };

    protected static string NewEmail() => $"{Guid.NewGuid():N}@thinkrealty.test";

    protected HttpClient As(TokenPair signedIn, ApiNode? node = null)
    {
        var client = (node ?? Node).CreateClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", signedIn.AccessToken);
        return client;
    }

    protected async Task<TokenPair> SignIn(string email, string password = Password)
    {
        var response = await TryToSignIn(email, password);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        return await TokenPair.Of(response);
    }

    protected Task<HttpResponseMessage> TryToSignIn(string email, string password = Password) =>
        Api.PostAsJsonAsync("/api/v1/auth/token", new { email, password });

    // As text first: that can be read twice.
    protected static async Task<JsonElement> Json(HttpResponseMessage response) =>
        JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync());

    protected static async Task ShouldBeProblem(HttpResponseMessage response, int status, string slug)
    {
        ((int)response.StatusCode).ShouldBe(status, await response.Content.ReadAsStringAsync());
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        (await Json(response)).GetProperty("type").GetString().ShouldBe(slug);
    }

    /// <summary>Refused as <c>validation_error</c>, for these fields and no others.</summary>
    protected static async Task ShouldComplainOf(HttpResponseMessage response, params string[] fields)
    {
        await ShouldBeProblem(response, 422, "validation_error");
        (await Json(response))
            .GetProperty("errors")
            .EnumerateObject()
            .Select(e => e.Name)
            .ShouldBe(fields, ignoreOrder: true);
    }

    /// <summary>A body exactly as written.</summary>
    protected static StringContent Raw(string json) => new(json, mediaType: new("application/json"));

    protected Task<T?> Scalar<T>(string sql, object? args = null) => Database.Scalar<T>(sql, args);

    protected Task<IReadOnlyList<T>> Rows<T>(string sql, object? args = null) => Database.Rows<T>(sql, args);

    /// <summary>Looks again and again until it is as hoped, at most a minute.</summary>
    protected static async Task Eventually(Func<Task<bool>> isSo, string what)
    {
        var since = Stopwatch.StartNew();
        while (!await isSo())
        {
            since.Elapsed.ShouldBeLessThan(Deadline, $"never came true: {what}");
            await Task.Delay(10);
        }
    }
}
