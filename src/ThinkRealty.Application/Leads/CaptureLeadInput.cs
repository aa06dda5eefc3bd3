using FluentValidation;
using ThinkRealty.Domain.Leads;

namespace ThinkRealty.Application.Leads;

/// <summary>What a capture must bring (rules §3); every complaint names its field and says what is wanted.</summary>
internal sealed class CaptureLeadValidator : AbstractValidator<CaptureLead>
{
    public CaptureLeadValidator()
    {
        RuleFor(c => c.SourceType)
            .NotNull()
            .WithMessage($"Name the source: {string.Join(", ", Domain.Spelling<LeadSource>.All)}.");
        RuleFor(c => c.LeadData)
            .NotNull()
            .WithMessage("Say who is asking for what.")
            .SetValidator(new LeadDataValidator()!);
    }
}

internal sealed class LeadDataValidator : AbstractValidator<LeadData>
{
    private const decimal MostBudget = 500_000_000;

    public LeadDataValidator()
    {
        RuleFor(d => d.FirstName).Must(IsName).WithMessage("A first name of 1–100 characters is needed.");
        RuleFor(d => d.LastName).Must(IsName).WithMessage("A last name of 1–100 characters is needed.");
        RuleFor(d => d.Phone)
            .Must(p => PhoneNumber.TryParse(p, out _))
            .WithMessage("A phone number is needed, for example +971501234567 or 050 123 4567.");
        RuleFor(d => d.WhatsappNumber)
            .Must(p => p is null || PhoneNumber.TryParse(p, out _))
            .WithMessage("This is no phone number; send for example +971501234567.");
        RuleFor(d => d.Email)
            .Must(e => e is null || EmailAddress.TryParse(e, out _))
            .WithMessage("This is no e-mail address.");
        RuleFor(d => d.InstagramHandle)
            .Must(h => h is null || InstagramHandle.TryParse(h, out _))
            .WithMessage("This is no Instagram handle: at most 30 letters, digits, dots and underscores.");
        RuleFor(d => d.Nationality).Must(IsName).WithMessage("A nationality of 1–100 characters is needed.");
        RuleFor(d => d.LanguagePreference).NotNull().WithMessage("Name the language: arabic or english.");
        RuleFor(d => d.BudgetMin)
            .Must(IsMoney)
            .WithMessage("The lowest budget is needed: AED above 0, with at most two decimals.");
        RuleFor(d => d.BudgetMax)
            .Must(IsMoney)
            .WithMessage("The highest budget is needed: AED above 0, with at most two decimals.")
            .LessThanOrEqualTo(MostBudget)
            .WithMessage("The highest budget is at most 500,000,000 AED.")
            .GreaterThan(d => d.BudgetMin ?? 0)
            .WithMessage("The highest budget lies above the lowest.");
        RuleFor(d => d.PropertyType)
            .NotNull()
            .WithMessage($"Name the property type: {string.Join(", ", Domain.Spelling<PropertyType>.All)}.");
        RuleFor(d => d.PreferredAreas).Must(a => a is { Count: > 0 and <= 50 }).WithMessage("Name 1–50 areas.");
        RuleForEach(d => d.PreferredAreas).Must(IsName).WithMessage("An area has 1–100 characters.");
        RuleFor(d => d.Company).Must(t => Fits(t, 200)).WithMessage("At most 200 characters.");
        RuleFor(d => d.BusinessDomain).Must(t => Fits(t, 100)).WithMessage("At most 100 characters.");
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
            .WithMessage("A tag has 1–50 characters.");
}

/// <summary>From what was sent and found good to the desk's own types.</summary>
internal static class CaptureLeadInput
{
    public static Person ToPerson(this LeadData data) =>
        new()
        {
            FirstName = Trimmed(data.FirstName),
            LastName = Trimmed(data.LastName),
            Phone = data.Phone is null ? null : PhoneNumber.Parse(data.Phone),
            Email = data.Email is null ? null : EmailAddress.Parse(data.Email),
            WhatsappNumber = data.WhatsappNumber is null ? null : PhoneNumber.Parse(data.WhatsappNumber),
            InstagramHandle = data.InstagramHandle is null ? null : InstagramHandle.Parse(data.InstagramHandle),
            Nationality = Trimmed(data.Nationality),
            LanguagePreference = data.LanguagePreference,
            Company = Trimmed(data.Company),
            BusinessDomain = Trimmed(data.BusinessDomain),
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
