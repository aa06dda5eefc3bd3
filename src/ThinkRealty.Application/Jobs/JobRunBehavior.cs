using MediatR;
using ThinkRealty.Application.Access;

namespace ThinkRealty.Application.Jobs;

/// <summary>
/// Inside the transaction of a job's batch: holds the run's token, so that one node at a time works on it and a node that
/// was taken for dead changes nothing more, and adds the counts, so that they are exact wherever a run is killed.
/// </summary>
internal sealed class JobRunBehavior<TBatch, TStep>(CallContext call, IRunToken token)
    : IPipelineBehavior<TBatch, TStep>
    where TBatch : IJobBatch, IRequest<TStep>
    where TStep : JobStep
{
    public async Task<TStep> Handle(
        TBatch request,
        CancellationToken cancellationToken,
        RequestHandlerDelegate<TStep> next
    )
    {
        if (call.RunId is not { } run)
            return await next();

        await token.HoldAsync(run, cancellationToken);
        var step = await next();
        await token.AdvanceAsync(run, step, cancellationToken);
        return step;
    }
}
