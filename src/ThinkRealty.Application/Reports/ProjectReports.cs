using MediatR;
using ThinkRealty.Application.Jobs;

namespace ThinkRealty.Application.Reports;

/// <summary>Counts one batch of changed leads for the reports (architecture, A report).</summary>
public sealed record ProjectReports : IJobBatch;

internal sealed class ProjectReportsHandler(IProjection projection) : IRequestHandler<ProjectReports, JobStep>
{
    public async Task<JobStep> Handle(ProjectReports request, CancellationToken cancellationToken)
    {
        var (leads, isDone) = await projection.ProjectAsync(cancellationToken);
        return new(leads, leads) { Next = isDone ? null : new ProjectReports() };
    }
}

/// <summary>Brings the reports' sums up to date.</summary>
public interface IProjection
{
    /// <summary>Counts a batch inside the running transaction, unless another node is at it.</summary>
    /// <returns>Leads counted again, and whether no change was left over.</returns>
    Task<(long Leads, bool IsDone)> ProjectAsync(CancellationToken cancellationToken);
}
