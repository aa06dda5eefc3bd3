namespace ThinkRealty.Domain.Leads;

/// <summary>Something that happened with a lead; written once, never changed (rules §8).</summary>
public sealed record LeadActivity
{
    public required Guid Id { get; init; }
    public LeadId LeadId { get; internal init; }
    public AgentId? AgentId { get; init; }
    public required ActivityType Type { get; init; }
    public Outcome? Outcome { get; init; }
    public Direction Direction { get; init; } = Direction.Outbound;
    public bool IsAutomated { get; init; }
    public string? Notes { get; init; }

    /// <summary>The moment that rules and reports use: between the lead's creation and now.</summary>
    public required DateTimeOffset OccurredAt { get; init; }
    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>The user who wrote it down; null: the program itself.</summary>
    public Guid? RecordedBy { get; init; }

    /// <summary>A human, outbound, customer-facing activity (rules §1).</summary>
    public bool IsContact =>
        Direction == Direction.Outbound && !IsAutomated && Type is not (ActivityType.Note or ActivityType.Assignment);

    /// <summary>Counts in the lead's <c>activity_count</c>.</summary>
    public bool Counts => !IsAutomated && Type != ActivityType.Assignment;
}
