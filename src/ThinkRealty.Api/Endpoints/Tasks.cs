using System.ComponentModel;
using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using ThinkRealty.Api.Access;
using ThinkRealty.Api.Files;
using ThinkRealty.Api.Json;
using ThinkRealty.Application.FollowUps;
using ThinkRealty.Application.Pipeline;
using ThinkRealty.Domain.FollowUps;

namespace ThinkRealty.Api.Endpoints;

internal static class Tasks
{
    public static void MapTasks(this IEndpointRouteBuilder app)
    {
        var tasks = app.MapGroup("/api/v1/tasks").WithTags("Tasks");

        tasks
            .MapGet("", List)
            .RequireAuthorization(Policies.SeeLeads)
            .WithName("list_tasks")
            .WithSummary("The tasks by the moment at which they are due")
            .WithDescription(
                "`cursor` walks them: every task that is there when the walk begins comes exactly once, and the walk ends with "
                    + "the last of them, also while tasks are being made and moved. Tasks of archived leads are absent; agents "
                    + "see the tasks of their own leads."
            );
    }

    private static async Task<Ok<Page<TaskView>>> List(
        int? skip,
        int? limit,
        string? cursor,
        [Description("Only tasks of this agent."), FromQuery(Name = "agent_id")] Guid? agentId,
        [Description("Only tasks with this status.")] Choice<FollowUpStatus>? status,
        [Description("true: only pending tasks past their date; false: only the others.")] bool? overdue,
        [Description("true: only tasks that were escalated; false: only the others.")] bool? escalated,
        [Description("Due then or later: a moment, or a day in Dubai."), FromQuery(Name = "due_from")]
            MomentOrDay? dueFrom,
        [Description("Due then or earlier: a moment, or a day in Dubai with all of it."), FromQuery(Name = "due_to")]
            MomentOrDay? dueTo,
        HttpRequest request,
        IMediator mediator,
        CancellationToken cancellationToken
    )
    {
        var selection = new TaskSelection
        {
            AgentId = agentId,
            Status = status?.Value,
            Overdue = overdue,
            Escalated = escalated,
            DueFrom = dueFrom?.Begins,
            DueTo = dueTo?.Ends,
        };
        var page = PageRequest.Of(skip, limit) with { Counts = !FileForm.IsFile(request) };
        var query = new ListTasks(selection, page, cursor);
        return TypedResults.Ok(await mediator.Send(query, cancellationToken));
    }
}
