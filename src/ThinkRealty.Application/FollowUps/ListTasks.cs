using System.Data.Common;
using Dapper;
using FluentValidation;
using MediatR;
using ThinkRealty.Application.Access;
using ThinkRealty.Application.Pipeline;
using ThinkRealty.Domain;
using ThinkRealty.Domain.FollowUps;

namespace ThinkRealty.Application.FollowUps;

/// <summary>
/// The tasks by the moment at which they are due, without those of archived leads; an agent sees those of the own leads
/// (rules §11).
/// </summary>
/// <param name="Selection">Which tasks.</param>
/// <param name="Page">Which part.</param>
/// <param name="Cursor">From the page before.</param>
public sealed record ListTasks(TaskSelection Selection, PageRequest Page, string? Cursor) : IQuery<Page<TaskView>>;

/// <summary>Which tasks a list shows; what is null does not choose.</summary>
public sealed record TaskSelection
{
    public Guid? AgentId { get; init; }
    public FollowUpStatus? Status { get; init; }

    /// <summary>Pending and past its date, or not.</summary>
    public bool? Overdue { get; init; }
    public bool? Escalated { get; init; }

    /// <summary>Due at this moment or later.</summary>
    public DateTimeOffset? DueFrom { get; init; }

    /// <summary>Due at this moment or earlier.</summary>
    public DateTimeOffset? DueTo { get; init; }
}

internal sealed class ListTasksValidator : AbstractValidator<ListTasks>
{
    public ListTasksValidator()
    {
        this.PageIsWithinLimits(q => q.Page);
        this.CursorIsOfThisList(q => q.Cursor, _ => Walk.Up);
        RuleFor(q => q.Selection.DueTo)
            .Must((q, to) => to is null || q.Selection.DueFrom is not { } from || from <= to)
            .OverridePropertyName("due_to")
            .WithMessage("Not before due_from.");
    }
}

internal sealed class ListTasksHandler(DbDataSource db, CallContext call, TimeProvider clock)
    : IRequestHandler<ListTasks, Page<TaskView>>
{
    public async Task<Page<TaskView>> Handle(ListTasks request, CancellationToken cancellationToken)
    {
        var (selection, own) = (request.Selection, call.Caller.OnlyAgent);
        var conditions = string.Join(" and ", Conditions(selection, own));
        var walk = Walk.Read(request.Cursor, Walk.Up)!;
        var parameters = new
        {
            Now = clock.Now().UtcDateTime,
            selection.AgentId,
            Status = selection.Status?.Spelled(),
            DueFrom = selection.DueFrom?.UtcDateTime,
            DueTo = selection.DueTo?.UtcDateTime,
            Own = own,
        };
        await using var connection = await db.OpenConnectionAsync(cancellationToken);

        // Whoever moves tasks along or makes new ones while walking is not to meet them at the end again and again.
        if (walk.End == Place.Last)
            walk = walk with { End = await LastAsync(connection, cancellationToken) };
        return await connection.ReadPageAsync<TaskView>(
            $"""
            {(request.Page.Counts ? $"select count(*) from follow_up_tasks t where {conditions}" : "select 0::bigint")};
            {TaskView.Select}
             where {conditions} and (t.due_date, t.id) > (@At, @Id) and (t.due_date, t.id) <= (@EndAt, @EndId)
             order by t.due_date, t.id
            offset @Skip limit @Limit
            """,
            parameters,
            request.Page,
            walk,
            task => new(task.DueDate, task.TaskId),
            cancellationToken
        );
    }

    // Only what is asked for stands in the statement, so that each has a plan of its own.
    private static IEnumerable<string> Conditions(TaskSelection selection, Guid? own)
    {
        yield return "not exists (select from leads o where o.id = t.lead_id and o.archived_at is not null)";
        if (own is not null)
            yield return "exists (select from leads o where o.id = t.lead_id and o.assigned_agent_id = @Own)";
        if (selection.AgentId is not null)
            yield return "t.agent_id = @AgentId";
        if (selection.Status is not null)
            yield return "t.status = @Status";
        if (selection.Overdue is { } overdue)
            yield return overdue
                ? "t.status = 'pending' and t.due_date < @Now"
                : "not (t.status = 'pending' and t.due_date < @Now)";
        if (selection.Escalated is { } escalated)
            yield return $"t.escalated_at is {(escalated ? "not null" : "null")}";
        if (selection.DueFrom is not null)
            yield return "t.due_date >= @DueFrom";
        if (selection.DueTo is not null)
            yield return "t.due_date <= @DueTo";

        // A pending task is with the agent who holds the lead.
        if (own is not null && (selection.Status == FollowUpStatus.Pending || selection.Overdue == true))
            yield return "t.agent_id = @Own";
    }

    private static async Task<Place> LastAsync(DbConnection connection, CancellationToken cancellationToken) =>
        await connection.QuerySingleOrDefaultAsync<Place>(
            new(
                "select due_date as at, id from follow_up_tasks order by due_date desc, id desc limit 1",
                cancellationToken: cancellationToken
            )
        ) ?? Place.First;
}
