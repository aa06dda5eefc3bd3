using System.Text.Json;
using ThinkRealty.FunctionalTests.Fixture;

namespace ThinkRealty.FunctionalTests.Dashboard;

/// <summary>A test of dashboards; leads are made past the API, through the schema's own guards.</summary>
public abstract class DashboardTest : StaffedDeskTest
{
    private HttpClient _asking = null!;

    [OneTimeSetUp]
    public async Task BringGivenRows()
    {
        await using var file = typeof(SqlTest).Assembly.GetManifestResourceStream("Given.sql")!;
        using var text = new StreamReader(file);
        await Database.Execute(await text.ReadToEndAsync());
    }

    [SetUp]
    public void AskAsSupervisor() => _asking = Supervisor;

    /// <summary>Days or months away, where earlier sign-ins are over.</summary>
    protected async Task MoveClockTo(DateTimeOffset moment)
    {
        Clock.Now = moment;
        _asking = As(await SignIn(AdminEmail));
    }

    protected static string Address(Guid agent, string query = "") => $"/api/v1/agents/{agent}/dashboard{query}";

    protected async Task<JsonElement> Dashboard(Guid agent, string query = "", HttpClient? by = null)
    {
        var response = await (by ?? _asking).GetAsync(Address(agent, query));
        var answer = await Json(response);
        ((int)response.StatusCode).ShouldBe(200, answer.ToString());
        return answer;
    }

    /// <summary>A lead, and its first contact so many hours after it came.</summary>
    protected async Task<Guid> GivenLead(
        Guid agent,
        DateTimeOffset? at = null,
        double? contactAfterHours = null,
        string source = "bayut",
        string status = "new"
    )
    {
        var lead = Guid.CreateVersion7();
        var created = (at ?? Clock.Now.AddDays(-3)).UtcDateTime;
        await Database.Execute(
            """
            select given.lead(agent => @agent, status => @status, at => @created, id => @lead);
            update leads set source_type = @source, first_contact_at = @contact, last_contact_at = @contact where id = @lead
            """,
            new
            {
                lead,
                agent,
                status,
                created,
                source,
                contact = contactAfterHours is { } hours ? created.AddHours(hours) : (DateTime?)null,
            }
        );
        return lead;
    }

    protected static JsonElement Summary(JsonElement dashboard) => dashboard.GetProperty("agent_summary");

    protected static JsonElement Performance(JsonElement dashboard) => dashboard.GetProperty("performance_metrics");

    protected static int? Rank(JsonElement dashboard) =>
        Performance(dashboard).GetProperty("response_time_rank") is { ValueKind: JsonValueKind.Number } rank
            ? rank.GetInt32()
            : null;
}
