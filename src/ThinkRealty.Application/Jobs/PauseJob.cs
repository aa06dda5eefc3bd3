using MediatR;
using ThinkRealty.Application.Access;
using ThinkRealty.Application.Pipeline;
using ThinkRealty.Domain;

namespace ThinkRealty.Application.Jobs;

/// <summary>Keeps a job from running by itself; a run that is going on goes on. One that is paused stays so.</summary>
/// <exception cref="DomainException"><c>job_not_found</c>.</exception>
public sealed record PauseJob(string Name) : ICommand<string>;

internal sealed class PauseJobHandler(IJobRepository jobs, CallContext call, TimeProvider clock)
    : IRequestHandler<PauseJob, string>
{
    public async Task<string> Handle(PauseJob request, CancellationToken cancellationToken)
    {
        var job = await jobs.GetAsync(request.Name, cancellationToken);
        job.Pause(call.Caller.Id, clock.Now());
        return job.Name;
    }
}
