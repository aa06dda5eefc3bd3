using ThinkRealty.Domain.Leads;

namespace ThinkRealty.Domain.Scoring;

/// <summary>What rules may look at on one occasion.</summary>
public abstract record Facts;

/// <summary>What is known of a lead; holds nothing that identifies the person (rules §5).</summary>
public sealed record LeadFacts : Facts
{
    public required LeadSource Source { get; init; }
    public Purpose Purpose { get; init; } = Purpose.Buy;

    /// <summary>AED; a year's rent for rent and let.</summary>
    public decimal? BudgetMin { get; init; }

    /// <summary>AED; a year's rent for rent and let.</summary>
    public decimal? BudgetMax { get; init; }

    public string? Nationality { get; init; }
    public bool HasPropertyType { get; init; }

    /// <summary>How many areas are preferred.</summary>
    public int Areas { get; init; }

    /// <summary>A referrer was given and is one of our agents.</summary>
    public bool ReferrerKnown { get; init; }

    public bool HasPhone { get; init; }
    public bool HasWhatsapp { get; init; }
    public bool HasFullName { get; init; }
    public bool HasCompany { get; init; }
    public bool HasMoveInDate { get; init; }
    public bool HasBusinessDomain { get; init; }

    /// <summary>What follows the @; null without an e-mail address.</summary>
    public string? EmailDomain { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Characters.</summary>
    public int MessageLength { get; init; }

    /// <summary>The lead's <c>activity_count</c> (rules §8).</summary>
    public int Interactions { get; init; }

    public int PropertiesOfInterest { get; init; }
    public TimeSpan? SinceLastContact { get; init; }
}

/// <summary>One logged activity.</summary>
public sealed record ActivityFacts(ActivityType Type, Outcome? Outcome = null) : Facts;

internal sealed record FirstContactFacts(TimeSpan SinceCreation) : Facts;

internal sealed record SilenceFacts : Facts;
