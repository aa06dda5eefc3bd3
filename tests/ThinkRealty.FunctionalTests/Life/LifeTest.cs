using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ThinkRealty.FunctionalTests.Fixture;

namespace ThinkRealty.FunctionalTests.Life;

/// <summary>A test of what happens with a lead after it came: one agent with room and a sign-in, unless the test brings more.</summary>
public abstract class LifeTest : StaffedDeskTest
{
    /// <summary>The agent whom leads go to while nobody else is there.</summary>
    protected Guid Sarah { get; private set; }

    /// <summary>That agent, signed in.</summary>
    protected HttpClient SarahHerself { get; private set; } = null!;

    [SetUp]
    public async Task BringAnAgent()
    {
        Sarah = await GivenAgent();
        SarahHerself = await GivenUser("agent", Sarah);
    }

    [TearDown]
    public Task EverythingHolds() => Invariants.HoldIn(Database, loweredAgents: []);

    /// <summary>Moves the clock; everybody is still signed in.</summary>
    protected Task Later(TimeSpan by) => Later(by, Admin, Supervisor, SarahHerself);

    /// <summary>A lead that came just now and went to Sarah.</summary>
    protected async Task<Guid> GivenLead()
    {
        var (lead, agent) = await Captured();
        agent.ShouldBe(Sarah);
        return lead;
    }

    /// <summary>A lead of Sarah's that has gone through the pipeline to there.</summary>
    protected async Task<Guid> GivenLeadAt(string status)
    {
        var lead = await GivenLead();
        await Bring(lead, status);
        return lead;
    }

    /// <summary>Straight in the database, by lawful steps.</summary>
    protected async Task Bring(Guid lead, string status)
    {
        string[] pipeline = ["new", "contacted", "qualified", "viewing_scheduled", "negotiation", "converted"];
        string[] steps = status switch
        {
            "lost" => ["lost"],
            "transferred" => [.. pipeline[1..3], "transferred"],
            _ => pipeline[1..(Array.IndexOf(pipeline, status) + 1)],
        };
        if (status == "transferred")
            await Database.Execute(
                "insert into sales (id, lead_id, stage, created_at, updated_at) values (gen_random_uuid(), @lead, 'new', now(), now())",
                new { lead }
            );
        foreach (var step in steps)
            await Database.Execute(
                "update leads set status = @step, updated_at = @Now, status_changed_at = status_changed_at + interval '1 microsecond' where id = @lead",
                new
                {
                    lead,
                    step,
                    Now = Clock.Now.UtcDateTime,
                }
            );
    }

    protected static Task<HttpResponseMessage> Send(
        HttpClient by,
        HttpMethod method,
        string path,
        object? body = null,
        string? ifMatch = null
    )
    {
        var request = new HttpRequestMessage(method, $"/api/v1/{path}");
        if (body is not null)
            request.Content = JsonContent.Create(body);
        if (ifMatch is not null)
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        return by.SendAsync(request);
    }

    protected static Task<HttpResponseMessage> Update(HttpClient by, Guid lead, object body, string? ifMatch = null) =>
        Send(by, HttpMethod.Put, $"leads/{lead}/update", body, ifMatch);

    protected static Task<HttpResponseMessage> Step(HttpClient by, Guid lead, object body, string? ifMatch = null) =>
        Send(by, HttpMethod.Patch, $"leads/{lead}/status", body, ifMatch);

    protected static Task<HttpResponseMessage> Reopen(HttpClient by, Guid lead, string reason = "Called again") =>
        Send(by, HttpMethod.Post, $"leads/{lead}/reopen", new { reason });

    protected static Task<HttpResponseMessage> Archive(HttpClient by, Guid lead) =>
        Send(by, HttpMethod.Delete, $"leads/{lead}");

    protected static Task<HttpResponseMessage> Restore(HttpClient by, Guid lead) =>
        Send(by, HttpMethod.Post, $"leads/{lead}/restore");

    protected static Task<HttpResponseMessage> Reassign(
        HttpClient by,
        Guid lead,
        Guid? to = null,
        string? reason = "Knows the area"
    ) => Send(by, HttpMethod.Post, $"leads/{lead}/reassign", new { new_agent_id = to, reason });

    /// <summary>What was answered, which must have been a success.</summary>
    protected static async Task<JsonElement> Done(Task<HttpResponseMessage> sent)
    {
        var response = await sent;
        ((int)response.StatusCode).ShouldBeInRange(200, 204, await response.Content.ReadAsStringAsync());
        return response.StatusCode == HttpStatusCode.NoContent ? default : await Json(response);
    }

    protected async Task<JsonElement> Shown(Guid lead) => await Done(Send(Admin, HttpMethod.Get, $"leads/{lead}"));

    protected async Task<string> VersionOf(Guid lead) =>
        (await Send(Admin, HttpMethod.Get, $"leads/{lead}")).Headers.ETag!.Tag;

    protected Task<IReadOnlyList<string>> HistoryOf(Guid lead) =>
        Rows<string>(
            "select coalesce(status_from, '-') || '>' || status_to from lead_conversion_history where lead_id = @lead order by id",
            new { lead }
        );

    /// <summary>Who held it, first to last, with the reason of each.</summary>
    protected Task<IReadOnlyList<(Guid Agent, string Reason, bool IsOpen)>> HoldersOf(Guid lead) =>
        Rows<(Guid, string, bool)>(
            "select agent_id, reason, ended_at is null from lead_assignments where lead_id = @lead order by assigned_at, id",
            new { lead }
        );

    protected Task<int> ActiveLeadsOf(Guid agent) =>
        Scalar<int>("select active_leads from agent_seats where agent_id = @agent", new { agent });

    /// <summary>The due dates of a lead's pending follow-ups, in order.</summary>
    protected async Task<IReadOnlyList<DateTimeOffset>> PendingOf(Guid lead) =>
        [
            .. (
                await Rows<DateTime>(
                    "select due_date from follow_up_tasks where lead_id = @lead and status = 'pending' order by due_date",
                    new { lead }
                )
            ).Select(due => new DateTimeOffset(due, TimeSpan.Zero)),
        ];

    protected static string? Text(JsonElement answer, string field) => answer.GetProperty(field).GetString();

    protected static DateTimeOffset? Moment(JsonElement answer, string field) =>
        answer.GetProperty(field) is { ValueKind: JsonValueKind.String } at ? at.GetDateTimeOffset() : null;

    protected static Guid? AgentOf(JsonElement lead) =>
        lead.GetProperty("assigned_agent") is { ValueKind: JsonValueKind.Object } agent
            ? agent.GetProperty("agent_id").GetGuid()
            : null;
}
