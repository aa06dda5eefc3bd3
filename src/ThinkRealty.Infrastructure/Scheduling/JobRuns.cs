using Dapper;
using Microsoft.Extensions.Logging;
using Npgsql;
using Polly;
using Polly.Retry;
using ThinkRealty.Application.Jobs;
using ThinkRealty.Domain;

namespace ThinkRealty.Infrastructure.Scheduling;

/// <summary>Runs in <c>job_runs</c>; what nodes fight over is decided by its locks and unique indexes.</summary>
internal sealed class JobRuns(SchedulingSource source, ILogger<JobRuns> log) : IJobRuns
{
    private const string LockJob = "select true from jobs where name = @job for no key update";

    // After the lock, so that whoever had it before is seen.
    private const string Look = """
        select case when exists (select from job_runs
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

    private const string Finish = """
        update job_runs
           set outcome = @outcome, error = @error, duration_ms = @ms, finished_at = greatest(@now, started_at)
         where id = @id and finished_at is null
        """;

    // A run that failed because the database was away ends when it is back, if that is soon; else the next run ends it.
    private readonly ResiliencePipeline _patience = new ResiliencePipelineBuilder()
        .AddRetry(
            new RetryStrategyOptions
            {
                ShouldHandle = new PredicateBuilder().Handle<NpgsqlException>(),
                BackoffType = DelayBackoffType.Exponential,
                Delay = TimeSpan.FromSeconds(1),
                MaxRetryAttempts = 5,
                OnRetry = retry =>
                {
                    log.LogWarning(retry.Outcome.Exception, "The end of a job's run could not be written down yet");
                    return default;
                },
            }
        )
        .Build();

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
        var values = new
        {
            id = run.Id,
            job,
            node,
            cause = request.Cause.Spelled(),
            due = request.DueAt,
            attempt = request.Attempt,
            by = request.RequestedBy,
            now,
            traceId,
            waitsWhilePaused = request.WaitsWhilePaused,
        };
        await using var connection = await source.Db.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await connection.ExecuteAsync(Command(LockJob));
        var state = await connection.ExecuteScalarAsync<string>(Command(Look));
        if (state != "begun")
        {
            await connection.ExecuteAsync(Command(EndAbandoned));
            await connection.ExecuteAsync(Command(state == "paused" ? RememberMissed : Insert));
        }

        await transaction.CommitAsync(cancellationToken);
        return state == "free" ? run : null;

        CommandDefinition Command(string sql) => new(sql, values, transaction, cancellationToken: cancellationToken);
    }

    public async Task EndAsync(BegunRun run, RunOutcome outcome, string? error, TimeSpan took, DateTimeOffset now)
    {
        var values = new
        {
            id = run.Id,
            outcome = outcome.Spelled(),
            error,
            ms = (long)took.TotalMilliseconds,
            now,
        };
        await _patience.ExecuteAsync(async _ =>
        {
            await using var connection = await source.Db.OpenConnectionAsync(CancellationToken.None);
            await connection.ExecuteAsync(Finish, values);
        });
    }
}
