using System.ComponentModel;
using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using ThinkRealty.Api.Access;
using ThinkRealty.Api.Files;
using ThinkRealty.Api.Json;
using ThinkRealty.Api.OpenApi;
using ThinkRealty.Application.Agents;
using ThinkRealty.Application.Leads;
using ThinkRealty.Application.Pipeline;
using ThinkRealty.Domain.Leads;

namespace ThinkRealty.Api.Endpoints;

/// <summary>What an agent has to do and has done. Agents look at their own work; another one's is <c>forbidden</c>.</summary>
internal static class AgentWork
{
    private const int DefaultDays = 30;

    public static void MapAgentWork(this IEndpointRouteBuilder app)
    {
        var agent = app.MapGroup("/api/v1/agents/{id:guid}").WithTags("Agents");

        agent
            .MapGet("/leads", Leads)
            .RequireAuthorization(Policies.SeeLeads)
            .WithName("list_agent_leads")
            .WithSummary("The leads that the agent holds, or held last, newest first")
            .WithDescription("Archived leads are absent. Agents ask for their own.")
            .Refuses(404, "agent_not_found");

        agent
            .MapGet("/workload", Workload)
            .RequireAuthorization(Policies.SeeLeads)
            .WithName("get_agent_workload")
            .WithSummary("What the agent has to do now")
            .WithDescription("Agents ask for their own.")
            .Refuses(404, "agent_not_found");

        agent
            .MapGet("/performance", Performance)
            .RequireAuthorization(Policies.SeeLeads)
            .WithName("get_agent_performance")
            .WithSummary("What became of the agent's leads of the last days")
            .WithDescription(
                "A lead counts for the agent who holds it now, or held it last; archived leads are out. Agents ask for their own."
            )
            .Refuses(404, "agent_not_found");
    }

    private static async Task<Ok<Page<LeadView>>> Leads(
        Guid id,
        [Description("Only leads with this status.")] Choice<LeadStatus>? status,
        int? skip,
        int? limit,
        string? cursor,
        HttpRequest request,
        IMediator mediator,
        CancellationToken cancellationToken
    ) =>
        TypedResults.Ok(
            await mediator.Send(
                new ListAgentLeads(
                    id,
                    status?.Value,
                    PageRequest.Of(skip, limit) with
                    {
                        Counts = !FileForm.IsFile(request),
                    },
                    cursor
                ),
                cancellationToken
            )
        );

    private static async Task<Ok<WorkloadView>> Workload(
        Guid id,
        IMediator mediator,
        CancellationToken cancellationToken
    ) => TypedResults.Ok(await mediator.Send(new GetWorkload(id), cancellationToken));

    private static async Task<Ok<PerformanceView>> Performance(
        Guid id,
        [Description("Leads that came in the last so many days of 24 hours, 1–3650; default 30.")] int? days,
        IMediator mediator,
        CancellationToken cancellationToken
    ) => TypedResults.Ok(await mediator.Send(new GetPerformance(id, days ?? DefaultDays), cancellationToken));
}
