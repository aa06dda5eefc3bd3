namespace ThinkRealty.Domain.Leads;

/// <summary>Where a lead stands in the pipeline (rules §7).</summary>
public enum LeadStatus
{
    New,
    Contacted,
    Qualified,
    ViewingScheduled,
    Negotiation,

    [Spelled("converted", "conversion", "won")]
    Converted,
    Lost,
    Transferred,
}

/// <summary>Which steps the pipeline allows (rules §7); <c>lead_status_steps</c> repeats them in the schema.</summary>
public static class LeadPipeline
{
    /// <summary>Where a lead may go by an ordinary step; steps around <c>transferred</c> belong to transfer and sale.</summary>
    public static IReadOnlyList<LeadStatus> Next(this LeadStatus status) =>
        status switch
        {
            LeadStatus.New => [LeadStatus.Contacted, LeadStatus.Lost],
            LeadStatus.Contacted => [LeadStatus.Qualified, LeadStatus.Lost],
            LeadStatus.Qualified => [LeadStatus.ViewingScheduled, LeadStatus.Lost],
            LeadStatus.ViewingScheduled => [LeadStatus.Negotiation, LeadStatus.Qualified, LeadStatus.Lost],
            LeadStatus.Negotiation => [LeadStatus.Converted, LeadStatus.Lost],
            _ => [],
        };

    /// <summary>New … negotiation.</summary>
    public static bool IsOpen(this LeadStatus status) => status <= LeadStatus.Negotiation;

    /// <summary>Converted or lost; a transferred lead is neither open nor closed.</summary>
    public static bool IsClosed(this LeadStatus status) => status is LeadStatus.Converted or LeadStatus.Lost;

    /// <summary>proposal and applied refine negotiation; callback any open status.</summary>
    public static bool Fits(this SubStatus sub, LeadStatus status) =>
        sub == SubStatus.Callback ? status.IsOpen() : status == LeadStatus.Negotiation;
}
