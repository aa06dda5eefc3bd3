using MediatR;

namespace ThinkRealty.Application.Reports;

/// <summary>How the leads of each source score, month by month; by day of creation (rules §10).</summary>
public sealed record SourceQuality(ReportFilter Filter, ReportPage Page) : IReport<SourceQualityRow>;

/// <summary>One source in one month.</summary>
/// <param name="Month">Calendar month in Dubai in which the leads came, <c>YYYY-MM</c>.</param>
/// <param name="SourceType">The channel.</param>
/// <param name="AvgScore">Points that the leads have now, two decimals.</param>
/// <param name="LeadCount">Leads.</param>
/// <param name="ConvertedCount">Those of them that are converted, whenever that was.</param>
public sealed record SourceQualityRow(
    string Month,
    string SourceType,
    decimal AvgScore,
    long LeadCount,
    long ConvertedCount
);

internal sealed class SourceQualityValidator()
    : ReportValidator<SourceQuality, SourceQualityRow>(SourceQualityHandler.Columns);

internal sealed class SourceQualityHandler(ReportReader reports)
    : IRequestHandler<SourceQuality, Report<SourceQualityRow>>
{
    private static readonly OrderColumn[] Groups = [OrderColumn.Text("month"), OrderColumn.Text("source_type")];

    public static ReportColumns Columns { get; } = new("source-quality", Groups, Groups);

    public Task<Report<SourceQualityRow>> Handle(SourceQuality request, CancellationToken cancellationToken) =>
        reports.ReadAsync(
            $"""
            select {ReportTables.Month} as month, source_type, round(sum(score) / sum(leads), 2) as avg_score,
                   sum(leads)::bigint as lead_count, sum(converted)::bigint as converted_count
              from {ReportTables.DaySums(request.Filter)}
             where leads > 0
             group by date_trunc('month', day), source_type
            """,
            Columns,
            request,
            cancellationToken
        );
}
