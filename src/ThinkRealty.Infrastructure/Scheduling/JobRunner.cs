using System.Diagnostics;
using System.Diagnostics.Metrics;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ThinkRealty.Application.Access;
using ThinkRealty.Application.Jobs;
using ThinkRealty.Domain;
using ThinkRealty.Infrastructure.Postgres;

namespace ThinkRealty.Infrastructure.Scheduling;

/// <summary>
/// Does one run of a job from its first batch to its last, and writes down how it went. What failed is asked for again,
/// each time after a longer wait, and then stands out.
/// </summary>
internal sealed class JobRunner
{
    // A node that stops waits this long for a database that is away; then another node ends the run.
    private static readonly TimeSpan PatienceWhileStopping = TimeSpan.FromSeconds(10);

    private readonly IServiceScopeFactory _scopes;
    private readonly IJobRuns _runs;
    private readonly IJobScheduler _scheduler;
    private readonly Patience _patience;
    private readonly JobSettings _settings;
    private readonly TimeProvider _clock;
    private readonly ILogger<JobRunner> _log;
    private readonly Histogram<double> _durations;

    public JobRunner(
        IServiceScopeFactory scopes,
        IJobRuns runs,
        IJobScheduler scheduler,
        Patience patience,
        JobSettings settings,
        TimeProvider clock,
        IMeterFactory meters,
        ILogger<JobRunner> log
    )
    {
        (_scopes, _runs, _scheduler, _patience) = (scopes, runs, scheduler, patience);
        (_settings, _clock, _log) = (settings, clock, log);
        _durations = meters
            .Create("ThinkRealty.Jobs")
            .CreateHistogram<double>(
                "thinkrealty.jobs.duration",
                unit: "s",
                description: "How long runs took, by job and outcome."
            );
    }

    /// <summary>Does the run, unless there is nothing to be done.</summary>
    /// <param name="job">Which job.</param>
    /// <param name="request">What the scheduler asks for.</param>
    /// <param name="node">This node's name.</param>
    /// <param name="stopping">The node stops: the batch at hand is given up, and another node goes on.</param>
    public async Task RunAsync(Job job, RunRequest request, string node, CancellationToken stopping)
    {
        using var activity = new Activity($"job {job.Name}").Start();
        var traceId = activity.TraceId.ToHexString();
        if (await _runs.BeginAsync(job.Name, request, node, traceId, _clock.Now(), stopping) is not { } run)
            return;

        var since = Stopwatch.StartNew();
        try
        {
            await DoAsync(job, run, stopping);
            await EndAsync(run, RunOutcome.Succeeded, error: null, since, stopping);
        }
        catch (RunTakenOverException)
        {
            _log.LogWarning("{Job} is done by another node now; this one was taken for dead", job.Name);
        }
        catch (Exception) when (stopping.IsCancellationRequested)
        {
            using var deadline = new CancellationTokenSource(PatienceWhileStopping);
            await EndAsync(run, RunOutcome.Interrupted, "The node stopped.", since, deadline.Token);
            throw;
        }
        catch (Exception failure)
        {
            await FailAsync(run, failure, since, stopping);
        }
    }

    private async Task DoAsync(Job job, BegunRun run, CancellationToken stopping)
    {
        for (var batch = job.Begin(); batch is not null; )
        {
            var begun = Stopwatch.GetTimestamp();
            batch = await SendAsync(batch, run, stopping);
            if (batch is not null)
                await Task.Delay(_settings.RestAfter(Stopwatch.GetElapsedTime(begun)), stopping);
        }
    }

    private async Task<IJobBatch?> SendAsync(IJobBatch batch, BegunRun run, CancellationToken stopping)
    {
        stopping.ThrowIfCancellationRequested();
        await using var scope = _scopes.CreateAsyncScope();
        var call = scope.ServiceProvider.GetRequiredService<CallContext>();
        (call.RunId, call.TraceId) = (run.Id, run.TraceId);
        return (await scope.ServiceProvider.GetRequiredService<IMediator>().Send(batch, stopping)).Next;
    }

    // The run ends first: whatever becomes of asking for the next one, the job can be started again. A node that dies in
    // between is still at the job for the scheduler, which lets another node recover it.
    private async Task FailAsync(BegunRun run, Exception failure, Stopwatch since, CancellationToken stopping)
    {
        var wasDatabaseAway = Outage.LostConnection(failure);
        var isLast = !wasDatabaseAway && run.Request.Attempt > _settings.Retries;
        _log.Log(
            isLast ? LogLevel.Error : LogLevel.Warning,
            failure,
            "{Job} failed at attempt {Attempt}",
            run.Job,
            run.Request.Attempt
        );
        var (outcome, error) = wasDatabaseAway
            ? (RunOutcome.Interrupted, "The database went away.")
            : (RunOutcome.Failed, RunError.Of(failure));
        if (!await EndAsync(run, outcome, error, since, stopping) || isLast)
            return;

        var next = wasDatabaseAway ? Again(run.Request) : NextAttempt(run.Request);
        await _patience.UntilDoneAsync(
            async () =>
            {
                await _scheduler.AskAsync(run.Job, next, stopping);
                return true;
            },
            stopping
        );
    }

    // The same attempt once more, for whoever wanted it: the job itself has not failed.
    private RunRequest Again(RunRequest request)
    {
        var now = RunRequest.ForNow(RunCause.Retry, request.RequestedBy);
        return now with { DueAt = now.DueAt.AddSeconds(_settings.RetryAfterSeconds), Attempt = request.Attempt };
    }

    private RunRequest NextAttempt(RunRequest request)
    {
        var wait = TimeSpan.FromSeconds(_settings.RetryAfterSeconds * Math.Pow(4, request.Attempt - 1));
        var now = RunRequest.ForNow(RunCause.Retry);
        return now with { DueAt = now.DueAt + wait, Attempt = request.Attempt + 1 };
    }

    private async Task<bool> EndAsync(
        BegunRun run,
        RunOutcome outcome,
        string? error,
        Stopwatch since,
        CancellationToken giveUp
    )
    {
        var isEnded = await _runs.EndAsync(run, outcome, error, since.Elapsed, _clock.Now(), giveUp);
        if (isEnded)
            _durations.Record(since.Elapsed.TotalSeconds, new("job", run.Job), new("outcome", outcome.Spelled()));
        return isEnded;
    }
}
