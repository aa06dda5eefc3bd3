using ThinkRealty.Domain.FollowUps;
using ThinkRealty.Domain.Leads;

namespace ThinkRealty.Application.Agents;

/// <summary>An agent's day at one glance; archived leads are left out everywhere.</summary>
public sealed record AgentDashboard
{
    /// <summary>How things stand now.</summary>
    public required AgentSummary AgentSummary { get; init; }

    /// <summary>The ten leads with whom something happened last, latest first.</summary>
    public required IReadOnlyList<RecentLead> RecentLeads { get; init; }

    /// <summary>The twenty pending follow-ups that are due soonest, overdue ones included.</summary>
    public required IReadOnlyList<PendingTask> PendingTasks { get; init; }

    /// <summary>Over the leads created in the range.</summary>
    public required PerformanceMetrics PerformanceMetrics { get; init; }
}

/// <summary>How things stand with an agent now.</summary>
public sealed record AgentSummary
{
    /// <summary>Open leads held now.</summary>
    public int TotalActiveLeads { get; init; }

    /// <summary>Pending follow-ups past their date.</summary>
    public int OverdueFollowUps { get; init; }

    /// <summary>Leads held now that were converted in this calendar month, Asia/Dubai.</summary>
    public int ThisMonthConversions { get; init; }

    /// <summary>Hours from creation to first contact, over leads created in the range that have one; <c>0.0 hours</c>: none.</summary>
    public string AverageResponseTime { get; init; } = "";

    /// <summary>Points, 0–100, of the active leads; 0 without any.</summary>
    public int LeadScoreAverage { get; init; }
}

/// <summary>A lead in one line.</summary>
public sealed record RecentLead
{
    public Guid LeadId { get; init; }

    /// <summary>The person's first and last name; null where neither is known.</summary>
    public string? Name { get; init; }

    /// <summary>E.164; null where it is not known.</summary>
    public string? Phone { get; init; }

    /// <summary>The channel it came by.</summary>
    public LeadSource Source { get; init; }

    /// <summary>Where it stands in the pipeline.</summary>
    public LeadStatus Status { get; init; }

    /// <summary>Points, 0–100.</summary>
    public int Score { get; init; }

    /// <summary>When anything happened with it last, UTC; its creation where nothing did yet.</summary>
    public DateTimeOffset LastActivity { get; init; }

    public DateTimeOffset? NextFollowUp { get; init; }
}

/// <summary>A pending follow-up in one line.</summary>
public sealed record PendingTask
{
    /// <summary>The follow-up.</summary>
    public Guid TaskId { get; init; }

    /// <summary>The person's first and last name; null where neither is known.</summary>
    public string? LeadName { get; init; }

    /// <summary>What is to be done.</summary>
    public FollowUpType TaskType { get; init; }

    /// <summary>The moment at which it is due, UTC.</summary>
    public DateTimeOffset DueDate { get; init; }

    public Priority Priority { get; init; }
}

/// <summary>What became of an agent's leads.</summary>
public sealed record PerformanceMetrics
{
    /// <summary>Percent, two decimals, of the leads created in the range that are converted.</summary>
    public decimal ConversionRate { get; init; }

    /// <summary>AED, over the converted ones with a deal value; 0 without any.</summary>
    public decimal AverageDealSize { get; init; }

    /// <summary>
    /// Place by average response time among the agents who responded in the range: the fastest is 1, equal ones share (1, 2,
    /// 2, 4); null: this agent did not respond. What other agents do may show 5 minutes later.
    /// </summary>
    public int? ResponseTimeRank { get; init; }
}
