using FluentValidation;
using MediatR;

namespace ThinkRealty.Application.Reports;

/// <summary>Agents in service who are nearly full now, whatever the period (rules §10).</summary>
/// <param name="AgentId">Only this one; null: all.</param>
/// <param name="Page">Which rows.</param>
/// <param name="Threshold">Active leads of 50, 0–50; an agent with another maximum is measured by the same share of it.</param>
public sealed record ApproachingCapacity(Guid? AgentId, ReportPage Page, int Threshold)
    : IReport<ApproachingCapacityRow>
{
    public const int UsualThreshold = 40;

    public ReportFilter Filter => new() { AgentId = AgentId };
}

/// <summary>One agent who is nearly full.</summary>
/// <param name="AgentId">The agent.</param>
/// <param name="FullName">The agent's name.</param>
/// <param name="ActiveLeads">Active leads now.</param>
/// <param name="RemainingCapacity">Leads that the agent can still take.</param>
public sealed record ApproachingCapacityRow(Guid AgentId, string FullName, int ActiveLeads, int RemainingCapacity);

internal sealed class ApproachingCapacityValidator : ReportValidator<ApproachingCapacity, ApproachingCapacityRow>
{
    public ApproachingCapacityValidator()
        : base(ApproachingCapacityHandler.Columns) =>
        RuleFor(q => q.Threshold)
            .InclusiveBetween(0, 50)
            .WithMessage("A whole number is expected, 0–50.")
            .OverridePropertyName("threshold");
}

internal sealed class ApproachingCapacityHandler(ReportReader reports)
    : IRequestHandler<ApproachingCapacity, Report<ApproachingCapacityRow>>
{
    public static ReportColumns Columns { get; } =
        new(
            "approaching-capacity",
            [OrderColumn.MostFirst("active_leads"), OrderColumn.Id("agent_id")],
            [OrderColumn.Id("agent_id")]
        );

    public Task<Report<ApproachingCapacityRow>> Handle(
        ApproachingCapacity request,
        CancellationToken cancellationToken
    ) =>
        reports.ReadAsync(
            $"""
            select a.id as agent_id, a.full_name, s.active_leads,
                   greatest(0, a.max_active_leads - s.active_leads) as remaining_capacity
              from agents a join agent_seats s on s.agent_id = a.id
             where a.is_active and s.active_leads * 50 > @Threshold * a.max_active_leads
               and {(request.AgentId is null ? "true" : "a.id = @AgentId")}
            """,
            Columns,
            request,
            cancellationToken,
            new { request.Threshold }
        );
}
