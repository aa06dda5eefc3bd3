using ThinkRealty.Domain;
using ThinkRealty.Domain.Agents;
using ThinkRealty.Domain.Assignment;
using ThinkRealty.Domain.Leads;

namespace ThinkRealty.FunctionalTests.Assignment;

/// <summary>The agents of a test, among whom the Domain's turn goes round; the database must choose the same.</summary>
internal sealed class Roster(AssignmentPolicy policy, DateOnly today)
{
    public List<Broker> Brokers { get; } = [];

    /// <summary>Gives the lead to whose turn it is; null: nobody is eligible.</summary>
    public Given? Next(
        Wishes wishes,
        Language? language,
        DateTime moment,
        Broker? preferred = null,
        params Broker[] without
    )
    {
        var turn = new Turn(policy, [.. Brokers.OrderBy(b => b.AgentNo).Select(b => b.Seat)], today);
        AgentId[] aside = [.. without.Select(b => b.Seat.Agent)];
        if (preferred is not null && IsEligible(preferred, aside))
        {
            preferred.Receive(preferred.Seat.Position, moment);
            return new() { Agent = preferred.Id, Explanation = preferred.Alone("same_agent") };
        }

        if (turn.Next(LeadMatch.Of(wishes, language), aside) is not { } choice)
            return null;
        Brokers.Single(b => b.Seat == choice.Seat).Receive(choice.LiftedTo, moment);
        return new() { Agent = choice.Seat.Agent.Value, Explanation = choice.Decision.Explanation };
    }

    // Alone, there is nobody else to choose.
    private bool IsEligible(Broker broker, AgentId[] without) =>
        new Turn(policy, [broker.Seat], today).Next(LeadMatch.Of(new(), null), without) is not null;
}

/// <summary>One of them.</summary>
internal sealed class Broker(Guid id, int agentNo, AgentProfile profile)
{
    private decimal _conversionRate;
    private AgentProfile _profile = profile;

    public Guid Id { get; } = id;
    public int AgentNo { get; } = agentNo;
    public Seat Seat { get; private set; } = SeatOf(id, agentNo, profile, 0);

    public AgentProfile Profile
    {
        get => _profile;
        set => Change(_profile = value, _conversionRate);
    }

    /// <summary>Percent.</summary>
    public decimal ConversionRate
    {
        get => _conversionRate;
        set => Change(_profile, _conversionRate = value);
    }

    public void Receive(long liftedTo, DateTime moment) => Seat.Receive(liftedTo, new(moment));

    public void Release(int leads)
    {
        for (; leads > 0; leads--)
            Seat.Release();
    }

    /// <summary>The explanation of a choice that was settled beforehand.</summary>
    public string Alone(string decidedBy) =>
        $$"""{"policy": "{{decidedBy}}", "decided_by": "{{decidedBy}}", "group": [{"agent_no": {{AgentNo}}}]}""";

    private void Change(AgentProfile profile, decimal rate) =>
        Seat = SeatOf(Id, AgentNo, profile, rate).Standing(Seat.ActiveLeads, Seat.Position, Seat.LastReceivedAt);

    private static Seat SeatOf(Guid id, int agentNo, AgentProfile profile, decimal rate) =>
        new()
        {
            Agent = new(id),
            AgentNo = agentNo,
            Match = AgentMatch.Of(profile),
            IsActive = profile.IsActive,
            LeaveFrom = profile.LeaveFrom,
            LeaveUntil = profile.LeaveUntil,
            MaxActiveLeads = profile.MaxActiveLeads,
            Weight = profile.Weight,
            ConversionRate = rate,
        };
}
