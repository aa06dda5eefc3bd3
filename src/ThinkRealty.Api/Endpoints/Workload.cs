using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using ThinkRealty.Api.Access;
using ThinkRealty.Api.OpenApi;
using ThinkRealty.Application.Assignment;

namespace ThinkRealty.Api.Endpoints;

/// <summary>What the jobs do with everybody's leads, asked for at once.</summary>
internal static class Workload
{
    public static void MapWorkload(this IEndpointRouteBuilder app)
    {
        var agents = app.MapGroup("/api/v1/agents").WithTags("Agents").RequireAuthorization(Policies.Supervise);

        agents
            .MapPost("/rebalance", Rebalance)
            .WithName("rebalance_workload")
            .WithSummary("Moves untouched leads from agents with much to do to the best match with little")
            .WithDescription(
                "New leads with whom nobody has done anything go from agents above `Jobs:RebalanceAbovePercent` of their "
                    + "maximum, until these are no longer above it, to the best match below `Jobs:RebalanceBelowPercent`. At "
                    + "most 500 leads in one request: `remaining` shows whether to send another. Each agent is relieved in a "
                    + "transaction of its own: what was moved before a failure stays moved, and the same request does the "
                    + "rest. With `dry_run` nothing changes or is locked, and the answer is exactly what a request at this "
                    + "moment would do."
            )
            .Refuses(422, "idempotency_key_reused");

        agents
            .MapPost("/auto-assign", AutoAssign)
            .WithName("auto_assign_leads")
            .WithSummary("Gives waiting leads to agents with room at once, the longest waiting first")
            .WithDescription(
                "The queue is drained anyway as soon as there is room, and every minute; this does it now and tells what was "
                    + "done. At most 500 leads in one request; `still_waiting` counts the others. Each lead is given in a "
                    + "transaction of its own: what was given before a failure stays given, and the same request does the rest."
            )
            .Refuses(422, "idempotency_key_reused");
    }

    private static async Task<Ok<Rebalanced>> Rebalance(
        RebalanceNow body,
        IMediator mediator,
        CancellationToken cancellationToken
    ) => TypedResults.Ok(await mediator.Send(body, cancellationToken));

    private static async Task<Ok<AutoAssigned>> AutoAssign(IMediator mediator, CancellationToken cancellationToken) =>
        TypedResults.Ok(await mediator.Send(new AutoAssign(), cancellationToken));
}
