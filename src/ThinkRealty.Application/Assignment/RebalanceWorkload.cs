using MediatR;
using ThinkRealty.Application.Jobs;
using ThinkRealty.Application.Leads;
using ThinkRealty.Domain;

namespace ThinkRealty.Application.Assignment;

/// <summary>Untouched leads move from agents with much to do to agents with little, one agent after another (rules §6).</summary>
/// <param name="AfterAgentNo">The last agent whose turn is over.</param>
public sealed record RebalanceWorkload(int AfterAgentNo = 0) : IJobBatch;

internal sealed class RebalanceWorkloadHandler(Rebalancing rebalancing, ILeadRepository leads, TimeProvider clock)
    : IRequestHandler<RebalanceWorkload, JobStep>
{
    // The agents chosen stay locked until the commit, as with stale leads.
    private const int AtOnce = 10;

    public async Task<JobStep> Handle(RebalanceWorkload request, CancellationToken cancellationToken)
    {
        long? expected = request.AfterAgentNo == 0 ? await rebalancing.CountSurplusAsync(cancellationToken) : null;
        await leads.LockMovesAsync(cancellationToken);
        var after = request.AfterAgentNo;
        if (await rebalancing.RelieveAsync(after, AtOnce, clock.Now(), cancellationToken) is not { } relief)
            return new(0, 0) { Expected = expected };

        // Where all of them went, the same agent may have more.
        var next = relief.Moves.Count == AtOnce ? relief.AgentNo - 1 : relief.AgentNo;
        return new(relief.Surplus, relief.Moves.Count)
        {
            Skipped = relief.Skipped,
            Expected = expected,
            Next = new RebalanceWorkload(next),
        };
    }
}
