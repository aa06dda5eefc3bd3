using System.Data.Common;
using Dapper;
using MediatR;
using ThinkRealty.Application.Access;
using ThinkRealty.Application.Leads;
using ThinkRealty.Application.Pipeline;
using ThinkRealty.Domain;
using ThinkRealty.Domain.FollowUps;

namespace ThinkRealty.Application.FollowUps;

/// <summary>One task; an agent sees those of the own leads (rules §11).</summary>
/// <exception cref="DomainException"><c>task_not_found</c>; <c>forbidden</c>: of another agent's lead.</exception>
public sealed record GetTask(Guid TaskId) : IQuery<TaskView>;

internal sealed class GetTaskHandler(DbDataSource db, CallContext call, TimeProvider clock)
    : IRequestHandler<GetTask, TaskView>
{
    public async Task<TaskView> Handle(GetTask request, CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenConnectionAsync(cancellationToken);
        var task =
            await connection.QuerySingleOrDefaultAsync<TaskView>(
                new(
                    $"{TaskView.Select} where t.id = @TaskId",
                    new { request.TaskId, Now = clock.Now().UtcDateTime },
                    cancellationToken: cancellationToken
                )
            ) ?? throw FollowUpErrors.NotFound(request.TaskId);
        await connection.MustSeeAsync(call.Caller, task.LeadId, cancellationToken);
        return task;
    }
}
