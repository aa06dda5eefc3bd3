using System.ComponentModel;
using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using ThinkRealty.Api.Access;
using ThinkRealty.Api.Json;
using ThinkRealty.Api.OpenApi;
using ThinkRealty.Application.Agents;
using ThinkRealty.Application.Pipeline;

namespace ThinkRealty.Api.Endpoints;

internal static class Agents
{
    public static void MapAgents(this IEndpointRouteBuilder app)
    {
        var agents = app.MapGroup("/api/v1/agents").WithTags("Agents");

        agents
            .MapGet("", List)
            .RequireAuthorization(Policies.SignedIn)
            .WithName("list_agents")
            .WithSummary("The agents by their number")
            .WithDescription(
                "`skip` and `limit` (1–100, default 50), or `cursor` from the page before; `is_active` selects."
            );

        agents
            .MapGet("/{id:guid}", Get)
            .RequireAuthorization(Policies.SignedIn)
            .WithName("get_agent")
            .WithSummary("One agent, with the version as ETag")
            .WithDescription("Send the `ETag` as `If-Match` to change this version only.")
            .Refuses(404, "agent_not_found");

        agents
            .MapPost("", Create)
            .RequireAuthorization(Policies.Supervise)
            .WithName("create_agent")
            .WithSummary("Lets a broker take part in the turn")
            .WithDescription("`duplicate_agent`: the e-mail is taken. `user_not_found`: no such supervisor.")
            .Refuses(404, "user_not_found")
            .Refuses(409, "duplicate_agent")
            .Refuses(422, "idempotency_key_reused");

        agents
            .MapPatch("/{id:guid}", Change)
            .RequireAuthorization(Policies.Supervise)
            .WithName("change_agent")
            .WithSummary("Changes what is given; null clears")
            .WithDescription(
                "`If-Match` with the ETag protects against lost updates (`version_conflict`). `agent_has_leads`: an agent who "
                    + "holds active leads is deactivated only with `reassign=true`, which gives each to the best other agent "
                    + "in the same step, or lets it wait; `reassigned` counts them. Deactivating answers with the agent's `user`; "
                    + "`deactivate_user=true` ends that user's access in the same step. Setting a leave answers with the pending "
                    + "follow-ups that are due during it (`leave_follow_ups`); `follow_ups=move` moves each to the first free "
                    + "moment after the leave, `follow_ups=reassign` gives each of these leads to the best other agent."
            )
            .Refuses(404, "agent_not_found", "user_not_found")
            .Refuses(409, "duplicate_agent", "agent_has_leads")
            .Refuses(412, "version_conflict")
            .Refuses(422, "idempotency_key_reused");
    }

    private static async Task<Ok<Page<AgentView>>> List(
        int? skip,
        int? limit,
        string? cursor,
        [FromQuery(Name = "is_active")] bool? isActive,
        IMediator mediator,
        CancellationToken cancellationToken
    ) =>
        TypedResults.Ok(
            await mediator.Send(new ListAgents(PageRequest.Of(skip, limit), cursor, isActive), cancellationToken)
        );

    private static async Task<Ok<AgentView>> Get(
        Guid id,
        IMediator mediator,
        HttpResponse response,
        CancellationToken cancellationToken
    ) => TypedResults.Ok(await ShowAsync(id, mediator, response, cancellationToken));

    private static async Task<Created<AgentView>> Create(
        CreateAgent body,
        IMediator mediator,
        HttpResponse response,
        CancellationToken cancellationToken
    )
    {
        var (agent, version) = await mediator.Send(body, cancellationToken);
        response.ShowVersion(version);
        return TypedResults.Created($"/api/v1/agents/{agent.AgentId}", agent);
    }

    private static async Task<Ok<AgentView>> Change(
        Guid id,
        [Description("true: a deactivated agent's active leads go to others in the same step.")] bool? reassign,
        [
            Description("true: a deactivated agent's user loses access in the same step."),
            FromQuery(Name = "deactivate_user")
        ]
            bool? deactivateUser,
        [
            Description("What becomes of the pending follow-ups that are due during the leave; they stay by default."),
            FromQuery(Name = "follow_ups")
        ]
            Choice<FollowUpsOnLeave>? followUps,
        AgentChanges body,
        IMediator mediator,
        HttpRequest request,
        HttpResponse response,
        CancellationToken cancellationToken
    )
    {
        var command = new ChangeAgent(
            id,
            request.SeenVersion(),
            body,
            reassign ?? false,
            deactivateUser ?? false,
            followUps?.Value
        );
        var changed = await mediator.Send(command, cancellationToken);
        var agent = await ShowAsync(id, mediator, response, cancellationToken);
        return TypedResults.Ok(
            agent with
            {
                Reassigned = changed.Reassigned,
                User = changed.User,
                LeaveFollowUps = changed.LeaveFollowUps,
            }
        );
    }

    private static async Task<AgentView> ShowAsync(
        Guid id,
        IMediator mediator,
        HttpResponse response,
        CancellationToken cancellationToken
    )
    {
        var agent = await mediator.Send(new GetAgent(id), cancellationToken);
        response.ShowVersion(agent.Version);
        return agent;
    }
}
