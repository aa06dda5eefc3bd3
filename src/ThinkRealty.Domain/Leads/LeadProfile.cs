using ThinkRealty.Domain.Countries;

namespace ThinkRealty.Domain.Leads;

/// <summary>Who the person is and how to reach them (rules §3).</summary>
public sealed record Person
{
    public PersonName? FirstName { get; init; }
    public PersonName? LastName { get; init; }
    public PhoneNumber? Phone { get; init; }
    public EmailAddress? Email { get; init; }
    public PhoneNumber? WhatsappNumber { get; init; }
    public InstagramHandle? InstagramHandle { get; init; }

    /// <summary>As sent; what is understood of it is in <see cref="NationalityCountry"/>.</summary>
    public string? Nationality
    {
        get;
        init
        {
            field = value;
            NationalityCountry = Country.Of(value)?.Code;
        }
    }

    /// <summary>ISO 3166 alpha-2; null where the nationality names no country for certain (rules §2).</summary>
    public string? NationalityCountry { get; private init; }
    public Language? LanguagePreference { get; init; }
    public string? Company { get; init; }

    /// <summary>A word of <see cref="Leads.BusinessDomain"/>, or what an older version let in (rules §2).</summary>
    public string? BusinessDomain { get; init; }
}

/// <summary>What the person is looking for; budgets in AED (rules §3), a year's rent for rent and let.</summary>
public sealed record Wishes
{
    public const int MostTags = 50;

    public Purpose Purpose { get; init; } = Purpose.Buy;
    public Priority Priority { get; init; } = Priority.Medium;
    public decimal? BudgetMin { get; init; }
    public decimal? BudgetMax { get; init; }
    public PropertyType? PropertyType { get; init; }
    public string[] PreferredAreas { get; init; } = [];
    public int? Bedrooms { get; init; }
    public DateOnly? MoveInDate { get; init; }
    public string? Message { get; init; }
    public string[] Tags { get; init; } = [];
}

/// <summary>How the lead came to us: references are kept as sent, and beside them what is known here (rules §4).</summary>
public sealed record SourceDetails
{
    public string? CampaignId { get; init; }
    public string? UtmSource { get; init; }
    public string? ReferrerAgentId { get; init; }
    public AgentId? ResolvedReferrerAgentId { get; init; }
    public string? PropertyId { get; init; }
    public PropertyId? ResolvedPropertyId { get; init; }
    public string? PostId { get; init; }
}
