using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using ThinkRealty.Api.Verbs;
using ThinkRealty.Application.Access;
using ThinkRealty.FunctionalTests.Fixture;
using ThinkRealty.Infrastructure.SampleData;

namespace ThinkRealty.FunctionalTests.SampleData;

/// <summary>What a newcomer gets in Development, where the sample data comes by itself.</summary>
public sealed class DemoTests : ApiTest
{
    protected override IReadOnlyDictionary<string, string?> Settings { get; } =
        new Dictionary<string, string?> { ["environment"] = "Development" };

    [Test]
    public async Task The_capture_of_the_greeting_works_every_time()
    {
        using var integration = WithTheDemoKey(Node);
        var phones = new List<string?>();
        for (var i = 0; i < 2; i++)
        {
            var body = BodyOfTheCurl(await GreetingAsync(Node));

            using var content = new StringContent(body, Encoding.UTF8, "application/json");
            var response = await integration.PostAsync("/api/v1/leads/capture", content);

            response.StatusCode.ShouldBe(HttpStatusCode.Created);
            var lead = await response.Content.ReadFromJsonAsync<JsonElement>();
            lead.GetProperty("lead_score").GetInt32().ShouldBe(85);
            lead.GetProperty("assigned_agent").GetProperty("name").GetString().ShouldNotBeNullOrEmpty();
            lead.GetProperty("suggested_properties").GetArrayLength().ShouldBeGreaterThan(2);
            var sent = JsonSerializer.Deserialize<JsonElement>(body);
            phones.Add(sent.GetProperty("lead_data").GetProperty("phone").GetString());
        }

        phones.ShouldBeUnique();
    }

    [TestCaseSource(nameof(Accounts))]
    public async Task The_demo_accounts_sign_in_as_what_they_are(string email, string role)
    {
        (await GreetingAsync(Node)).ShouldContain(line => line.Text.Contains(email, StringComparison.Ordinal));

        var response = await Api.PostAsJsonAsync("/api/v1/auth/token", new { email, password = DemoAccess.Password });

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        var user = (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("user");
        user.GetProperty("role").GetString().ShouldBe(role);
    }

    [Test]
    public async Task A_decayed_and_reassigned_lead_shows_its_reasons()
    {
        using var supervisor = As(await SignIn(DemoAccess.Supervisor.Email, DemoAccess.Password));
        var lead = await Scalar<Guid>(
            """
            select a.lead_id from lead_assignments a join score_ledger l on l.lead_id = a.lead_id
             where a.reason = 'stale' and l.silence_window is not null limit 1
            """
        );

        var score = await Json(await supervisor.GetAsync($"/api/v1/leads/{lead}/score"));
        var decay = score
            .GetProperty("ledger")
            .EnumerateArray()
            .First(e => e.GetProperty("rule").GetString() == "silence");
        decay.GetProperty("points").GetInt32().ShouldBeLessThanOrEqualTo(0);
        decay.GetProperty("reason").GetString().ShouldNotBeNullOrEmpty();

        var assignments = await Json(await supervisor.GetAsync($"/api/v1/leads/{lead}/assignments"));
        var stale = assignments
            .GetProperty("data")
            .EnumerateArray()
            .First(a => a.GetProperty("reason").GetString() == "stale");
        var explanation = stale.GetProperty("explanation");
        explanation.GetProperty("group").GetArrayLength().ShouldBeGreaterThan(0);
        explanation
            .GetProperty("excluded")
            .EnumerateArray()
            .ShouldContain(e => e.GetProperty("reason").GetString() == "set_aside");
    }

    [Test]
    public async Task In_Production_the_demo_key_of_the_same_database_is_refused_and_nothing_is_told()
    {
        await using var production = new ApiNode(Database, Clock);
        using var integration = WithTheDemoKey(production);

        var response = await integration.PostAsJsonAsync("/api/v1/leads/capture", new { });

        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await GreetingAsync(production)).ShouldBeEmpty();
    }

    [TestCase("true", 10)]
    [TestCase("false", 0)]
    [TestCase(null, 0)]
    public async Task Production_is_filled_only_when_told_and_then_without_demo_access(string? wanted, long agents)
    {
        await using var database = await TestServer.NewDatabaseAsync();

        await using var node = new ApiNode(
            database,
            Clock,
            new Dictionary<string, string?> { ["SAMPLE_DATA"] = wanted }
        );

        (await database.Scalar<long>("select count(*) from agents")).ShouldBe(agents);
        (await database.Scalar<long>("select count(*) from users")).ShouldBe(0);
        (await database.Scalar<long>("select count(*) from api_keys")).ShouldBe(0);
    }

    private static IEnumerable<string[]> Accounts() =>
        DemoAccess.Accounts.Select(account => new[] { account.Email, account.Role.ToString().ToLowerInvariant() });

    private static HttpClient WithTheDemoKey(ApiNode node)
    {
        var client = node.CreateClient();
        client.DefaultRequestHeaders.Add("X-API-Key", ApiKey.Demo);
        return client;
    }

    private static async Task<IReadOnlyList<GreetingLine>> GreetingAsync(ApiNode node) =>
        await node.Services.GetServices<IGreets>().Single().LinesAsync("http://127.0.0.1", CancellationToken.None);

    private static string BodyOfTheCurl(IEnumerable<GreetingLine> lines)
    {
        var curl = lines.Single(line => line.Text.StartsWith("curl", StringComparison.Ordinal)).Text;
        return curl[(curl.IndexOf("-d '", StringComparison.Ordinal) + 4)..^1];
    }
}
