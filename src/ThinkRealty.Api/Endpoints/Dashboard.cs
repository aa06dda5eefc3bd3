using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using ThinkRealty.Api.Access;
using ThinkRealty.Api.Json;
using ThinkRealty.Api.OpenApi;
using ThinkRealty.Application.Agents;
using ThinkRealty.Domain.Leads;

namespace ThinkRealty.Api.Endpoints;

internal static class Dashboard
{
    public static void MapDashboard(this IEndpointRouteBuilder app) =>
        app.MapGet("/api/v1/agents/{id:guid}/dashboard", Get)
            .WithTags("Agents")
            .RequireAuthorization(Policies.SeeLeads)
            .WithName("get_agent_dashboard")
            .WithSummary("An agent's leads, tasks and performance at one glance")
            .WithDescription(
                "Agents see their own; another one's is `forbidden`. `date_range` (default `30d`) selects by creation what "
                    + "`average_response_time` and `performance_metrics` are about; the rest is now. `custom` needs `start_date` "
                    + "and `end_date`, both inclusive. `source_filter` holds for everything, `status_filter` for `recent_leads` "
                    + "only; `active` is new … negotiation. An answer may be 5 minutes old as long as nothing of this agent has "
                    + "changed."
            )
            .Refuses(404, "agent_not_found");

    private static async Task<Ok<AgentDashboard>> Get(
        Guid id,
        [FromQuery(Name = "date_range")] Choice<DashboardRange>? dateRange,
        [FromQuery(Name = "start_date")] Day? startDate,
        [FromQuery(Name = "end_date")] Day? endDate,
        [FromQuery(Name = "status_filter")] Choice<RecentLeadsFilter>? statusFilter,
        [FromQuery(Name = "source_filter")] OneOrAll<LeadSource>? sourceFilter,
        IMediator mediator,
        CancellationToken cancellationToken
    ) =>
        TypedResults.Ok(
            await mediator.Send(
                new GetAgentDashboard(
                    id,
                    dateRange?.Value ?? DashboardRange.Month,
                    startDate?.Value,
                    endDate?.Value,
                    statusFilter?.Value ?? RecentLeadsFilter.All,
                    sourceFilter?.Value
                ),
                cancellationToken
            )
        );
}
