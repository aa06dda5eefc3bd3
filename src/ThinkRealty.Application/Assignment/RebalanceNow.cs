using System.Text.Json.Serialization;
using MediatR;
using ThinkRealty.Application.Leads;
using ThinkRealty.Application.Pipeline;
using ThinkRealty.Domain;

namespace ThinkRealty.Application.Assignment;

/// <summary>A supervisor lets the workload be balanced at once, or asks what that would come to (rules §6).</summary>
public sealed record RebalanceNow : ICommand<Rebalanced>
{
    /// <summary>True: nothing changes, the answer is what would be done. Default false.</summary>
    public bool DryRun { get; init; }
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
    /// <summary>What was accepted, and what the caller should know about it; absent without warnings.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Warnings { get; set; }

    IReadOnlyList<string> IWarns.Warnings
    {
        get => Warnings ?? [];
        set => Warnings = value.Count > 0 ? value : null;
    }
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
        request.DryRun
            ? work.TryOutAsync(() => RebalanceAsync(true, cancellationToken), cancellationToken)
            : RebalanceAsync(false, cancellationToken);

    private async Task<Rebalanced> RebalanceAsync(bool dryRun, CancellationToken cancellationToken)
    {
        await leads.LockMovesAsync(cancellationToken);
        var now = clock.Now();
        var (moves, skipped) = (new List<BalancedLead>(), new Dictionary<string, long>());
        var after = 0;
        while (
            moves.Count < MostAtOnce
            && await rebalancing.RelieveAsync(after, MostAtOnce - moves.Count, now, cancellationToken) is { } relief
        )
        {
            await work.SaveAndLetGoAsync(cancellationToken);
            after = relief.AgentNo;
            moves.AddRange(relief.Moves);
            foreach (var (reason, count) in relief.Skipped)
                skipped[reason] = skipped.GetValueOrDefault(reason) + count;
        }

        return new(dryRun, moves.Count, await rebalancing.CountSurplusAsync(cancellationToken), skipped, moves);
    }
}
