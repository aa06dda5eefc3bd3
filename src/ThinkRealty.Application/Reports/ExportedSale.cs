using ThinkRealty.Domain.Sales;

namespace ThinkRealty.Application.Reports;

/// <summary>The closing of a lead that was transferred (rules §9).</summary>
public sealed record ExportedSale
{
    /// <summary>The sale.</summary>
    public Guid SaleId { get; init; }

    public Guid LeadId { get; init; }

    /// <summary>How far it has come.</summary>
    public SaleStage Stage { get; init; }

    /// <summary>AED; always known once paid.</summary>
    public decimal? Amount { get; init; }

    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset UpdatedAt { get; init; }

    internal const string Select =
        "select s.id as sale_id, s.lead_id, s.stage, s.amount, s.created_at, s.updated_at from sales s";
}
