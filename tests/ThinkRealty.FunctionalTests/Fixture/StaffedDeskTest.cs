using System.Net;
using System.Net.Http.Json;

namespace ThinkRealty.FunctionalTests.Fixture;

/// <summary>A test at the desk with people of every role, and nobody to give leads to but whom the test itself brings.</summary>
public abstract class StaffedDeskTest : DeskTest
{
    private readonly Dictionary<HttpClient, string> _signedIn = [];

    protected override IReadOnlyDictionary<string, string?> Settings => WithAdmin;

    protected HttpClient Admin { get; private set; } = null!;
    protected HttpClient Supervisor { get; private set; } = null!;

    [OneTimeSetUp]
    public async Task SignIn()
    {
        _signedIn.Add(Admin = As(await SignIn(AdminEmail)), AdminEmail);
        Supervisor = await GivenUser("supervisor");
    }

    [SetUp]
    public Task SendEverybodyElseAway() =>
        Database.Execute(
            """
            delete from sign_in_failures; -- the clock goes back with every test
            update leads set status = 'lost', updated_at = created_at where queued_at is not null;
            update agents set leave_from = '2000-01-01', leave_until = null;
            """
        );

    [OneTimeTearDown]
    public void SignOut()
    {
        foreach (var client in _signedIn.Keys)
            client.Dispose();
    }

    /// <summary>A new user of that role, signed in.</summary>
    protected async Task<HttpClient> GivenUser(string role, Guid? agent = null)
    {
        var email = NewEmail();
        var user = new
        {
            email,
            full_name = "Omar Aziz",
            password = Password,
            role,
            agent_id = agent,
        };
        (await Admin.PostAsJsonAsync("/api/v1/users", user)).StatusCode.ShouldBe(HttpStatusCode.Created);
        var client = As(await SignIn(email));
        _signedIn.Add(client, email);
        return client;
    }

    /// <summary>Moves the clock, and signs these users in anew: an access token does not outlive an hour.</summary>
    protected async Task Later(TimeSpan by, params IEnumerable<HttpClient> users)
    {
        Clock.Advance(by);
        foreach (var user in users)
            user.DefaultRequestHeaders.Authorization = new("Bearer", (await SignIn(_signedIn[user])).AccessToken);
    }

    protected static async Task<Guid> IdOf(HttpClient user) =>
        (await Json(await user.GetAsync("/api/v1/auth/me"))).GetProperty("user_id").GetGuid();

    /// <summary>Captures somebody new; the lead's id and who has it.</summary>
    protected async Task<(Guid Lead, Guid? Agent)> Captured(string source = "bayut")
    {
        var answer = await Json(await Capture(Inquiry(source: source)));
        var agent = answer.GetProperty("assigned_agent");
        return (
            answer.GetProperty("lead_id").GetGuid(),
            agent.ValueKind == System.Text.Json.JsonValueKind.Null ? null : agent.GetProperty("agent_id").GetGuid()
        );
    }
}
