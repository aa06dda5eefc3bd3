namespace ThinkRealty.Domain.Assignment;

/// <summary>Whom the turn chose; nothing has changed by that.</summary>
/// <param name="Seat">Whose turn it is.</param>
/// <param name="LiftedTo">Where the competing group begins: the seat goes on from there, if it stands lower.</param>
/// <param name="ActiveLeads">What the agent held then.</param>
/// <param name="Points">Of the match.</param>
/// <param name="DecidedBy">What put the agent before others with as many points.</param>
/// <param name="Decision">Who and why.</param>
public sealed record TurnChoice(
    Seat Seat,
    long LiftedTo,
    int ActiveLeads,
    decimal Points,
    string DecidedBy,
    AssignmentDecision Decision
);

/// <summary>
/// Whose turn it is, by match and stride (rules §6). The database's <c>pick_agent</c> does the same for one lead; this is for
/// many at once, over seats read once, and a test compares the two choice by choice.
/// </summary>
/// <param name="policy">How a match is counted.</param>
/// <param name="seats">Everybody's, by number.</param>
/// <param name="today">Asia/Dubai, for leaves.</param>
public sealed class Turn(AssignmentPolicy policy, IReadOnlyList<Seat> seats, DateOnly today)
{
    private readonly Dictionary<AgentId, Seat> _byAgent = seats.ToDictionary(s => s.Agent);
    private readonly decimal[] _pointsForConversion =
    [
        .. seats.Select(s => policy.PointsForConversion(s.ConversionRate)),
    ];

    /// <summary>Everybody's seat as it stands after the choices so far, by number.</summary>
    public IReadOnlyList<Seat> Seats { get; } = seats;

    /// <summary>Null: nobody is eligible.</summary>
    /// <param name="lead">What it looks for.</param>
    /// <param name="without">Who is not to be given it.</param>
    /// <param name="belowPercent">Only who holds less than this share of the maximum; null: who has room.</param>
    public TurnChoice? Next(LeadMatch lead, IReadOnlyCollection<AgentId> without, int? belowPercent = null)
    {
        var excluded = new Dictionary<Exclusion, List<Seat>>();
        var eligible = new Dictionary<decimal, List<Seat>>();
        // Many agents know the same: whoever shares one match is compared once.
        var matches = new Dictionary<AgentMatch, decimal>(ReferenceEqualityComparer.Instance);
        for (var i = 0; i < Seats.Count; i++)
        {
            var seat = Seats[i];
            if (ExclusionOf(seat, without, belowPercent) is { } exclusion)
            {
                Among(excluded, exclusion).Add(seat);
                continue;
            }

            if (!matches.TryGetValue(seat.Match, out var points))
                matches[seat.Match] = points = policy.PointsForMatch(seat.Match, lead);
            points += _pointsForConversion[i] + policy.PointsForWorkload(seat.ActiveLeads);
            Among(eligible, points).Add(seat);
        }

        if (eligible.Count == 0)
            return null;

        var most = eligible.Keys.Max();
        var group = eligible[most];
        var liftedTo = group.Max(s => s.Position) - (Seat.OneLead / group.Min(s => s.Weight));
        var front = group
            .OrderBy(s => Math.Max(s.Position, liftedTo))
            .ThenBy(s => s.Position)
            .ThenBy(s => s.ActiveLeads)
            .ThenBy(s => s.LastReceivedAt ?? DateTimeOffset.MinValue)
            .ThenBy(s => s.Agent.Value)
            .Take(Explanation.Named)
            .ToList();
        var (first, decidedBy) = (front[0], DecidedBy(front, liftedTo));
        var explanation = new Explanation(policy.Name, most, decidedBy, front, liftedTo, eligible, excluded);
        var decision = new AssignmentDecision(first.Agent, AssignmentReason.BestMatch, explanation.ToJson());
        return new(first, liftedTo, first.ActiveLeads, most, decidedBy, decision);
    }

    /// <summary>The agent has given a lead away: there may be room.</summary>
    public void Release(AgentId agent) => _byAgent[agent].Release();

    private Exclusion? ExclusionOf(Seat seat, IReadOnlyCollection<AgentId> without, int? belowPercent)
    {
        if (!seat.IsActive)
            return Exclusion.Inactive;
        if (seat.LeaveFrom <= today && today <= (seat.LeaveUntil ?? DateOnly.MaxValue))
            return Exclusion.OnLeave;
        if (seat.ActiveLeads >= seat.MaxActiveLeads)
            return Exclusion.Full;
        if (without.Contains(seat.Agent))
            return Exclusion.SetAside;
        return seat.ActiveLeads * 100 >= belowPercent * seat.MaxActiveLeads ? Exclusion.Busy : null;
    }

    private static string DecidedBy(List<Seat> front, long liftedTo)
    {
        if (front is not [var first, var second, ..])
            return "only_one";
        if (Math.Max(first.Position, liftedTo) != Math.Max(second.Position, liftedTo))
            return "position";
        if (first.Position != second.Position)
            return "position_before_lift";
        if (first.ActiveLeads != second.ActiveLeads)
            return "active_leads";
        return first.LastReceivedAt != second.LastReceivedAt ? "longest_without" : "id";
    }

    private static List<Seat> Among<TKey>(Dictionary<TKey, List<Seat>> classes, TKey key)
        where TKey : notnull => classes.TryGetValue(key, out var alike) ? alike : classes[key] = [];
}
