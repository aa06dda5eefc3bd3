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

        return reports.ReadAsync(
            $"""
            select stage_no, stage, reached.leads as lead_count,
                   coalesce(round(100.0 * reached.leads / nullif(reached.all_leads, 0), 2), 0) as rate_of_total
              from {Stages.Rows}
              join (select s.status, s.leads, counted.all_leads
                      from (select count(*) as all_leads, {Stages.Each(s =>
                $"count(*) filter (where was_{s}) as were_{s}"
            )}
                              from {ReportTables.Facts(filter)}
                             cross join lateral (
                               select {Stages.Each(s => $"bool_or(h.status_to = '{s}') as was_{s}")}
                                 from lead_conversion_history h
                                where h.lead_id = facts.lead_id) ever) counted
                     cross join lateral (values {Stages.Each(s => $"('{s}', were_{s})")}) s (status, leads)) reached
                on reached.status = stage
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
