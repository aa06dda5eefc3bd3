using FluentValidation;
using ThinkRealty.Domain.Leads;

namespace ThinkRealty.Application.Leads;

/// <summary>What belongs to a status step, whichever door it comes by (rules §7).</summary>
internal interface IStatusInput
{
    /// <summary>Where the lead is to stand.</summary>
    LeadStatus? Status { get; }

    /// <summary>Refines it.</summary>
    SubStatus? SubStatus { get; }

    /// <summary>AED, above 0; when converting.</summary>
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
    private const decimal MostMoney = 9_999_999_999_999.99m; // what numeric(15,2) holds

    public StatusInputValidator()
    {
        RuleFor(s => s.Reason).FitsAReason();
        RuleFor(s => s.DealValue)
            .Must(v => v is null || (v > 0 && v <= MostMoney && v == decimal.Round(v.Value, 2)))
            .WithMessage("AED above 0, with at most two decimals.")
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
}
