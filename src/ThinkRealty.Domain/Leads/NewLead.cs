using ThinkRealty.Domain.Scoring;

namespace ThinkRealty.Domain.Leads;

/// <summary>An inquiry that has passed the duplicate rule and is about to become a lead.</summary>
public sealed record NewLead
{
    public required LeadId Id { get; init; }
    public required LeadSource SourceType { get; init; }
    public required Person Person { get; init; }
    public required Wishes Wishes { get; init; }
    public SourceDetails? SourceDetails { get; init; }

    /// <summary>The newest open lead with this phone, else the newest of the last 24 hours (rules §4).</summary>
    public LeadId? DuplicateOf { get; init; }

    /// <summary>The user or key that brought it; null: the program itself.</summary>
    public Guid? CapturedBy { get; init; }

    /// <summary>What the rules of scoring look at (rules §5).</summary>
    public LeadFacts Facts() =>
        new()
        {
            Source = SourceType,
            Purpose = Wishes.Purpose,
            BudgetMin = Wishes.BudgetMin,
            BudgetMax = Wishes.BudgetMax,
            Nationality = Person.Nationality,
            HasPropertyType = Wishes.PropertyType is not null,
            Areas = Wishes.PreferredAreas.Length,
            ReferrerKnown = SourceDetails?.ResolvedReferrerAgentId is not null,
            HasPhone = Person.Phone is not null,
            HasWhatsapp = Person.WhatsappNumber is not null,
            HasFullName = Person.FirstName is not null && Person.LastName is not null,
            HasCompany = Person.Company is not null,
            HasMoveInDate = Wishes.MoveInDate is not null,
            HasBusinessDomain = Person.BusinessDomain is not null,
            EmailDomain = Person.Email?.Value.Split('@')[1],
            Tags = Wishes.Tags,
            MessageLength = Wishes.Message?.Length ?? 0,
            PropertiesOfInterest = SourceDetails?.ResolvedPropertyId is null ? 0 : 1,
        };
}

/// <summary>A step along the pipeline with what belongs to it (rules §7).</summary>
public sealed record StatusStep(LeadStatus To)
{
    public SubStatus? SubStatus { get; init; }
    public LostReason? LostReason { get; init; }

    /// <summary>AED; taken when converting.</summary>
    public decimal? DealValue { get; init; }
    public ConversionType? ConversionType { get; init; }

    /// <summary>Free words.</summary>
    public string? Reason { get; init; }

    /// <summary>The user who takes the step; null: the program itself.</summary>
    public Guid? By { get; init; }
}
