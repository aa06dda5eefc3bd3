using MediatR;
using ThinkRealty.Application.Access;
using ThinkRealty.Application.Pipeline;
using ThinkRealty.Domain;

namespace ThinkRealty.Application.Jobs;

/// <summary>Lets a paused job run by itself again, at once where a run was due meanwhile. One that is not paused stays so.</summary>
/// <exception cref="DomainException"><c>job_not_found</c>.</exception>
public sealed record ResumeJob(string Name) : ICommand<string>;

internal sealed class ResumeJobHandler(
    IJobRepository jobs,
    IJobScheduler scheduler,
    CallContext call,
    TimeProvider clock
) : IRequestHandler<ResumeJob, string>
{
    public async Task<string> Handle(ResumeJob request, CancellationToken cancellationToken)
    {
        var job = await jobs.GetAsync(request.Name, cancellationToken);
        if (job.Resume(clock.Now()))
            await scheduler.AskAsync(job.Name, RunRequest.ForNow(RunCause.CatchUp, call.Caller.Id), cancellationToken);
        return job.Name;
    }
}
