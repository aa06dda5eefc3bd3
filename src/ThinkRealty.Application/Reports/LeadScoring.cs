using System.Text.Json;
using MediatR;
using ThinkRealty.Domain;
using ThinkRealty.Domain.Leads;

namespace ThinkRealty.Application.Reports;

/// <summary>How leads are spread over the scores, and whether a higher score converts more; by day of creation (rules §5, §10).</summary>
public sealed record LeadScoring(int? Days, ReportFilter Filter, ReportPage Page)
    : IRecentReport<LeadScoringRow, LeadScoringReport>;

/// <summary>Leads whose score is now in one band, also where there is none.</summary>
/// <param name="Band">Points, both ends included.</param>
/// <param name="LeadCount">Leads.</param>
/// <param name="ConvertedLeads">Those of them that are converted.</param>
/// <param name="ConversionRate">Percent of the leads, two decimals.</param>
public sealed record LeadScoringRow(string Band, long LeadCount, long ConvertedLeads, decimal ConversionRate);

/// <inheritdoc cref="Report{TRow}"/>
/// <param name="AverageScoreByStatus">For every status, the mean score of the leads that have it now: points, two decimals; 0 without any.</param>
public sealed record LeadScoringReport(
    IReadOnlyList<LeadScoringRow> Data,
    long Total,
    int Skip,
    int Limit,
    string? NextCursor,
    DateTimeOffset AsOf,
    IReadOnlyDictionary<string, decimal> AverageScoreByStatus
) : Report<LeadScoringRow>(Data, Total, Skip, Limit, NextCursor, AsOf);

internal sealed class LeadScoringValidator()
    : RecentReportValidator<LeadScoring, LeadScoringRow>(LeadScoringHandler.Columns);

internal sealed class LeadScoringHandler(ReportReader reports, TimeProvider clock)
    : IRequestHandler<LeadScoring, LeadScoringReport>
{
    public static ReportColumns Columns { get; } =
        new("lead-scoring", [OrderColumn.Whole("band_no")], [OrderColumn.Whole("band_no")]);

    public async Task<LeadScoringReport> Handle(LeadScoring request, CancellationToken cancellationToken)
    {
        var filter = request.Filter.Recent(request.Days, clock.Now().DubaiDay());
        var (report, averages) = await reports.ReadBesideAsync(
            $"""
            with cells as materialized (
              select greatest(1, (score + 19) / 20) as band_no, status, count(*) as leads, sum(score) as score
                from {ReportTables.Facts(filter)}
               group by 1, 2
            )
            select b.band_no, b.band, coalesce(sum(c.leads), 0)::bigint as lead_count,
                   coalesce(sum(c.leads) filter (where c.status = 'converted'), 0)::bigint as converted_leads,
                   coalesce(round(100.0 * sum(c.leads) filter (where c.status = 'converted') / sum(c.leads), 2), 0) as conversion_rate,
                   (select json_object_agg(a.status, a.score)::text
                      from (select status, round(sum(score) / sum(leads), 2) as score from cells group by status) a) as averages
              from unnest(array['0-20', '21-40', '41-60', '61-80', '81-100']) with ordinality b (band, band_no)
              left join cells c on c.band_no = b.band_no
             group by b.band_no, b.band
            """,
            "(select min(averages) from report)",
            Columns,
            request with
            {
                Filter = filter,
            },
            cancellationToken
        );

        var known = JsonSerializer.Deserialize<Dictionary<string, decimal>>(averages ?? "{}")!;
        return new(
            report.Data,
            report.Total,
            report.Skip,
            report.Limit,
            report.NextCursor,
            report.AsOf,
            Spelling<LeadStatus>.All.ToDictionary(status => status, status => known.GetValueOrDefault(status))
        );
    }
}
