using MediatR;
using ThinkRealty.Application.Access;
using ThinkRealty.Application.Pipeline;
using ThinkRealty.Domain;

namespace ThinkRealty.Application.Jobs;

/// <summary>Runs a job now, be it paused or off; the schedule stays as it is.</summary>
/// <exception cref="DomainException"><c>job_not_found</c>; <c>job_running</c>: it is at it already.</exception>
public sealed record TriggerJob(string Name) : ICommand<string>;

internal sealed class TriggerJobHandler(
    IJobRepository jobs,
    IJobScheduler scheduler,
    CallContext call,
    TimeProvider clock
) : IRequestHandler<TriggerJob, string>
{
    public async Task<string> Handle(TriggerJob request, CancellationToken cancellationToken)
    {
        var job = await jobs.GetAsync(request.Name, cancellationToken);
        if (await jobs.RunningAsync(job.Name, cancellationToken) is { } run)
            throw JobErrors.Running(run);

        job.Trigger(clock.Now());
        // Kept by the scheduler before the audit is committed: what was answered is never lost, and a run too many is harmless.
        await scheduler.AskAsync(job.Name, RunRequest.ForNow(RunCause.Request, call.Caller.Id), cancellationToken);
        return job.Name;
    }
}
