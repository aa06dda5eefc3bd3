using MediatR;

namespace ThinkRealty.Application.Reports;

/// <summary>How full each agent in service is now, whatever the period (rules §10).</summary>
/// <param name="AgentId">Only this one; null: all.</param>
/// <param name="Page">Which rows.</param>
public sealed record WorkloadDistribution(Guid? AgentId, ReportPage Page) : IReport<WorkloadDistributionRow>
{
    public ReportFilter Filter => new() { AgentId = AgentId };
}

/// <summary>One agent in service.</summary>
public sealed record WorkloadDistributionRow
{
    /// <summary>The agent.</summary>
    public Guid AgentId { get; init; }

    /// <summary>The agent's name.</summary>
    public string FullName { get; init; } = "";

    /// <summary>Active leads now.</summary>
    public int ActiveLeads { get; init; }

    /// <summary>Active leads at most.</summary>
    public int MaxActiveLeads { get; init; }

    /// <summary>Percent of the most, two decimals; above 100 where the most was lowered.</summary>
    public decimal Utilization { get; init; }

    /// <summary>Property types the agent is matched by.</summary>
    public string[] SpecializationPropertyType { get; init; } = [];

    /// <summary>Areas the agent is matched by.</summary>
    public string[] SpecializationAreas { get; init; } = [];
}

internal sealed class WorkloadDistributionValidator()
    : ReportValidator<WorkloadDistribution, WorkloadDistributionRow>(WorkloadDistributionHandler.Columns);

internal sealed class WorkloadDistributionHandler(ReportReader reports)
    : IRequestHandler<WorkloadDistribution, Report<WorkloadDistributionRow>>
{
    public static ReportColumns Columns { get; } =
        new(
            "workload-distribution",
            [OrderColumn.MostFirst("active_leads"), OrderColumn.Id("agent_id")],
            [OrderColumn.Id("agent_id")]
        );

    public Task<Report<WorkloadDistributionRow>> Handle(
        WorkloadDistribution request,
        CancellationToken cancellationToken
    ) =>
        reports.ReadAsync(
            $"""
            select a.id as agent_id, a.full_name, s.active_leads, a.max_active_leads,
                   round(100.0 * s.active_leads / a.max_active_leads, 2) as utilization,
                   a.specialization_property_type, a.specialization_areas
              from agents a join agent_seats s on s.agent_id = a.id
             where a.is_active and {(request.AgentId is null ? "true" : "a.id = @AgentId")}
            """,
            Columns,
            request,
            cancellationToken
        );
}
