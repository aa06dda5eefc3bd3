using ThinkRealty.Domain.Leads;

namespace ThinkRealty.Domain.FollowUps;

/// <summary>What the agent is to do.</summary>
public enum FollowUpType
{
    Call,
    Email,
    Whatsapp,
    Viewing,
    Meeting,
    Other,
}

public enum FollowUpStatus
{
    Pending,
    Completed,
    Cancelled,
}

/// <summary>A dated task for the agent who holds the lead (rules §8); <c>task</c> in URLs.</summary>
public sealed class FollowUp
{
    /// <summary>An agent cannot have two pending follow-ups closer than this; exactly this is fine.</summary>
    public static readonly TimeSpan Apart = TimeSpan.FromMinutes(30);

    /// <summary>When the first one is wanted, counted from the first assignment.</summary>
    public static readonly TimeSpan FirstAfter = TimeSpan.FromHours(24);

    /// <summary>Overdue for so long, a supervisor is called in.</summary>
    public static readonly TimeSpan EscalatedAfter = TimeSpan.FromDays(29);

    /// <summary>How much it matters from then on.</summary>
    public const Priority EscalatedPriority = Priority.Urgent;

    /// <summary>What was due at this moment or earlier, and is still to be done, is forgotten.</summary>
    public static DateTimeOffset ForgottenSince(DateTimeOffset now, TimeSpan after) => now - after;

    private FollowUp() { } // EF Core builds it from a row.

    internal FollowUp(
        LeadId lead,
        AgentId agent,
        FollowUpType type,
        Priority priority,
        DateTimeOffset dueDate,
        DateTimeOffset now
    )
    {
        Id = Guid.CreateVersion7(now);
        LeadId = lead;
        AgentId = agent;
        TaskType = type;
        Priority = priority;
        DueDate = dueDate;
        CreatedAt = UpdatedAt = now;
    }

    public Guid Id { get; private init; }
    public LeadId LeadId { get; private init; }
    public AgentId AgentId { get; private set; }
    public FollowUpType TaskType { get; private init; }
    public Priority Priority { get; private set; }
    public FollowUpStatus Status { get; private set; } = FollowUpStatus.Pending;

    /// <summary>The moment at which it is due, UTC.</summary>
    public DateTimeOffset DueDate { get; private set; }
    public DateTimeOffset? CompletedAt { get; private set; }

    /// <summary>When a supervisor was called in …</summary>
    public DateTimeOffset? EscalatedAt { get; private set; }

    /// <summary>… and which one; null: all of them.</summary>
    public Guid? EscalatedTo { get; private set; }
    public DateTimeOffset CreatedAt { get; private init; }
    public DateTimeOffset UpdatedAt { get; private set; }

    internal void Complete(DateTimeOffset now)
    {
        Status = FollowUpStatus.Completed;
        CompletedAt = UpdatedAt = now;
    }

    internal void Cancel(DateTimeOffset now)
    {
        Status = FollowUpStatus.Cancelled;
        UpdatedAt = now;
    }

    // Whoever was called in has done it: at its new date it can be forgotten anew.
    internal void Move(DateTimeOffset dueDate, DateTimeOffset now)
    {
        DueDate = dueDate;
        (EscalatedAt, EscalatedTo) = (null, null);
        UpdatedAt = now;
    }

    internal void HandOver(AgentId agent, DateTimeOffset dueDate, Guid? supervisor, DateTimeOffset now)
    {
        (AgentId, DueDate, UpdatedAt) = (agent, dueDate, now);
        if (EscalatedAt is null && DueDate <= ForgottenSince(now, EscalatedAfter))
            (EscalatedAt, EscalatedTo, Priority) = (now, supervisor, EscalatedPriority);
    }
}
