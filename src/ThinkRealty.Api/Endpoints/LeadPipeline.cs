using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using ThinkRealty.Api.Access;
using ThinkRealty.Api.OpenApi;
using ThinkRealty.Application.Assignment;
using ThinkRealty.Application.Leads;

namespace ThinkRealty.Api.Endpoints;

/// <summary>Steps along the pipeline, and who holds the lead.</summary>
internal static class LeadPipeline
{
    public static void MapLeadPipeline(this IEndpointRouteBuilder app)
    {
        var leads = app.MapGroup("/api/v1/leads/{id:guid}").WithTags("Leads");

        leads
            .MapPatch("/status", ChangeStatus)
            .RequireAuthorization(Policies.WorkOnLeads)
            .WithName("change_lead_status")
            .WithSummary("One step along the pipeline; a supervisor may force another, with a reason")
            .WithDescription(
                "`invalid_status_transition` lists the `allowed` steps. `force` needs a supervisor and a reason, is marked in the "
                    + "history, and can neither enter nor leave `transferred`, nor leave `converted`, nor convert without a deal "
                    + "value. Converted, lost and transferred free the agent's place and cancel the pending follow-ups. To "
                    + "the status it has already a lead goes without a change; a `sub_status` refines it. A converted lead takes "
                    + "no other deal value here: a supervisor corrects it with `PATCH /leads/{id}`."
            )
            .Refuses(403, "forbidden")
            .Refuses(404, "lead_not_found")
            .Refuses(
                409,
                "invalid_status_transition",
                "follow_up_conflict",
                "lead_not_active",
                "lead_archived",
                "lead_locked",
                "lead_unassigned"
            )
            .Refuses(412, "version_conflict")
            .Refuses(422, "idempotency_key_reused");

        leads
            .MapPost("/reopen", Reopen)
            .RequireAuthorization(Policies.Supervise)
            .WithName("reopen_lead")
            .WithSummary("Takes a lost lead back to contacted")
            .WithDescription(
                "It goes back to its agent where there is room, else to the best other one, else it waits; it gets a new first "
                    + "follow-up. `invalid_status_transition`: it is not lost."
            )
            .Refuses(404, "lead_not_found")
            .Refuses(409, "invalid_status_transition", "lead_archived", "lead_locked")
            .Refuses(412, "version_conflict")
            .Refuses(422, "idempotency_key_reused");

        leads
            .MapPost("/reassign", Reassign)
            .RequireAuthorization(Policies.Supervise)
            .WithName("reassign_lead")
            .WithSummary("Gives the lead to a named agent, or to the best other one")
            .WithDescription(
                "Pending follow-ups move along. `agent_overload`: the agent is full, or nobody else has room; "
                    + "`agent_inactive`: not even by hand. An agent on leave may be named. Whoever holds the lead already keeps it "
                    + "without a change."
            )
            .Refuses(404, "lead_not_found", "agent_not_found")
            .Refuses(409, "agent_overload", "agent_inactive", "lead_not_active", "lead_archived", "lead_locked")
            .Refuses(412, "version_conflict")
            .Refuses(422, "idempotency_key_reused");
    }

    private static async Task<Ok<LeadView>> ChangeStatus(
        Guid id,
        StatusChange body,
        IMediator mediator,
        HttpRequest request,
        HttpResponse response,
        CancellationToken cancellationToken
    )
    {
        var changed = await mediator.Send(new ChangeLeadStatus(id, request.SeenVersion(), body), cancellationToken);
        return TypedResults.Ok(await mediator.ShowChangedLeadAsync(id, response, cancellationToken, changed.Warnings));
    }

    private static async Task<Ok<LeadView>> Reopen(
        Guid id,
        Reopening? body,
        IMediator mediator,
        HttpRequest request,
        HttpResponse response,
        CancellationToken cancellationToken
    )
    {
        await mediator.Send(new ReopenLead(id, request.SeenVersion(), body), cancellationToken);
        return TypedResults.Ok(await mediator.ShowChangedLeadAsync(id, response, cancellationToken));
    }

    private static async Task<Ok<LeadView>> Reassign(
        Guid id,
        Reassignment body,
        IMediator mediator,
        HttpRequest request,
        HttpResponse response,
        CancellationToken cancellationToken
    )
    {
        await mediator.Send(new ReassignLead(id, request.SeenVersion(), body), cancellationToken);
        return TypedResults.Ok(await mediator.ShowChangedLeadAsync(id, response, cancellationToken));
    }
}
