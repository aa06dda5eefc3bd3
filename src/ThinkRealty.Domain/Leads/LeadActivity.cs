namespace ThinkRealty.Domain.Leads;

/// <summary>Something that happened with a lead; written once, never changed (rules §8).</summary>
public sealed record LeadActivity
{
    /// <summary>What a caller's clock may be ahead of ours; a moment no further ahead is taken as now (rules §8).</summary>
    public static readonly TimeSpan ClockTolerance = TimeSpan.FromSeconds(60);

    public required Guid Id { get; init; }
    public LeadId LeadId { get; internal init; }
    public AgentId? AgentId { get; init; }
    public required ActivityType Type { get; init; }
    public Outcome? Outcome { get; init; }
    public Direction Direction { get; init; } = Direction.Outbound;
    public bool IsAutomated { get; init; }

    /// <summary>By which means or account, in the desk's own words.</summary>
    public string? Channel { get; init; }
    public string? Subject { get; init; }

    /// <summary>What was said or written.</summary>
    public string? Notes { get; init; }

    /// <summary>Addresses of files that belong to it.</summary>
    public string[]? Attachments { get; init; }

    /// <summary>What is to be done next, in words; a dated task is a follow-up.</summary>
    public string? NextAction { get; init; }
    public DateTimeOffset? ScheduledAt { get; init; }
    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>The note that this row corrects, or strikes out where it has no words.</summary>
    public Guid? Revises { get; init; }

    /// <summary>The moment that rules and reports use: between the lead's creation and now.</summary>
    public required DateTimeOffset OccurredAt { get; init; }
    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>The user who wrote it down; null: the program itself.</summary>
    public Guid? RecordedBy { get; init; }

    /// <summary>Scheduled for later when it was written down, and not completed: nothing has happened yet.</summary>
    public bool IsPlanned => ScheduledAt > RecordedAt && CompletedAt is null;

    /// <summary>People spoke or wrote to each other, in either direction: it breaks a silence (rules §5).</summary>
    public bool IsExchange => !IsAutomated && !IsPlanned && Type is not (ActivityType.Note or ActivityType.Assignment);

    /// <summary>A human, outbound, customer-facing activity (rules §1).</summary>
    public bool IsContact => IsExchange && Direction == Direction.Outbound;

    /// <summary>Counts in the lead's <c>activity_count</c>.</summary>
    public bool Counts => !IsAutomated && Type != ActivityType.Assignment;
}
