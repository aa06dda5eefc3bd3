using Dapper;
using Microsoft.EntityFrameworkCore;
using ThinkRealty.Application.FollowUps;
using ThinkRealty.Domain;
using ThinkRealty.Domain.FollowUps;

namespace ThinkRealty.Infrastructure.Postgres;

internal sealed class ForgottenFollowUps(ThinkRealtyDbContext db, DashboardTokens tokens) : IForgottenFollowUps
{
    private const string IsForgotten =
        "t.status = 'pending' and t.escalated_at is null and t.due_date <= @forgottenSince";

    private const string Count = $"select count(*) from follow_up_tasks t where {IsForgotten}";

    // The lead first, as everybody does: a command has loaded its follow-ups whole and writes only what it has changed.
    private const string Lock = $"""
        with forgotten as materialized (
          select t.id, t.lead_id, t.due_date from follow_up_tasks t
           where {IsForgotten} and (t.due_date, t.id) > (@DueDate, @Id)
           order by t.due_date, t.id limit @most
        ), taken as (
          select l.id from leads l where l.id in (select lead_id from forgotten) order by l.id for no key update skip locked
        )
        select f.due_date, f.id, t.id as lead from forgotten f left join taken t on t.id = f.lead_id order by f.due_date, f.id
        """;

    // A statement of its own, which sees what the leads' former holders have left behind.
    private const string Escalate = $"""
        update follow_up_tasks t
           set escalated_at = @now, priority = @urgent, updated_at = greatest(t.updated_at, @now),
               escalated_to = (select a.supervisor_user_id from agents a where a.id = t.agent_id)
         where t.id = any (@taken) and {IsForgotten}
        """;

    public async Task<long> CountAsync(DateTimeOffset forgottenSince, CancellationToken cancellationToken) =>
        await db
            .Database.GetDbConnection()
            .ExecuteScalarAsync<long>(db.Command(Count, new { forgottenSince }, cancellationToken));

    public async Task<FollowUpsEscalated> EscalateAsync(
        DueFollowUp? after,
        int most,
        DateTimeOffset forgottenSince,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        var connection = db.Database.GetDbConnection();
        var place = new
        {
            DueDate = after?.DueDate ?? DateTimeOffset.MinValue,
            Id = after?.Id ?? Guid.Empty,
            most,
            forgottenSince,
        };
        var seen = (
            await connection.QueryAsync<(DateTimeOffset DueDate, Guid Id, Guid? Lead)>(
                db.Command(Lock, place, cancellationToken)
            )
        ).AsList();

        var ours = seen.Where(f => f.Lead is not null).ToList();
        var change = new
        {
            taken = ours.ConvertAll(f => f.Id).ToArray(),
            urgent = FollowUp.EscalatedPriority.Spelled(),
            forgottenSince,
            now,
        };
        var escalated = await connection.ExecuteAsync(db.Command(Escalate, change, cancellationToken));
        await tokens.LockOfHoldersAsync([.. ours.Select(f => f.Lead!.Value)], cancellationToken);
        return new(seen.Count, escalated, seen.Count == 0 ? null : new(seen[^1].DueDate, seen[^1].Id));
    }
}
