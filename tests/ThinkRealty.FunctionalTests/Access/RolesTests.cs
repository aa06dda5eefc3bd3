using ThinkRealty.FunctionalTests.Fixture;

namespace ThinkRealty.FunctionalTests.Access;

/// <summary>Who may do what (rules §11), over HTTP: a row for each endpoint, a column for each caller.</summary>
public sealed class RolesTests : StaffedDeskTest
{
    private static readonly string[] Callers = ["admin", "supervisor", "agent", "key", "nobody"];

    private readonly Dictionary<string, HttpClient> _callers = [];
    private Guid _agent;
    private Guid _lead;

    [OneTimeSetUp]
    public async Task BringEverybody()
    {
        _agent = await GivenAgent();
        (_lead, _) = await Captured();
        _callers["admin"] = Admin;
        _callers["supervisor"] = Supervisor;
        _callers["agent"] = await GivenUser("agent", _agent);
        _callers["key"] = Api;
        _callers["nobody"] = Node.CreateClient();
    }

    [OneTimeTearDown]
    public void SendNobodyHome() => _callers["nobody"].Dispose();

    // An empty body is 422 for whoever may call: what is asked here is only who gets that far.
    [TestCase("GET", "leads/{lead}", "200 200 200 403 401")]
    [TestCase("POST", "leads/capture", "422 422 422 422 401")]
    [TestCase("GET", "agents", "200 200 200 403 401")]
    [TestCase("GET", "agents/{agent}", "200 200 200 403 401")]
    [TestCase("POST", "agents", "422 422 403 403 401")]
    [TestCase("PATCH", "agents/{agent}", "200 200 403 403 401")]
    [TestCase("GET", "users", "200 403 403 403 401")]
    [TestCase("POST", "users", "422 403 403 403 401")]
    [TestCase("GET", "users/{user}", "404 403 403 403 401")]
    [TestCase("PATCH", "users/{user}", "404 403 403 403 401")]
    [TestCase("GET", "api-keys", "200 403 403 403 401")]
    [TestCase("POST", "api-keys", "422 403 403 403 401")]
    [TestCase("DELETE", "api-keys/{user}", "404 403 403 403 401")]
    [TestCase("GET", "auth/me", "200 200 200 200 401")]
    public async Task An_endpoint_lets_in_whom_the_rules_name(string method, string path, string statuses)
    {
        var address = $"/api/v1/{path}"
            .Replace("{lead}", $"{_lead}", StringComparison.Ordinal)
            .Replace("{agent}", $"{_agent}", StringComparison.Ordinal)
            .Replace("{user}", $"{Guid.NewGuid()}", StringComparison.Ordinal);

        var answered = new List<string>();
        foreach (var caller in Callers)
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), address);
            if (method is "POST" or "PATCH")
                request.Content = Raw("{}");
            using var response = await _callers[caller].SendAsync(request);
            answered.Add($"{(int)response.StatusCode}");
        }

        string.Join(' ', answered).ShouldBe(statuses);
    }
}
