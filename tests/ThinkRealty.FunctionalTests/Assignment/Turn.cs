using ThinkRealty.Domain.Agents;
using ThinkRealty.Domain.Assignment;
using ThinkRealty.Domain.Leads;

namespace ThinkRealty.FunctionalTests.Assignment;

/// <summary>The turn as rules §6 tell it, in plain words over a list; the database must choose the same.</summary>
internal sealed class Turn(AssignmentPolicy policy, DateOnly today)
{
    private const int ShownOfGroup = 20;

    public List<Seat> Seats { get; } = [];

    /// <summary>Gives the lead to whose turn it is; null: nobody is eligible.</summary>
    public Choice? Next(
        Wishes wishes,
        Language? language,
        DateTime moment,
        Seat? preferred = null,
        params Seat[] without
    )
    {
        if (preferred is not null && Exclusion(preferred, without) is null)
        {
            preferred.Receive(preferred.Position, moment);
            return new(preferred, "same_agent", [preferred.AgentNo], [], []);
        }

        var points = Seats.ToDictionary(
            s => s,
            s => policy.Points(s.Profile, s.ConversionRate, s.ActiveLeads, wishes, language)
        );
        var eligible = Seats.Where(s => Exclusion(s, without) is null).ToList();
        if (eligible.Count == 0)
            return null;

        var group = eligible.Where(s => points[s] == eligible.Max(e => points[e])).ToList();
        var lowest = group.Max(s => s.Position) - (Seat.OneLead / group.Min(s => s.Profile.Weight));
        var order = group
            .OrderBy(s => Math.Max(s.Position, lowest))
            .ThenBy(s => s.Position)
            .ThenBy(s => s.ActiveLeads)
            .ThenBy(s => s.LastReceivedAt ?? DateTime.MinValue)
            .ThenBy(s => s.Id)
            .ToList();

        var rest = Seats.Except(order.Take(ShownOfGroup)).OrderBy(s => s.AgentNo).ToList();
        var choice = new Choice(
            order[0],
            DecidedBy(order, lowest),
            [.. order.Take(ShownOfGroup).Select(s => s.AgentNo)],
            [
                .. rest.Where(s => Exclusion(s, without) is null)
                    .GroupBy(s => points[s])
                    .OrderByDescending(g => g.Key)
                    .Select(g => Described($"{g.Key:0.####} points", g)),
            ],
            [
                .. rest.GroupBy(s => Exclusion(s, without))
                    .Where(g => g.Key is not null)
                    .OrderBy(g => g.Key, StringComparer.Ordinal)
                    .Select(g => Described(g.Key!, g)),
            ]
        );
        order[0].Receive(Math.Max(order[0].Position, lowest), moment);
        return choice;
    }

    private string? Exclusion(Seat seat, Seat[] without)
    {
        var (agent, until) = (seat.Profile, seat.Profile.LeaveUntil ?? DateOnly.MaxValue);
        if (!agent.IsActive)
            return "inactive";
        if (agent.LeaveFrom <= today && today <= until)
            return "on_leave";
        if (seat.ActiveLeads >= agent.MaxActiveLeads)
            return "full";
        return without.Contains(seat) ? "set_aside" : null;
    }

    private static string DecidedBy(List<Seat> order, long lowest)
    {
        if (order.Count == 1)
            return "only_one";
        var (first, second) = (order[0], order[1]);
        if (Math.Max(first.Position, lowest) != Math.Max(second.Position, lowest))
            return "position";
        if (first.Position != second.Position)
            return "position_before_lift";
        if (first.ActiveLeads != second.ActiveLeads)
            return "active_leads";
        return first.LastReceivedAt != second.LastReceivedAt ? "longest_without" : "id";
    }

    private static string Described(string name, IEnumerable<Seat> seats) =>
        $"{name}: {seats.Count()} ({string.Join(' ', seats.Select(s => s.AgentNo))})";
}

/// <summary>What the turn knows of an agent.</summary>
internal sealed class Seat(Guid id, int agentNo, AgentProfile profile)
{
    /// <summary>In units of 1/2520, which every weight from 1 to 10 divides.</summary>
    public const long OneLead = 2520;

    public Guid Id { get; } = id;
    public int AgentNo { get; } = agentNo;
    public AgentProfile Profile { get; set; } = profile;

    /// <summary>Percent.</summary>
    public decimal ConversionRate { get; set; }
    public int ActiveLeads { get; set; }
    public long Position { get; private set; }
    public DateTime? LastReceivedAt { get; private set; }

    public void Receive(long from, DateTime moment)
    {
        Position = from + (OneLead / Profile.Weight);
        LastReceivedAt = moment;
        ActiveLeads++;
    }
}

/// <summary>Who was chosen and why, in the words of the stored explanation.</summary>
internal sealed record Choice(
    Seat Agent,
    string DecidedBy,
    IReadOnlyList<int> Group,
    IReadOnlyList<string> Others,
    IReadOnlyList<string> Excluded
)
{
    public override string ToString() =>
        $"{Agent.AgentNo} by {DecidedBy} of {string.Join(' ', Group)} | {string.Join(", ", Others)} | {string.Join(", ", Excluded)}";
}
