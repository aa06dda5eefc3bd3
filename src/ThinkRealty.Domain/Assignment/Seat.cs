namespace ThinkRealty.Domain.Assignment;

/// <summary>What the turn knows of an agent (rules §6).</summary>
public sealed class Seat
{
    /// <summary>One lead in units of <see cref="Position"/>: every weight from 1 to 10 divides it.</summary>
    public const long OneLead = 2520;

    public required AgentId Agent { get; init; }

    /// <summary>The short number by which explanations name the agent.</summary>
    public required int AgentNo { get; init; }
    public required AgentMatch Match { get; init; }
    public required bool IsActive { get; init; }

    /// <summary>First day of leave, Asia/Dubai.</summary>
    public DateOnly? LeaveFrom { get; init; }

    /// <summary>Last day of leave; without one the leave is open.</summary>
    public DateOnly? LeaveUntil { get; init; }
    public required int MaxActiveLeads { get; init; }
    public required int Weight { get; init; }

    /// <summary>Percent.</summary>
    public decimal ConversionRate { get; init; }
    public int ActiveLeads { get; private set; }

    /// <summary>In the turn: the lowest goes next.</summary>
    public long Position { get; private set; }
    public DateTimeOffset? LastReceivedAt { get; private set; }

    /// <summary>As it stands, when it is read.</summary>
    public Seat Standing(int activeLeads, long position, DateTimeOffset? lastReceivedAt)
    {
        (ActiveLeads, Position, LastReceivedAt) = (activeLeads, position, lastReceivedAt);
        return this;
    }

    /// <summary>Was given a lead; whoever was lifted goes on from there.</summary>
    public void Receive(long liftedTo, DateTimeOffset now) =>
        Standing(ActiveLeads + 1, Math.Max(Position, liftedTo) + (OneLead / Weight), now);

    /// <summary>Gave a lead away.</summary>
    public void Release() => ActiveLeads--;
}
