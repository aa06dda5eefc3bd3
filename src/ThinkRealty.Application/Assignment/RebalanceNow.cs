using System.Text.Json.Serialization;
using MediatR;
using ThinkRealty.Application.Leads;
using ThinkRealty.Application.Pipeline;
using ThinkRealty.Domain;

namespace ThinkRealty.Application.Assignment;

/// <summary>
/// A supervisor lets the workload be balanced at once, or asks what that would come to (rules §6): one agent after another, each
/// in a transaction of its own. A dry run locks nothing.
/// </summary>
public sealed record RebalanceNow : ICommandInParts<Rebalanced>
{
    /// <summary>True: nothing changes, the answer is what would be done. Default false.</summary>
    public bool? DryRun { get; init; }
}

/// <summary>What was moved, or would be.</summary>
/// <param name="DryRun">Whether nothing has changed.</param>
/// <param name="Moved">Leads that went to another agent.</param>
/// <param name="Remaining">Leads by which agents are still above their share; all of them together.</param>
/// <param name="Skipped">
/// Leads looked at that stayed, by reason: <c>worked_on</c> (the agent has only leads that are not untouched),
/// <c>nobody_below</c> (nobody has so little to do), <c>locked</c> (somebody was changing them).
/// </param>
/// <param name="Moves">Which lead went where and why, in this order.</param>
public sealed record Rebalanced(
    bool DryRun,
    int Moved,
    long Remaining,
    IReadOnlyDictionary<string, long> Skipped,
    IReadOnlyList<BalancedLead> Moves
) : IWarns
{
    /// <summary>
    /// What was accepted, and what the caller should know about it: `slug` or `slug: detail`; absent without any.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Warnings { get; set; }
}

internal sealed class RebalanceNowHandler(
    Rebalancing rebalancing,
    ILeadRepository leads,
    IUnitOfWork work,
    TimeProvider clock
) : IRequestHandler<RebalanceNow, Rebalanced>
{
    private const int MostAtOnce = 500;

    public Task<Rebalanced> Handle(RebalanceNow request, CancellationToken cancellationToken) =>
        request.DryRun == true
            ? work.InTransactionAsync(
                token => rebalancing.PlanAsync(MostAtOnce, clock.Now(), token),
                isAudited: false,
                cancellationToken
            )
            : RebalanceAsync(cancellationToken);

    private async Task<Rebalanced> RebalanceAsync(CancellationToken cancellationToken)
    {
        var (moves, skipped) = (new List<BalancedLead>(), new Dictionary<string, long>());
        var after = 0;
        while (
            moves.Count < MostAtOnce
            && await RelieveAsync(after, MostAtOnce - moves.Count, cancellationToken) is { } relief
        )
        {
            after = relief.AgentNo;
            moves.AddRange(relief.Moves);
            foreach (var (reason, count) in relief.Skipped)
                skipped[reason] = skipped.GetValueOrDefault(reason) + count;
        }

        return new(
            DryRun: false,
            moves.Count,
            await work.InTransactionAsync(rebalancing.CountSurplusAsync, isAudited: false, cancellationToken),
            skipped,
            moves
        );
    }

    private Task<Relief?> RelieveAsync(int afterAgentNo, int atMost, CancellationToken cancellationToken) =>
        work.InTransactionAsync(
            async _ =>
            {
                await leads.LockMovesAsync(cancellationToken);
                return await rebalancing.RelieveAsync(afterAgentNo, atMost, clock.Now(), cancellationToken);
            },
            isAudited: true,
            cancellationToken
        );
}
