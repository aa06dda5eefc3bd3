using MediatR;
using ThinkRealty.Domain;

namespace ThinkRealty.Application.Reports;

/// <summary>How far the leads of the period came along the pipeline; by day of creation (rules §7, §10).</summary>
public sealed record Funnel(int? Days, ReportFilter Filter, ReportPage Page) : IRecentReport<FunnelRow>;

/// <summary>One stage, also one that no lead reached.</summary>
/// <param name="Stage">The status, along the pipeline.</param>
/// <param name="LeadCount">Leads that ever had it; each counts once.</param>
/// <param name="RateOfTotal">Percent of all leads of the period, two decimals.</param>
public sealed record FunnelRow(string Stage, long LeadCount, decimal RateOfTotal);

internal sealed class FunnelValidator() : RecentReportValidator<Funnel, FunnelRow>(FunnelHandler.Columns);

internal sealed class FunnelHandler(ReportReader reports, TimeProvider clock)
    : IRequestHandler<Funnel, Report<FunnelRow>>
{
    public static ReportColumns Columns { get; } =
        new("funnel", [OrderColumn.Whole("stage_no")], [OrderColumn.Whole("stage_no")]);

    public Task<Report<FunnelRow>> Handle(Funnel request, CancellationToken cancellationToken)
    {
        var filter = request.Filter.Recent(request.Days, clock.Now().DubaiDay());

        // No lead changes before it comes, so that the steps since the first day are all there are.
        var since = filter.DateFrom is null ? "true" : "h.changed_at >= @Since";
        return reports.ReadAsync(
            $"""
            select stage_no, stage, coalesce(reached.leads, 0) as lead_count,
                   coalesce(round(100.0 * reached.leads / nullif((select count(*) from {ReportTables.Facts(
                filter
            )}), 0), 2), 0) as rate_of_total
              from {Stages.Rows}
              left join (select h.status_to, count(distinct h.lead_id) as leads
                           from {ReportTables.Facts(filter)}
                           join lead_conversion_history h on h.lead_id = facts.lead_id
                          where {since} and {Stages.IsAny("h.status_to")}
                          group by h.status_to) reached on reached.status_to = stage
            """,
            Columns,
            request with
            {
                Filter = filter,
            },
            cancellationToken,
            new { Since = filter.DateFrom?.DubaiMidnight().UtcDateTime }
        );
    }
}
