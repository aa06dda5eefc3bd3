using ThinkRealty.Domain.Sales;

namespace ThinkRealty.Domain.Leads;

// What a converted lead was worth, and how that is corrected (rules §7).
public sealed partial class Lead
{
    /// <summary>When the deal was last corrected; null: never.</summary>
    public DateTimeOffset? CorrectedAt { get; private set; }

    /// <summary>The user who corrected it …</summary>
    public Guid? CorrectedBy { get; private set; }

    /// <summary>… and why.</summary>
    public string? CorrectionReason { get; private set; }

    /// <summary>
    /// Corrects what was recorded wrongly, in the lead and in its paid sale; the same again changes nothing. Null is a value
    /// that nobody knows, which a paid sale and a conversion by force do not allow.
    /// </summary>
    public void CorrectDeal(DealCorrection correction, Sale? paid, DateTimeOffset now)
    {
        RefuseArchived();
        RefuseTransferred();
        if (Status != LeadStatus.Converted)
            throw LeadErrors.NoDeal(Status, correction.ChangesValue ? "deal_value" : "conversion_type");

        var (value, type) = (
            correction.ChangesValue ? correction.DealValue : DealValue,
            correction.ChangesType ? correction.ConversionType : ConversionType
        );
        var saleDiffers = correction.ChangesValue && paid is not null && paid.Amount != value;
        if (value == DealValue && type == ConversionType && !saleDiffers)
            return;
        if (value is null && paid is not null)
            throw LeadErrors.DealValueKept("the lead's sale is paid, and a paid sale has an amount.");
        if (value is null && DealValue is not null && StatusForced)
            throw LeadErrors.DealValueKept("the lead was converted by force, which needs a deal value.");

        var before = DealValue;
        (DealValue, ConversionType) = (value, type);
        // The schema knows a named correction by its new moment, so two in one instant are a microsecond apart.
        CorrectedAt = now > CorrectedAt || CorrectedAt is null ? now : CorrectedAt.Value.AddMicroseconds(1);
        (CorrectedBy, CorrectionReason) = (correction.By, correction.Reason);
        UpdatedAt = now;
        if (saleDiffers)
            paid!.CorrectAmount(value!.Value, CorrectedAt.Value);
        Raise(new DealCorrected(Id, before, value, now));
    }

    // What a step to where the lead stands already would lose without a word: it changes nothing.
    private void RefuseAnotherDeal(StatusStep step)
    {
        if (Status == LeadStatus.Converted && step.DealValue is not null && step.DealValue != DealValue)
            throw LeadErrors.CorrectInstead(Id, "deal_value");
        if (Status == LeadStatus.Converted && step.ConversionType is not null && step.ConversionType != ConversionType)
            throw LeadErrors.CorrectInstead(Id, "conversion_type");
        if (Status == LeadStatus.Lost && step.LostReason is not null && step.LostReason != LostReason)
            throw LeadErrors.LostAlready(LostReason!.Value);
    }
}

/// <summary>What was wrong about a deal, who says so and why (rules §7).</summary>
public sealed record DealCorrection
{
    public bool ChangesValue { get; init; }

    /// <summary>AED; null: not known.</summary>
    public decimal? DealValue { get; init; }

    public bool ChangesType { get; init; }
    public ConversionType? ConversionType { get; init; }

    public required Guid By { get; init; }
    public required string Reason { get; init; }
}
