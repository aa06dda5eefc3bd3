using ThinkRealty.Application.Leads;

namespace ThinkRealty.Application.Reports;

/// <summary>An interaction, and whose; notes in their newest words, without those that are struck out (rules §8).</summary>
public sealed record ExportedInteraction : InteractionView
{
    public Guid LeadId { get; init; }

    internal new const string Select = $"select i.lead_id, {Columns} {Standing}";
}
