using MediatR;

namespace ThinkRealty.Application.Reports;

/// <summary>Whether agents with a specialisation convert more than the others; by day of creation (rules §10).</summary>
public sealed record SpecializedVsGeneral(ReportFilter Filter, ReportPage Page) : IReport<SpecializedVsGeneralRow>;

/// <summary>Agents of one kind.</summary>
/// <param name="AgentCategory"><c>specialized</c>: in at least one property type; else <c>general</c>.</param>
/// <param name="AgentCount">Agents who hold at least one of the leads.</param>
/// <param name="TotalLeadsHandled">Leads that they hold, closed ones too.</param>
/// <param name="TotalConversions">Those of them that are converted.</param>
/// <param name="AvgConversionRate">Percent of all these leads together, two decimals.</param>
public sealed record SpecializedVsGeneralRow(
    string AgentCategory,
    long AgentCount,
    long TotalLeadsHandled,
    long TotalConversions,
    decimal AvgConversionRate
);

internal sealed class SpecializedVsGeneralValidator()
    : ReportValidator<SpecializedVsGeneral, SpecializedVsGeneralRow>(SpecializedVsGeneralHandler.Columns);

internal sealed class SpecializedVsGeneralHandler(ReportReader reports)
    : IRequestHandler<SpecializedVsGeneral, Report<SpecializedVsGeneralRow>>
{
    public static ReportColumns Columns { get; } =
        new(
            "specialized-vs-general",
            [OrderColumn.MostFirst("total_leads_handled"), OrderColumn.Text("agent_category")],
            [OrderColumn.Text("agent_category")]
        );

    public Task<Report<SpecializedVsGeneralRow>> Handle(
        SpecializedVsGeneral request,
        CancellationToken cancellationToken
    ) =>
        reports.ReadAsync(
            $"""
            select agent_category, count(*) as agent_count, sum(leads)::bigint as total_leads_handled,
                   sum(converted)::bigint as total_conversions, round(100.0 * sum(converted) / sum(leads), 2) as avg_conversion_rate
              from (select agent_id, sum(leads) as leads, sum(converted) as converted
                      from {ReportTables.LeadSums(request.Filter)}
                     group by agent_id) held
              join (select id, case when cardinality(specialization_property_type) > 0 then 'specialized' else 'general' end
                               collate "C" as agent_category
                      from agents) a on a.id = held.agent_id
             group by agent_category
            """,
            Columns,
            request,
            cancellationToken
        );
}
