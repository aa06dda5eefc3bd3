using FluentValidation;
using ThinkRealty.Application.People;
using ThinkRealty.Domain;
using ThinkRealty.Domain.Leads;

namespace ThinkRealty.Application.Leads;

/// <summary>What a capture must bring (rules §3); every complaint names its field and says what is wanted.</summary>
internal sealed class CaptureLeadValidator : AbstractValidator<CaptureLead>
{
    public CaptureLeadValidator()
    {
        RuleFor(c => c.SourceType)
            .NotNull()
            .WithMessage($"Name the source: {string.Join(", ", Spelling<LeadSource>.All)}.");
        RuleFor(c => c.LeadData)
            .NotNull()
            .WithMessage("Say who is asking for what.")
            .SetValidator(new LeadDataValidator()!);
    }
}

internal sealed class LeadDataValidator : AbstractValidator<LeadData>
{
    public LeadDataValidator()
    {
        RuleFor(d => d.FirstName).IsPersonName();
        RuleFor(d => d.LastName).IsPersonName();
        RuleFor(d => d.Phone).IsPhone();
        RuleFor(d => d.WhatsappNumber).IsPhone().When(d => d.WhatsappNumber is not null);
        RuleFor(d => d.Email).IsEmail().When(d => d.Email is not null);
        RuleFor(d => d.InstagramHandle).IsInstagramHandle().When(d => d.InstagramHandle is not null);
        RuleFor(d => d.Nationality).Must(IsName).WithMessage("A nationality of 1–100 characters is needed.");
        RuleFor(d => d.LanguagePreference)
            .NotNull()
            .WithMessage($"Name the language: {string.Join(", ", Spelling<Language>.All)}.");
        RuleFor(d => d.BudgetMin)
            .Must(IsMoney)
            .WithMessage("The lowest budget is needed: AED above 0, with at most two decimals.")
            .LessThan(Amounts.MostBudget)
            .WithMessage($"The lowest budget lies below {Amounts.MostBudget:#,0} AED.");
        RuleFor(d => d.BudgetMax)
            .Must(IsMoney)
            .WithMessage("The highest budget is needed: AED above 0, with at most two decimals.")
            .LessThanOrEqualTo(Amounts.MostBudget)
            .WithMessage($"The highest budget is at most {Amounts.MostBudget:#,0} AED.")
            .GreaterThan(d => d.BudgetMin ?? 0)
            .WithMessage("The highest budget lies above the lowest.");
        RuleFor(d => d.PropertyType)
            .NotNull()
            .WithMessage($"Name the property type: {string.Join(", ", Spelling<PropertyType>.All)}.");
        RuleFor(d => d.PreferredAreas).Must(a => a is { Count: > 0 and <= 50 }).WithMessage("Name 1–50 areas.");
        RuleForEach(d => d.PreferredAreas).Must(IsName).WithMessage("An area has 1–100 characters.");
        RuleFor(d => d.Company).Must(t => Fits(t, 200)).WithMessage("At most 200 characters.");
        RuleFor(d => d.Bedrooms).InclusiveBetween(0, 50).WithMessage("A whole number is expected, 0–50, or Studio.");
        RuleFor(d => d.Message).Must(t => Fits(t, 5000)).WithMessage("At most 5,000 characters.");
        RuleFor(d => d.Tags).Must(t => t is null or { Count: <= Wishes.MostTags }).WithMessage("At most 50 tags.");
        RuleForEach(d => d.Tags).ATag();
    }

    private static bool IsName(string? text) =>
        text?.Trim() is { Length: >= 1 and <= 100 } name && !name.Any(char.IsControl);

    private static bool IsMoney(decimal? amount) => amount > 0 && amount == decimal.Round(amount.Value, 2);

    private static bool Fits(string? text, int most) => text is null || text.Length <= most;
}

internal static class TagInput
{
    private const int LongestTag = 50;

    public static IRuleBuilderOptions<T, string> ATag<T>(this IRuleBuilder<T, string> rule) =>
        rule.Must(tag => !string.IsNullOrWhiteSpace(tag) && tag.Trim().Length <= LongestTag)
            .WithMessage("A tag has 1–50 characters.")
            .Must(tag => tag?.Trim() is not ("." or ".."))
            .WithMessage("A tag cannot be . or .. alone."); // in the path of an address they mean another address
}

/// <summary>From what was sent and found good to the desk's own types.</summary>
internal static class CaptureLeadInput
{
    public static Person ToPerson(this LeadData data) =>
        new()
        {
            FirstName = data.FirstName is null ? null : PersonName.Parse(data.FirstName),
            LastName = data.LastName is null ? null : PersonName.Parse(data.LastName),
            Phone = data.Phone is null ? null : PhoneNumber.Parse(data.Phone),
            Email = data.Email is null ? null : EmailAddress.Parse(data.Email),
            WhatsappNumber = data.WhatsappNumber is null ? null : PhoneNumber.Parse(data.WhatsappNumber),
            InstagramHandle = data.InstagramHandle is null ? null : InstagramHandle.Parse(data.InstagramHandle),
            Nationality = Trimmed(data.Nationality),
            LanguagePreference = data.LanguagePreference,
            Company = Trimmed(data.Company),
            BusinessDomain = data.BusinessDomain?.Spelled(),
        };

    public static Wishes ToWishes(this LeadData data) =>
        new()
        {
            Purpose = data.Purpose ?? Purpose.Buy,
            Priority = data.Priority ?? Priority.Medium,
            BudgetMin = data.BudgetMin,
            BudgetMax = data.BudgetMax,
            PropertyType = data.PropertyType,
            PreferredAreas = Distinct(data.PreferredAreas),
            Bedrooms = data.Bedrooms,
            MoveInDate = data.MoveInDate,
            Message = Trimmed(data.Message),
            Tags = Distinct(data.Tags),
        };

    public static SourceDetails ToSourceDetails(this SourceReferences references, ClaimedLead claim) =>
        new()
        {
            CampaignId = references.CampaignId,
            UtmSource = references.UtmSource,
            ReferrerAgentId = references.ReferrerAgentId,
            ResolvedReferrerAgentId = claim.Referrer,
            PropertyId = references.PropertyId,
            ResolvedPropertyId = claim.Property,
        };

    private static string? Trimmed(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    // Kept with single spaces, so that what people typed can be compared by its letters alone.
    public static string[] Distinct(IReadOnlyList<string>? words) =>
        [
            .. (words ?? [])
                .Select(w => string.Join(' ', w.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)))
                .Distinct(),
        ];
}
