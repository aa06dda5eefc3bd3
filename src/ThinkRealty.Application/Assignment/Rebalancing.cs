using ThinkRealty.Application.Access;
using ThinkRealty.Application.Jobs;
using ThinkRealty.Domain;
using ThinkRealty.Domain.Assignment;

namespace ThinkRealty.Application.Assignment;

/// <summary>One lead that moves from an agent with much to do to one with little.</summary>
/// <param name="LeadId">The lead.</param>
/// <param name="FromAgentId">Who gives it away.</param>
/// <param name="FromUtilization">That agent's active leads before this move, percent of the maximum.</param>
/// <param name="ToAgentId">Who gets it: the best match among those with little to do.</param>
/// <param name="ToUtilization">That agent's active leads before this move, percent of the maximum.</param>
/// <param name="Points">Match points of who gets it.</param>
/// <param name="Reason">As in the lead's assignments: <c>balance</c>.</param>
/// <param name="DecidedBy">What put that agent before others with as many points, as in the explanation.</param>
public sealed record BalancedLead(
    Guid LeadId,
    Guid FromAgentId,
    decimal FromUtilization,
    Guid ToAgentId,
    decimal ToUtilization,
    decimal Points,
    string Reason,
    string DecidedBy
);

/// <summary>What became of an agent's surplus.</summary>
/// <param name="AgentNo">Whose it is.</param>
/// <param name="Surplus">Leads that had to go, as far as was looked.</param>
/// <param name="Moves">Those that went.</param>
/// <param name="Skipped">The others, by reason.</param>
internal sealed record Relief(
    int AgentNo,
    int Surplus,
    IReadOnlyList<BalancedLead> Moves,
    IReadOnlyDictionary<string, long> Skipped
);

/// <summary>Moves untouched leads from agents with much to do to the best match with little (rules §6).</summary>
internal sealed class Rebalancing(IBusyAgents busy, Moves moves, CallContext call, JobSettings settings)
{
    private readonly BalanceRule _rule = new(settings.RebalanceAbovePercent, settings.RebalanceBelowPercent);

    /// <summary>By how many leads all agents together are above their share.</summary>
    public Task<long> CountSurplusAsync(CancellationToken cancellationToken) =>
        busy.CountSurplusAsync(_rule.AbovePercent, cancellationToken);

    /// <summary>
    /// Takes from the next agent by number, whoever it was before, what is too much; moves are locked. Null: there is nobody
    /// more.
    /// </summary>
    public async Task<Relief?> RelieveAsync(
        int afterAgentNo,
        int atMost,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        if (await busy.NextAsync(afterAgentNo, _rule.AbovePercent, cancellationToken) is not { } next)
            return null;

        var surplus = Math.Min(atMost, _rule.Surplus(next.ActiveLeads, next.MaxActiveLeads));
        var untouched = await busy.TakeAsync(next, surplus, cancellationToken);
        var giver = untouched.Agent;
        surplus = Math.Min(surplus, _rule.Surplus(giver.ActiveLeads, giver.MaxActiveLeads));
        var leads = untouched.Leads.Where(lead => lead.IsUntouched).Take(surplus).ToList();
        var locked = Math.Min(untouched.Locked, surplus - leads.Count);

        var moved = new List<BalancedLead>();
        var withNobody = await moves.MoveAsync(
            leads,
            lead => lead.LetItGoStale,
            move =>
            {
                var to = move.Choice.Seat;
                move.Lead.ReassignTo(
                    move.Choice.Decision with
                    {
                        Reason = AssignmentReason.Balance,
                    },
                    move.Seat.Calendar,
                    move.Seat.SupervisorUserId,
                    call.ActorId,
                    now
                );
                moved.Add(
                    new(
                        move.Lead.Id.Value,
                        giver.Agent.Value,
                        Percent(giver.ActiveLeads - moved.Count, giver.MaxActiveLeads),
                        to.Agent.Value,
                        Percent(move.Choice.ActiveLeads, to.MaxActiveLeads),
                        move.Choice.Points,
                        AssignmentReason.Balance.Spelled(),
                        move.Choice.DecidedBy
                    )
                );
            },
            _rule.BelowPercent,
            now,
            cancellationToken
        );
        Dictionary<string, long> skipped = new()
        {
            ["locked"] = locked,
            ["nobody_below"] = withNobody.Count,
            ["worked_on"] = surplus - leads.Count - locked,
        };
        return new(giver.AgentNo, surplus, moved, skipped.Where(s => s.Value > 0).ToDictionary());
    }

    private static decimal Percent(int activeLeads, int maxActiveLeads) =>
        Math.Round(100m * activeLeads / maxActiveLeads, 2);
}
