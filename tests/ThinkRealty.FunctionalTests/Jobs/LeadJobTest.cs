using System.Text.Json;
using ThinkRealty.Application.Assignment;
using ThinkRealty.Application.Jobs;
using ThinkRealty.FunctionalTests.Fixture;
using ThinkRealty.FunctionalTests.Life;

namespace ThinkRealty.FunctionalTests.Jobs;

/// <summary>A test of a job over leads; those of the tests before are closed.</summary>
public abstract class LeadJobTest : LifeTest
{
    protected static readonly TimeSpan Day = TimeSpan.FromHours(24);
    protected static readonly TimeSpan Microsecond = TimeSpan.FromMicroseconds(1);

    [SetUp]
    public Task CloseWhatWasBefore() =>
        Database.Execute(
            "update leads set status = 'lost', updated_at = created_at where is_active_lead(status, archived_at)"
        );

    /// <summary>The whole job, on this node or another.</summary>
    protected Task<JobStep> ReassignStale(ApiNode? node = null) => (node ?? Node).Run(new ReassignStaleLeads());

    /// <summary>The same, and what it did in words.</summary>
    protected async Task<string> Reassigned() => (await ReassignStale()).InWords();

    /// <summary>Agents beside Sarah, with room.</summary>
    protected async Task<IReadOnlyList<Guid>> GivenOthers(int count)
    {
        var others = new List<Guid>();
        for (var i = 0; i < count; i++)
            others.Add(await GivenAgent());
        return others;
    }

    /// <summary>What the lead's assignments say, the newest first.</summary>
    protected async Task<IReadOnlyList<JsonElement>> Assignments(Guid lead) =>
        [
            .. (await Done(Send(Supervisor, HttpMethod.Get, $"leads/{lead}/assignments")))
                .GetProperty("data")
                .EnumerateArray(),
        ];

    protected async Task<bool> NeedsSupervisor(Guid lead) =>
        (await Shown(lead)).GetProperty("needs_supervisor").GetBoolean();

    protected Task<JsonElement> LogCall(Guid lead, DateTimeOffset? occurredAt = null) =>
        Done(
            Send(
                Supervisor,
                HttpMethod.Post,
                $"leads/{lead}/interactions",
                new { type = "call", occurred_at = occurredAt }
            )
        );
}
