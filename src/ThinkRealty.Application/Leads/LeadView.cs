using System.Text.Json.Serialization;
using ThinkRealty.Application.Pipeline;
using ThinkRealty.Domain.Leads;

namespace ThinkRealty.Application.Leads;

/// <summary>A lead as the API shows it; money in AED, moments in UTC.</summary>
public sealed record LeadView : IWarns
{
    public Guid LeadId { get; init; }

    /// <summary>The channel it came by.</summary>
    public LeadSource SourceType { get; init; }

    /// <summary>Where it stands in the pipeline (rules §7).</summary>
    public LeadStatus Status { get; init; }

    /// <summary>Refines the status.</summary>
    public SubStatus? SubStatus { get; init; }

    /// <summary>Only while lost.</summary>
    public LostReason? LostReason { get; init; }

    /// <summary>Points, 0–100 (rules §5).</summary>
    public int LeadScore { get; init; }

    /// <summary>Whether the score is above the setting <c>Leads:HotAbove</c>, in points.</summary>
    public bool IsHotLead { get; init; }

    /// <summary>0–1, from the newest analysis; null without one (rules §9).</summary>
    public decimal? ConversionProbability { get; init; }

    public string? FirstName { get; init; }
    public string? LastName { get; init; }

    /// <summary>First and last name, as far as known.</summary>
    public string? FullName { get; init; }

    /// <summary>E.164.</summary>
    public string? Phone { get; init; }

    /// <summary>Lower case.</summary>
    public string? Email { get; init; }

    /// <summary>E.164.</summary>
    public string? WhatsappNumber { get; init; }

    /// <summary>Without @, lower case.</summary>
    public string? InstagramHandle { get; init; }

    /// <summary>As the person gave it.</summary>
    public string? Nationality { get; init; }

    /// <summary>ISO 3166 alpha-2; null where the nationality names no country for certain (rules §2).</summary>
    public string? NationalityCountry { get; init; }
    public Language? LanguagePreference { get; init; }

    /// <summary>AED; a year's rent for rent and let.</summary>
    public decimal? BudgetMin { get; init; }

    /// <summary>AED; a year's rent for rent and let.</summary>
    public decimal? BudgetMax { get; init; }

    public PropertyType? PropertyType { get; init; }

    /// <summary>As the person named them.</summary>
    public string[] PreferredAreas { get; init; } = [];

    public Purpose Purpose { get; init; }
    public Priority Priority { get; init; }
    public string[] Tags { get; init; } = [];
    public string? Company { get; init; }

    /// <summary>`first`, `second` or `third`; on an old lead also what was let in before.</summary>
    public string? BusinessDomain { get; init; }
    public int? Bedrooms { get; init; }

    /// <summary>Day, Asia/Dubai.</summary>
    public DateOnly? MoveInDate { get; init; }

    public string? Message { get; init; }

    /// <summary>Who holds the lead; null while it waits for an agent with room.</summary>
    public AssignedAgent? AssignedAgent { get; init; }

    /// <summary>Reassigning by itself has come to an end; a supervisor must look (rules §6).</summary>
    public bool NeedsSupervisor { get; init; }

    /// <summary>An earlier lead with the same phone (rules §4).</summary>
    public Guid? DuplicateOf { get; init; }

    /// <summary>The earliest pending follow-up.</summary>
    public DateTimeOffset? NextFollowUp { get; init; }

    /// <summary>The last human, outbound contact (rules §1).</summary>
    public DateTimeOffset? LastContactAt { get; init; }

    /// <summary>Outbound calls.</summary>
    public int CallAttempts { get; init; }

    /// <summary>Without assignments and automatic entries.</summary>
    public int ActivityCount { get; init; }

    /// <summary>Complete days of 24 hours.</summary>
    public int DaysSinceCreated { get; init; }

    /// <summary>Complete days of 24 hours; null without a contact.</summary>
    public int? DaysSinceLastContact { get; init; }

    /// <summary>AED; only once converted.</summary>
    public decimal? DealValue { get; init; }

    public ConversionType? ConversionType { get; init; }

    /// <summary>How the inquiry came to us.</summary>
    public SourceReferences? SourceDetails { get; init; }

    public DateTimeOffset? ArchivedAt { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>
    /// What was accepted, and what the caller should know about it: `slug` or `slug: detail`; absent without any.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Warnings { get; set; }

    /// <summary>The lead is active and has an agent, and nothing is planned with it (rules §8).</summary>
    [JsonIgnore]
    public bool HasNoNextStep =>
        Status.IsOpen() && ArchivedAt is null && AssignedAgent is not null && NextFollowUp is null;

    /// <summary>What <c>ETag</c> shows.</summary>
    [JsonIgnore]
    public long Version { get; init; }
}
