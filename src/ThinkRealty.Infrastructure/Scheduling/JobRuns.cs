using Dapper;
using ThinkRealty.Application.Jobs;
using ThinkRealty.Domain;

namespace ThinkRealty.Infrastructure.Scheduling;

/// <summary>Runs in <c>job_runs</c>; what nodes fight over is decided by its locks and unique indexes.</summary>
internal sealed class JobRuns(SchedulingSource source, Patience patience) : IJobRuns
{
    private const string LockJob = "select true from jobs where name = @job for no key update";

    // After the lock, so that whoever had it before is seen. Ours: an earlier try has begun it, and its answer was lost.
    private const string Look = """
        select case when (select finished_at is null from job_runs where id = @id) then 'ours'
                    when exists (select from job_runs where id = @id) then 'begun'
                    when exists (select from job_runs
                                  where job = @job and due_at = @due and cause = 'schedule' and @cause = 'schedule') then 'begun'
                    when @waitsWhilePaused and (select paused_at is not null from jobs where name = @job) then 'paused'
                    else 'free' end
        """;

    private const string RememberMissed = "update jobs set missed_at = coalesce(missed_at, @due) where name = @job";

    // Whoever still holds the token of such a run is waited for: its batch is whole before the run ends.
    private const string EndAbandoned = """
        update job_runs
           set outcome = 'interrupted', finished_at = greatest(@now, started_at), error = 'The node went away.',
               duration_ms = greatest(0, extract(epoch from @now - started_at) * 1000)
         where job = @job and finished_at is null
        """;

    private const string Insert = """
        insert into job_runs (id, job, node, cause, due_at, attempt, requested_by, started_at, outcome, trace_id)
        values (@id, @job, @node, @cause, @due, @attempt, @by, @now, 'running', @traceId)
        """;

    // True also where an earlier try has ended it, and its answer was lost.
    private const string Finish = """
        with ended as (
          update job_runs
             set outcome = @outcome, error = @error, duration_ms = @ms, finished_at = greatest(@now, started_at)
           where id = @id and finished_at is null
          returning id
        )
        select exists (select from ended)
            or exists (select from job_runs where id = @id and outcome = @outcome and error is not distinct from @error)
        """;

    public async Task<BegunRun?> BeginAsync(
        string job,
        RunRequest request,
        string node,
        string traceId,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        var run = new BegunRun(Guid.CreateVersion7(now), job, request, node, traceId);
        var isBegun = await patience.UntilDoneAsync(
            () => BeginOnceAsync(run, now, cancellationToken),
            cancellationToken
        );
        return isBegun ? run : null;
    }

    public Task<bool> EndAsync(
        BegunRun run,
        RunOutcome outcome,
        string? error,
        TimeSpan took,
        DateTimeOffset now,
        CancellationToken giveUp
    )
    {
        var values = new
        {
            id = run.Id,
            outcome = outcome.Spelled(),
            error,
            ms = (long)took.TotalMilliseconds,
            now,
        };
        return patience.UntilDoneAsync(
            async () =>
            {
                await using var connection = await source.Db.OpenConnectionAsync(giveUp);
                return await connection.ExecuteScalarAsync<bool>(Finish, values);
            },
            giveUp
        );
    }

    private async Task<bool> BeginOnceAsync(BegunRun run, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var values = new
        {
            id = run.Id,
            job = run.Job,
            node = run.Node,
            cause = run.Request.Cause.Spelled(),
            due = run.Request.DueAt,
            attempt = run.Request.Attempt,
            by = run.Request.RequestedBy,
            now,
            traceId = run.TraceId,
            waitsWhilePaused = run.Request.WaitsWhilePaused,
        };
        await using var connection = await source.Db.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await connection.ExecuteAsync(Command(LockJob));
        var state = await connection.ExecuteScalarAsync<string>(Command(Look));
        if (state is "free" or "paused")
        {
            await connection.ExecuteAsync(Command(EndAbandoned));
            await connection.ExecuteAsync(Command(state == "paused" ? RememberMissed : Insert));
        }

        await transaction.CommitAsync(cancellationToken);
        return state is "free" or "ours";

        CommandDefinition Command(string sql) => new(sql, values, transaction, cancellationToken: cancellationToken);
    }
}
