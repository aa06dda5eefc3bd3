using MediatR;
using ThinkRealty.Application.Access;
using ThinkRealty.Application.Pipeline;
using ThinkRealty.Domain;

namespace ThinkRealty.Application.Jobs;

/// <summary>Tries a run that failed once more, now.</summary>
/// <exception cref="DomainException">
/// <c>job_not_found</c>, <c>run_not_found</c>, <c>run_not_failed</c>; <c>job_running</c>: it is at it already.
/// </exception>
public sealed record RetryRun(string Name, Guid RunId) : ICommand<string>;

internal sealed class RetryRunHandler(
    IJobRepository jobs,
    IJobScheduler scheduler,
    CallContext call,
    TimeProvider clock
) : IRequestHandler<RetryRun, string>
{
    public async Task<string> Handle(RetryRun request, CancellationToken cancellationToken)
    {
        var job = await jobs.GetAsync(request.Name, cancellationToken);
        var failed =
            await jobs.FindRunAsync(job.Name, request.RunId, cancellationToken) ?? throw JobErrors.RunNotFound();
        if (failed.Outcome != RunOutcome.Failed)
            throw JobErrors.RunNotFailed(failed.Outcome);
        if (await jobs.RunningAsync(job.Name, cancellationToken) is { } run)
            throw JobErrors.Running(run);

        job.Retry(request.RunId, clock.Now());
        var again = RunRequest.ForNow(RunCause.Retry, call.Caller.Id) with { Attempt = failed.Attempt + 1 };
        await scheduler.AskAsync(job.Name, again, cancellationToken);
        return job.Name;
    }
}
