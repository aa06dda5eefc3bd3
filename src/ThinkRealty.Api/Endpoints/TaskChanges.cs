using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using ThinkRealty.Api.Access;
using ThinkRealty.Api.OpenApi;
using ThinkRealty.Application.FollowUps;

namespace ThinkRealty.Api.Endpoints;

/// <summary>Planning, completing, moving and cancelling tasks.</summary>
internal static class TaskChanges
{
    public static void MapTaskChanges(this IEndpointRouteBuilder app)
    {
        var tasks = app.MapGroup("/api/v1/tasks").WithTags("Tasks");

        tasks
            .MapPost("", Plan)
            .RequireAuthorization(Policies.WorkOnLeads)
            .WithName("plan_task")
            .WithSummary("Plans a task for the agent who holds a lead")
            .WithDescription(
                "`follow_up_conflict` names the agent's other pending task, less than 30 minutes away. `lead_unassigned`, "
                    + "`lead_not_active`, `lead_locked`: only an active lead that an agent holds has tasks."
            )
            .Refuses(404, "lead_not_found")
            .Refuses(409, "follow_up_conflict", "lead_unassigned", "lead_not_active", "lead_archived", "lead_locked")
            .Refuses(422, "idempotency_key_reused");

        tasks
            .MapPatch("/{id:guid}", Change)
            .RequireAuthorization(Policies.WorkOnLeads)
            .WithName("change_task")
            .WithSummary("Completes, cancels or moves a task")
            .WithDescription(
                "Either `status`, with `next_follow_up` for what comes next, or `due_date`. `notes` are kept as a note of the lead. `no_next_step` in `warnings`: the lead "
                    + "is active and has no pending task any more. What is over already stays as it is: the same end again changes nothing, another "
                    + "is `invalid_status_transition`."
            )
            .Refuses(404, "task_not_found")
            .Refuses(
                409,
                "follow_up_conflict",
                "invalid_status_transition",
                "lead_unassigned",
                "lead_not_active",
                "lead_archived",
                "lead_locked"
            )
            .Refuses(422, "idempotency_key_reused");
    }

    private static async Task<Created<TaskView>> Plan(
        PlanFollowUp body,
        IMediator mediator,
        CancellationToken cancellationToken
    )
    {
        var task = await mediator.Send(body, cancellationToken);
        return TypedResults.Created("/api/v1/tasks", task);
    }

    private static async Task<Ok<TaskView>> Change(
        Guid id,
        FollowUpChange body,
        IMediator mediator,
        CancellationToken cancellationToken
    )
    {
        var changed = await mediator.Send(new ChangeFollowUp(id, body), cancellationToken);
        var task = await mediator.Send(new GetTask(id), cancellationToken);
        return TypedResults.Ok(task with { Warnings = changed.Warnings.Count > 0 ? changed.Warnings : null });
    }
}
