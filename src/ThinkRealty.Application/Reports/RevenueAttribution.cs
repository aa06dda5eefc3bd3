using MediatR;

namespace ThinkRealty.Application.Reports;

/// <summary>What each source earned; by day of conversion (rules §10).</summary>
public sealed record RevenueAttribution(ReportFilter Filter, ReportPage Page) : IReport<RevenueAttributionRow>;

/// <summary>One source.</summary>
/// <param name="SourceType">The channel.</param>
/// <param name="TotalRevenue">AED of all converted leads: the paid sale's amount, else the deal's value.</param>
/// <param name="ConvertedLeads">Converted leads, with a value or without.</param>
/// <param name="AverageDealSize">AED per converted lead whose value is known, two decimals; 0 without one.</param>
public sealed record RevenueAttributionRow(
    string SourceType,
    decimal TotalRevenue,
    long ConvertedLeads,
    decimal AverageDealSize
);

internal sealed class RevenueAttributionValidator()
    : ReportValidator<RevenueAttribution, RevenueAttributionRow>(RevenueAttributionHandler.Columns);

internal sealed class RevenueAttributionHandler(ReportReader reports)
    : IRequestHandler<RevenueAttribution, Report<RevenueAttributionRow>>
{
    public static ReportColumns Columns { get; } =
        new(
            "revenue-attribution",
            [OrderColumn.MostFirst("total_revenue"), OrderColumn.Text("source_type")],
            [OrderColumn.Text("source_type")]
        );

    public Task<Report<RevenueAttributionRow>> Handle(
        RevenueAttribution request,
        CancellationToken cancellationToken
    ) =>
        reports.ReadAsync(
            $"""
            select source_type, sum(revenue) as total_revenue, sum(conversions)::bigint as converted_leads,
                   coalesce(round(sum(revenue) / nullif(sum(deals), 0), 2), 0) as average_deal_size
              from {ReportTables.DaySums(request.Filter)}
             where conversions > 0
             group by source_type
            """,
            Columns,
            request,
            cancellationToken
        );
}
