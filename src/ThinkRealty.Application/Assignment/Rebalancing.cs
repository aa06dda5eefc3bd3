using ThinkRealty.Application.Access;
using ThinkRealty.Application.Jobs;
using ThinkRealty.Domain;
using ThinkRealty.Domain.Assignment;
using ThinkRealty.Domain.Leads;

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
internal sealed class Rebalancing(IBusyAgents busy, ISeats seats, Moves moves, CallContext call, JobSettings settings)
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
                    Describe(
                        move.Lead,
                        giver.Agent,
                        Percent(giver.ActiveLeads - moved.Count, giver.MaxActiveLeads),
                        move.Choice
                    )
                );
            },
            _rule.BelowPercent,
            now,
            cancellationToken
        );
        var skipped = Skipped(locked, withNobody.Count, surplus - leads.Count - locked);
        return new(giver.AgentNo, surplus, moved, skipped);
    }

    /// <summary>
    /// What relieving one agent after another would come to at this moment: the turn is told over seats read once, nothing is
    /// locked and nothing changes.
    /// </summary>
    public async Task<Rebalanced> PlanAsync(int atMost, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var turn = await seats.TurnAsync(now.DubaiDay(), cancellationToken);
        var (planned, withNobody, workedOn) = (new List<BalancedLead>(), 0, 0);
        foreach (var giver in turn.Seats.Where(s => _rule.Surplus(s.ActiveLeads, s.MaxActiveLeads) > 0))
        {
            var surplus = Math.Min(atMost - planned.Count, _rule.Surplus(giver.ActiveLeads, giver.MaxActiveLeads));
            if (surplus == 0)
                break;

            var leads = (await busy.LookAsync(giver.Agent, surplus, cancellationToken))
                .Where(lead => lead.IsUntouched)
                .ToList();
            workedOn += surplus - leads.Count;
            foreach (var lead in leads)
                if (turn.Next(LeadMatch.Of(lead), lead.LetItGoStale, _rule.BelowPercent) is { } choice)
                {
                    planned.Add(Describe(lead, giver.Agent, Percent(giver.ActiveLeads, giver.MaxActiveLeads), choice));
                    choice.Seat.Receive(choice.LiftedTo, now);
                    giver.Release();
                }
                else
                    withNobody++;
        }

        var remaining = turn.Seats.Sum(s => (long)_rule.Surplus(s.ActiveLeads, s.MaxActiveLeads));
        return new(DryRun: true, planned.Count, remaining, Skipped(0, withNobody, workedOn), planned);
    }

    private static BalancedLead Describe(Lead lead, AgentId from, decimal fromUtilization, TurnChoice choice) =>
        new(
            lead.Id.Value,
            from.Value,
            fromUtilization,
            choice.Seat.Agent.Value,
            Percent(choice.ActiveLeads, choice.Seat.MaxActiveLeads),
            choice.Points,
            AssignmentReason.Balance.Spelled(),
            choice.DecidedBy
        );

    private static Dictionary<string, long> Skipped(long locked, long nobodyBelow, long workedOn) =>
        new Dictionary<string, long>
        {
            ["locked"] = locked,
            ["nobody_below"] = nobodyBelow,
            ["worked_on"] = workedOn,
        }
            .Where(s => s.Value > 0)
            .ToDictionary();

    private static decimal Percent(int activeLeads, int maxActiveLeads) =>
        Math.Round(100m * activeLeads / maxActiveLeads, 2);
}
