using MediatR;

namespace ThinkRealty.Application.Reports;

/// <summary>How many leads came and how many were converted in each month, each by its own date (rules §10).</summary>
public sealed record MonthlyTrends(ReportFilter Filter, ReportPage Page) : IReport<MonthlyTrendsRow>;

/// <summary>One month in which something happened.</summary>
/// <param name="Month">Calendar month in Dubai, <c>YYYY-MM</c>.</param>
/// <param name="LeadVolume">Leads that came in it.</param>
/// <param name="ConvertedVolume">Leads that were converted in it, whenever they came.</param>
public sealed record MonthlyTrendsRow(string Month, long LeadVolume, long ConvertedVolume);

internal sealed class MonthlyTrendsValidator()
    : ReportValidator<MonthlyTrends, MonthlyTrendsRow>(MonthlyTrendsHandler.Columns);

internal sealed class MonthlyTrendsHandler(ReportReader reports)
    : IRequestHandler<MonthlyTrends, Report<MonthlyTrendsRow>>
{
    public static ReportColumns Columns { get; } =
        new("monthly-trends", [OrderColumn.Text("month")], [OrderColumn.Text("month")]);

    public Task<Report<MonthlyTrendsRow>> Handle(MonthlyTrends request, CancellationToken cancellationToken) =>
        reports.ReadAsync(
            $"""
            select {ReportTables.Month} as month, sum(leads)::bigint as lead_volume,
                   sum(conversions)::bigint as converted_volume
              from {ReportTables.DaySums(request.Filter)}
             where leads > 0 or conversions > 0
             group by date_trunc('month', day)
            """,
            Columns,
            request,
            cancellationToken
        );
}
