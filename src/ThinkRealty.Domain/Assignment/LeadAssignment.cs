namespace ThinkRealty.Domain.Assignment;

/// <summary>Why an agent was given a lead (rules §6).</summary>
public enum AssignmentReason
{
    /// <summary>The highest match, and its turn.</summary>
    BestMatch,

    /// <summary>The agent of an open lead with the same phone (rules §4).</summary>
    SameAgent,

    /// <summary>A walk-in, referral or manual lead that the agent entered.</summary>
    OwnLead,

    /// <summary>A supervisor decided, for an agent or for the best one.</summary>
    Manual,

    /// <summary>Who held it let it go stale.</summary>
    Stale,

    /// <summary>Who held it had much to do, and this agent little.</summary>
    Balance,

    /// <summary>Active again after it was lost: back to who held it.</summary>
    Reopened,

    /// <summary>Active again after it was archived: back to who held it.</summary>
    Restored,

    /// <summary>Who held it was deactivated.</summary>
    Offboarded,

    /// <summary>Who held it is on leave when the follow-up is due.</summary>
    Leave,
}

/// <summary>Who is given a lead and why; <c>Explanation</c> is the record of the decision as JSON (rules §6).</summary>
public sealed record AssignmentDecision(AgentId Agent, AssignmentReason Reason, string Explanation)
{
    /// <summary>A supervisor's own words.</summary>
    public string? Remark { get; init; }
}

/// <summary>One agent's time with a lead; the one without an end is the present one.</summary>
public sealed class LeadAssignment
{
    private LeadAssignment() { } // EF Core builds it from a row.

    internal LeadAssignment(LeadId lead, AssignmentDecision decision, Guid? by, DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        LeadId = lead;
        AgentId = decision.Agent;
        Reason = decision.Reason;
        Explanation = decision.Explanation;
        Remark = decision.Remark;
        AssignedBy = by;
        AssignedAt = now;
    }

    public Guid Id { get; private init; }
    public LeadId LeadId { get; private init; }
    public AgentId AgentId { get; private init; }
    public DateTimeOffset AssignedAt { get; private init; }
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>When it was noticed that this agent had let the lead go stale; null: not this agent.</summary>
    public DateTimeOffset? WentStaleAt { get; private set; }
    public AssignmentReason Reason { get; private init; }
    public string Explanation { get; private init; } = "";

    /// <summary>A supervisor's own words.</summary>
    public string? Remark { get; private init; }

    /// <summary>The user who decided; null: the program itself.</summary>
    public Guid? AssignedBy { get; private init; }

    internal void GoStale(DateTimeOffset now) => WentStaleAt = now;

    internal void End(DateTimeOffset now) => EndedAt = now > AssignedAt ? now : AssignedAt;
}
