using MediatR;
using ThinkRealty.Application.Pipeline;
using ThinkRealty.Domain;

namespace ThinkRealty.Application.Jobs;

/// <summary>One job.</summary>
/// <exception cref="DomainException"><c>job_not_found</c>.</exception>
public sealed record GetJob(string Name) : IQuery<JobView>;

internal sealed class GetJobHandler(JobViews views) : IRequestHandler<GetJob, JobView>
{
    public async Task<JobView> Handle(GetJob request, CancellationToken cancellationToken)
    {
        var job = JobCatalogue.Find(request.Name) ?? throw JobErrors.NotFound();
        return (await views.ReadAsync([job], cancellationToken))[0];
    }
}
