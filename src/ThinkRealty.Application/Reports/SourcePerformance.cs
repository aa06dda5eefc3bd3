using MediatR;
using ThinkRealty.Domain;

namespace ThinkRealty.Application.Reports;

/// <summary>What the leads of each source are worth; by day of creation (rules §10).</summary>
public sealed record SourcePerformance(int? Days, ReportFilter Filter, ReportPage Page)
    : IRecentReport<SourcePerformanceRow>;

/// <summary>One source.</summary>
/// <param name="SourceType">The channel.</param>
/// <param name="TotalLeads">Leads.</param>
/// <param name="ConvertedLeads">Those of them that are converted.</param>
/// <param name="ConversionRate">Percent of the leads, two decimals.</param>
/// <param name="AvgScore">Mean score now in points, 0–100, two decimals.</param>
/// <param name="HighPriorityLeads">Leads of priority high or urgent.</param>
public sealed record SourcePerformanceRow(
    string SourceType,
    long TotalLeads,
    long ConvertedLeads,
    decimal ConversionRate,
    decimal AvgScore,
    long HighPriorityLeads
);

internal sealed class SourcePerformanceValidator()
    : RecentReportValidator<SourcePerformance, SourcePerformanceRow>(SourcePerformanceHandler.Columns);

internal sealed class SourcePerformanceHandler(ReportReader reports, TimeProvider clock)
    : IRequestHandler<SourcePerformance, Report<SourcePerformanceRow>>
{
    public static ReportColumns Columns { get; } =
        new(
            "source-performance",
            [OrderColumn.MostFirst("total_leads"), OrderColumn.Text("source_type")],
            [OrderColumn.Text("source_type")]
        );

    public Task<Report<SourcePerformanceRow>> Handle(SourcePerformance request, CancellationToken cancellationToken)
    {
        var filter = request.Filter.Recent(request.Days, clock.Now().DubaiDay());
        return reports.ReadAsync(
            $"""
            select source_type, count(*) as total_leads, count(*) filter (where status = 'converted') as converted_leads,
                   round(100.0 * count(*) filter (where status = 'converted') / count(*), 2) as conversion_rate,
                   round(avg(score), 2) as avg_score, count(*) filter (where is_high_priority) as high_priority_leads
              from {ReportTables.Facts(filter)}
             group by source_type
            """,
            Columns,
            request with
            {
                Filter = filter,
            },
            cancellationToken
        );
    }
}
