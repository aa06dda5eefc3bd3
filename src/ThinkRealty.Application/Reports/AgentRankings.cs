using MediatR;

namespace ThinkRealty.Application.Reports;

/// <summary>Agents by how many of their leads they convert; by day of creation (rules §10).</summary>
public sealed record AgentRankings(ReportFilter Filter, ReportPage Page) : IReport<AgentRankingsRow>;

/// <summary>One agent who holds at least one of the leads.</summary>
/// <param name="Rank">Place by conversion rate, then conversions, from 1; equals share it, and the next place is left out.</param>
/// <param name="AgentId">The agent.</param>
/// <param name="FullName">The agent's name.</param>
/// <param name="LeadsAssigned">Leads that the agent holds, closed ones too.</param>
/// <param name="Conversions">Those of them that are converted.</param>
/// <param name="ConversionRate">Percent of the leads, two decimals.</param>
/// <param name="AverageDealSize">AED per converted lead whose value is known, two decimals; 0 without one.</param>
/// <param name="AvgResponseHours">Hours from a lead's coming to its first contact, over leads with one, two decimals; 0 without.</param>
public sealed record AgentRankingsRow(
    long Rank,
    Guid AgentId,
    string FullName,
    long LeadsAssigned,
    long Conversions,
    decimal ConversionRate,
    decimal AverageDealSize,
    decimal AvgResponseHours
);

internal sealed class AgentRankingsValidator()
    : ReportValidator<AgentRankings, AgentRankingsRow>(AgentRankingsHandler.Columns);

internal sealed class AgentRankingsHandler(ReportReader reports)
    : IRequestHandler<AgentRankings, Report<AgentRankingsRow>>
{
    public static ReportColumns Columns { get; } =
        new("agent-rankings", [OrderColumn.Whole("rank"), OrderColumn.Id("agent_id")], [OrderColumn.Id("agent_id")]);

    public Task<Report<AgentRankingsRow>> Handle(AgentRankings request, CancellationToken cancellationToken) =>
        reports.ReadAsync(
            $"""
            select rank() over (order by conversion_rate desc, conversions desc) as rank, agents.*
              from (select agent_id, sum(leads)::bigint as leads_assigned, sum(converted)::bigint as conversions,
                           round(100.0 * sum(converted) / sum(leads), 2) as conversion_rate,
                           coalesce(round(sum(revenue) / nullif(sum(deals), 0), 2), 0) as average_deal_size,
                           coalesce(round(sum(response_us) / nullif(sum(responses), 0) / 3600000000, 2), 0) as avg_response_hours
                      from {ReportTables.LeadSums(request.Filter)}
                     where agent_id is not null
                     group by agent_id) agents
            """,
            Columns,
            request,
            cancellationToken,
            shown: "select rows.*, a.full_name from rows join agents a on a.id = rows.agent_id"
        );
}
