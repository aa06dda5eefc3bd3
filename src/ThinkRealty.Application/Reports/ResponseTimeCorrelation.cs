using System.Globalization;
using MediatR;

namespace ThinkRealty.Application.Reports;

/// <summary>Whether leads convert more when the first contact comes sooner; by day of creation (rules §10).</summary>
public sealed record ResponseTimeCorrelation(ReportFilter Filter, ReportPage Page)
    : IReport<ResponseTimeCorrelationRow, ResponseTimeReport>;

/// <summary>The buckets, and how much the two go together.</summary>
/// <inheritdoc cref="Report{TRow}"/>
/// <param name="Correlation">
/// Pearson's, −1 to 1, four decimals: a lead's hours to its first contact against whether it is converted (0 or 1), over all
/// leads with a contact, on every page the same. Below 0: sooner is better. Null under two leads, or where all are alike.
/// </param>
public sealed record ResponseTimeReport(
    IReadOnlyList<ResponseTimeCorrelationRow> Data,
    long Total,
    int Skip,
    int Limit,
    string? NextCursor,
    DateTimeOffset AsOf,
    decimal? Correlation
) : Report<ResponseTimeCorrelationRow>(Data, Total, Skip, Limit, NextCursor, AsOf);

/// <summary>Leads that waited about as long for their first contact.</summary>
/// <param name="ResponseTimeBucket">From creation to the first contact, the upper end included.</param>
/// <param name="AgentCount">Agents who hold these leads.</param>
/// <param name="TotalLeads">Leads, those that nobody holds too.</param>
/// <param name="AvgConversionRate">Percent of these leads that are converted, two decimals.</param>
public sealed record ResponseTimeCorrelationRow(
    string ResponseTimeBucket,
    long AgentCount,
    long TotalLeads,
    decimal AvgConversionRate
);

internal sealed class ResponseTimeCorrelationValidator()
    : ReportValidator<ResponseTimeCorrelation, ResponseTimeCorrelationRow>(ResponseTimeCorrelationHandler.Columns);

internal sealed class ResponseTimeCorrelationHandler(ReportReader reports)
    : IRequestHandler<ResponseTimeCorrelation, ResponseTimeReport>
{
    public static ReportColumns Columns { get; } =
        new("response-time-correlation", [OrderColumn.Whole("bucket")], [OrderColumn.Whole("bucket")]);

    public async Task<ResponseTimeReport> Handle(ResponseTimeCorrelation request, CancellationToken cancellationToken)
    {
        var (report, correlation) = await reports.ReadBesideAsync(
            $"""
            with agents as materialized (
              select agent_id, sum(response_1) as response_1, sum(response_2) as response_2, sum(response_3) as response_3,
                     sum(response_4) as response_4, sum(response_5) as response_5, sum(converted_1) as converted_1,
                     sum(converted_2) as converted_2, sum(converted_3) as converted_3, sum(converted_4) as converted_4,
                     sum(converted_5) as converted_5, sum(responses) as n, sum(response_us) as x, sum(response_squares) as xx,
                     sum(converted_1 + converted_2 + converted_3 + converted_4 + converted_5) as y, sum(converted_response_us) as xy
                from {ReportTables.LeadSums(request.Filter)}
               group by agent_id
            ), pearson as (
              select round((n * xy - x * y) / nullif(sqrt((n * xx - x * x) * (n * y - y * y)), 0), 4) as correlation
                from (select sum(n) as n, sum(x) as x, sum(xx) as xx, sum(y) as y, sum(xy) as xy from agents) sums
            )
            select b.bucket, b.response_time_bucket, count(a.agent_id) as agent_count, sum(b.leads)::bigint as total_leads,
                   round(100.0 * sum(b.converted) / sum(b.leads), 2) as avg_conversion_rate,
                   (select correlation from pearson) as correlation
              from agents a
             cross join lateral (
               values (1, '0-1 hours', response_1, converted_1), (2, '1-4 hours', response_2, converted_2),
                      (3, '4-24 hours', response_3, converted_3), (4, '1-3 days', response_4, converted_4),
                      (5, '3+ days', response_5, converted_5)) b (bucket, response_time_bucket, leads, converted)
             where b.leads > 0
             group by b.bucket, b.response_time_bucket
            """,
            beside: "(select min(correlation)::text from report)",
            Columns,
            request,
            cancellationToken
        );
        return new(
            report.Data,
            report.Total,
            report.Skip,
            report.Limit,
            report.NextCursor,
            report.AsOf,
            correlation is null ? null : decimal.Parse(correlation, CultureInfo.InvariantCulture)
        );
    }
}
