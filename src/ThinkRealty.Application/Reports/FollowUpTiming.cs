using MediatR;

namespace ThinkRealty.Application.Reports;

/// <summary>
/// How often going back to a lead goes well, by how long it waited since the contact before; by day of the later contact
/// (rules §10).
/// </summary>
public sealed record FollowUpTiming(ReportFilter Filter, ReportPage Page) : IReport<FollowUpTimingRow>;

/// <summary>Gaps of about the same length between one contact of a lead and its next.</summary>
/// <param name="TimeBucket">How long the gap is, the upper end included.</param>
/// <param name="TotalFollowUps">Gaps.</param>
/// <param name="PositiveOutcomes">Those of them whose later contact had a positive outcome, or whose lead is converted.</param>
/// <param name="PositiveOutcomeRate">Percent of the gaps, two decimals.</param>
public sealed record FollowUpTimingRow(
    string TimeBucket,
    long TotalFollowUps,
    long PositiveOutcomes,
    decimal PositiveOutcomeRate
);

internal sealed class FollowUpTimingValidator()
    : ReportValidator<FollowUpTiming, FollowUpTimingRow>(FollowUpTimingHandler.Columns);

internal sealed class FollowUpTimingHandler(ReportReader reports)
    : IRequestHandler<FollowUpTiming, Report<FollowUpTimingRow>>
{
    public static ReportColumns Columns { get; } =
        new("follow-up-timing", [OrderColumn.Whole("bucket")], [OrderColumn.Whole("bucket")]);

    public Task<Report<FollowUpTimingRow>> Handle(FollowUpTiming request, CancellationToken cancellationToken) =>
        reports.ReadAsync(
            $"""
            select b.bucket, b.time_bucket, b.gaps::bigint as total_follow_ups, b.positive::bigint as positive_outcomes,
                   round(100.0 * b.positive / b.gaps, 2) as positive_outcome_rate
              from (select sum(gaps_1) as gaps_1, sum(gaps_2) as gaps_2, sum(gaps_3) as gaps_3, sum(gaps_4) as gaps_4,
                           sum(gaps_5) as gaps_5, sum(positive_1) as positive_1, sum(positive_2) as positive_2,
                           sum(positive_3) as positive_3, sum(positive_4) as positive_4, sum(positive_5) as positive_5
                      from {ReportTables.DaySums(request.Filter)}) s
             cross join lateral (
               values (1, '0-1 hours', gaps_1, positive_1), (2, '1-4 hours', gaps_2, positive_2),
                      (3, '4-24 hours', gaps_3, positive_3), (4, '1-3 days', gaps_4, positive_4),
                      (5, '3+ days', gaps_5, positive_5)) b (bucket, time_bucket, gaps, positive)
             where b.gaps > 0
            """,
            Columns,
            request,
            cancellationToken
        );
}
