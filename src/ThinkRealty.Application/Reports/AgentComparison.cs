using MediatR;
using ThinkRealty.Domain;

namespace ThinkRealty.Application.Reports;

/// <summary>What each agent made of the leads held; by day of creation, agents with at least one (rules §10).</summary>
public sealed record AgentComparison(int? Days, ReportFilter Filter, ReportPage Page)
    : IRecentReport<AgentComparisonRow>;

/// <summary>One agent.</summary>
/// <param name="AgentId">Who holds the leads now, or held them last.</param>
/// <param name="FullName">The agent's name.</param>
/// <param name="TotalLeads">Leads.</param>
/// <param name="ConvertedLeads">Those of them that are converted.</param>
/// <param name="ConversionRate">Percent of the leads, two decimals.</param>
/// <param name="AvgLeadScore">Mean score now in points, 0–100, two decimals.</param>
/// <param name="TotalInteractions">Interactions with these leads, whenever and by whomever; no assignments, no automatic ones.</param>
/// <param name="AvgResponseHours">Hours from creation to the first contact, mean over leads that had one, two decimals.</param>
public sealed record AgentComparisonRow(
    Guid AgentId,
    string FullName,
    long TotalLeads,
    long ConvertedLeads,
    decimal ConversionRate,
    decimal AvgLeadScore,
    long TotalInteractions,
    decimal AvgResponseHours
);

internal sealed class AgentComparisonValidator()
    : RecentReportValidator<AgentComparison, AgentComparisonRow>(AgentComparisonHandler.Columns);

internal sealed class AgentComparisonHandler(ReportReader reports, TimeProvider clock)
    : IRequestHandler<AgentComparison, Report<AgentComparisonRow>>
{
    public static ReportColumns Columns { get; } =
        new(
            "agent-comparison",
            [OrderColumn.MostFirst("total_leads"), OrderColumn.Id("agent_id")],
            [OrderColumn.Id("agent_id")]
        );

    public Task<Report<AgentComparisonRow>> Handle(AgentComparison request, CancellationToken cancellationToken)
    {
        var filter = request.Filter.Recent(request.Days, clock.Now().DubaiDay());
        return reports.ReadAsync(
            $"""
            select g.*, a.full_name
              from (select agent_id, count(*) as total_leads, count(*) filter (where status = 'converted') as converted_leads,
                           round(100.0 * count(*) filter (where status = 'converted') / count(*), 2) as conversion_rate,
                           round(avg(score), 2) as avg_lead_score,
                           coalesce(sum(cardinality(interaction_days)), 0) as total_interactions,
                           coalesce(round(avg(response_us) / 3600000000, 2), 0) as avg_response_hours
                      from {ReportTables.Facts(filter)}
                     where agent_id is not null
                     group by agent_id) g
              join agents a on a.id = g.agent_id
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
