using System.Text.Json;
using ThinkRealty.Application.Assignment;
using ThinkRealty.Application.Jobs;
using ThinkRealty.FunctionalTests.Fixture;

namespace ThinkRealty.FunctionalTests.Jobs;

/// <summary>A test of a job that moves leads between agents.</summary>
public abstract class LeadJobTest : BatchesTest
{
    protected static readonly TimeSpan Day = TimeSpan.FromHours(24);

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

    /// <summary>
    /// Captured a second apart and then taken from their agents, who are gone, past the program: nobody is told, so nothing
    /// drains the queue by itself.
    /// </summary>
    protected async Task<List<Guid>> GivenWaiting(int count)
    {
        await GivenOthers(count / 50);
        var waiting = new List<Guid>();
        for (var i = 0; i < count; i++)
        {
            waiting.Add((await Captured()).Lead);
            Clock.Advance(TimeSpan.FromSeconds(1));
        }

        await Database.Execute(
            """
            update agents set leave_from = '2000-01-01' where leave_from is null;
            set session_replication_role = replica; -- the schema keeps who held a lead
            delete from lead_assignments where lead_id = any(@waiting);
            reset session_replication_role;
            update follow_up_tasks set status = 'cancelled' where lead_id = any(@waiting);
            update leads set assigned_agent_id = null, queued_at = created_at, next_follow_up = null where id = any(@waiting)
            """,
            new { waiting }
        );
        return waiting;
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
