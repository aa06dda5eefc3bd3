using ThinkRealty.Application.Pipeline;
using ThinkRealty.Domain.Leads;

namespace ThinkRealty.Application.Leads;

/// <summary>A lead after a change, with what the caller should know about it.</summary>
public sealed record ChangedLead : LeadView, IWarns
{
    /// <summary>The lead as it stands now.</summary>
    public ChangedLead(LeadView lead, IReadOnlyList<string> warnings)
        : base(lead) => Warnings = HasNoNextStep ? [.. warnings, LeadWarnings.NoNextStep] : warnings;

    /// <summary>What was accepted, and what the caller should know about it: `slug` or `slug: detail`.</summary>
    public IReadOnlyList<string> Warnings { get; set; }

    private bool HasNoNextStep =>
        Status.IsOpen() && ArchivedAt is null && AssignedAgent is not null && NextFollowUp is null;
}
