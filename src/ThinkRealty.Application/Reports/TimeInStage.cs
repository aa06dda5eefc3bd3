using MediatR;
using ThinkRealty.Domain;

namespace ThinkRealty.Application.Reports;

/// <summary>How long leads stay in each status; by the day on which they entered it (rules §7, §10).</summary>
public sealed record TimeInStage(int? Days, ReportFilter Filter, ReportPage Page) : IRecentReport<TimeInStageRow>;

/// <summary>One status, also one that no lead entered. Hours are over the stays that have ended.</summary>
/// <param name="Status">The status, along the pipeline.</param>
/// <param name="Entered">Stays that began in the period; a lead that comes again counts again.</param>
/// <param name="AvgHours">Mean, two decimals; 0 where no stay has ended.</param>
/// <param name="MedianHours">Half of the stays took at most so many hours, two decimals.</param>
/// <param name="P90Hours">Nine of ten stays took at most so many hours, two decimals.</param>
/// <param name="OpenNow">Leads that have the status now, whenever they entered it.</param>
public sealed record TimeInStageRow(
    string Status,
    long Entered,
    decimal AvgHours,
    decimal MedianHours,
    decimal P90Hours,
    long OpenNow
);

internal sealed class TimeInStageValidator()
    : RecentReportValidator<TimeInStage, TimeInStageRow>(TimeInStageHandler.Columns);

internal sealed class TimeInStageHandler(ReportReader reports, TimeProvider clock)
    : IRequestHandler<TimeInStage, Report<TimeInStageRow>>
{
    // A lead's next step, where it lies after the steps that are read.
    private const string LaterStep = """
        (select n.seconds_in_previous from lead_conversion_history n where n.lead_id = h.lead_id and n.id > h.id and n.kind = 'step' order by n.id limit 1)
        """;

    public static ReportColumns Columns { get; } =
        new("time-in-stage", [OrderColumn.Whole("stage_no")], [OrderColumn.Whole("stage_no")]);

    public Task<Report<TimeInStageRow>> Handle(TimeInStage request, CancellationToken cancellationToken)
    {
        var today = clock.Now().DubaiDay();
        var filter = request.Filter.Recent(request.Days, today);
        var always = filter with { DateFrom = null, DateTo = null };

        // A step says how long the stay before it took. Where the period reaches into today, every next step is among those
        // that are read; else the last of each lead is looked up.
        var isOver = filter.DateTo < today;
        var since = filter.DateFrom is null ? "true" : "h.changed_at >= @Since";
        var until = filter.DateTo is null ? "true" : "h.changed_at < @Until";
        return reports.ReadAsync(
            $"""
            select stage_no, stage as status, coalesce(s.entered, 0) as entered, coalesce(s.avg_hours, 0) as avg_hours,
                   coalesce(s.median_hours, 0) as median_hours, coalesce(s.p90_hours, 0) as p90_hours, coalesce(cells.leads, 0) as open_now
              from {Stages.Rows}
              left join {Stages.Now(always)} on cells.status = stage
              left join (
                select h.status_to, count(*) as entered, round(avg(h.seconds) / 3600, 2) as avg_hours,
                       round(percentile_cont(0.5) within group (order by h.seconds)::numeric / 3600, 2) as median_hours,
                       round(percentile_cont(0.9) within group (order by h.seconds)::numeric / 3600, 2) as p90_hours
                  from (select h.status_to, h.changed_at,
                               coalesce(lead(h.seconds_in_previous) over (partition by h.lead_id order by h.id),
                                        {(isOver ? LaterStep : "null")}) as seconds
                          from lead_conversion_history h
                         where h.kind = 'step' and {since} and {(isOver ? until : "true")} and {Stages.IsAny("h.status_to")} and {Counted(
                filter
            )}) h
                 where {until}
                 group by h.status_to) s on s.status_to = stage
            """,
            Columns,
            request with
            {
                Filter = filter,
            },
            cancellationToken,
            new
            {
                Since = filter.DateFrom?.DubaiMidnight().UtcDateTime,
                Until = filter.DateTo?.AddDays(1).DubaiMidnight().UtcDateTime,
            }
        );
    }

    // Archived leads are few: leaving them out costs less than looking for all the others.
    private static string Counted(ReportFilter filter) =>
        filter.SourceType is null && filter.AgentId is null
            ? "not exists (select from leads l where l.id = h.lead_id and l.archived_at is not null)"
            : $"exists (select from reporting.lead_facts f where f.lead_id = h.lead_id and {ReportTables.Chosen(filter)})";
}
