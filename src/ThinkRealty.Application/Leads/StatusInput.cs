using FluentValidation;
using ThinkRealty.Domain;
using ThinkRealty.Domain.Leads;

namespace ThinkRealty.Application.Leads;

/// <summary>What belongs to a status step, whichever door it comes by (rules §7).</summary>
internal interface IStatusInput
{
    /// <summary>Where the lead is to stand.</summary>
    LeadStatus? Status { get; }

    /// <summary>Refines it.</summary>
    SubStatus? SubStatus { get; }

    /// <summary>AED, above 0 and at most 5,000,000,000; when converting.</summary>
    decimal? DealValue { get; }

    /// <summary>When converting.</summary>
    ConversionType? ConversionType { get; }

    /// <summary>When lost; missing = other.</summary>
    LostReason? LostReason { get; }

    /// <summary>Free words.</summary>
    string? Reason { get; }
}

internal sealed class StatusInputValidator : AbstractValidator<IStatusInput>
{
    public StatusInputValidator()
    {
        RuleFor(s => s.Reason).FitsAReason();
        RuleFor(s => s.DealValue)
            .IsADealValue()
            .Must((s, v) => v is null || s.Status == LeadStatus.Converted)
            .WithMessage("A deal value belongs to converting.");
        RuleFor(s => s.ConversionType)
            .Must((s, t) => t is null || s.Status == LeadStatus.Converted)
            .WithMessage("A conversion type belongs to converting.");
        RuleFor(s => s.LostReason)
            .Must((s, r) => r is null || s.Status == LeadStatus.Lost)
            .WithMessage("A lost reason belongs to losing.");
        RuleFor(s => s.SubStatus)
            .Must((s, sub) => sub is null || s.Status is null || sub.Value.Fits(s.Status.Value))
            .WithMessage(LeadErrors.SubStatusFits);
    }
}

internal static class StatusInputStep
{
    /// <summary>The step that was asked for; where no status is named, a refinement of the one that stands.</summary>
    public static StatusStep ToStep(this IStatusInput input, Lead lead, Guid? by) =>
        new(input.Status ?? lead.Status)
        {
            SubStatus = input.SubStatus,
            DealValue = input.DealValue,
            ConversionType = input.ConversionType,
            LostReason = input.LostReason,
            Reason = string.IsNullOrWhiteSpace(input.Reason) ? null : input.Reason.Trim(),
            By = by,
        };

    /// <summary>Says so where a reason came without a step that it could belong to.</summary>
    /// <param name="input">What was sent.</param>
    /// <param name="lead">As it is now.</param>
    /// <param name="before">When its status had changed last before this request.</param>
    public static IEnumerable<string> ReasonNotKept(this IStatusInput input, Lead lead, DateTimeOffset before)
    {
        if (!string.IsNullOrWhiteSpace(input.Reason) && lead.StatusChangedAt == before)
            yield return LeadWarnings.ReasonNotKept($"the status did not change; it is {lead.Status.Spelled()}");
    }
}
