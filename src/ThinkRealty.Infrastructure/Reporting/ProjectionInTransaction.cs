using Microsoft.EntityFrameworkCore.Storage;
using ThinkRealty.Application.Reports;
using ThinkRealty.Infrastructure.Postgres;

namespace ThinkRealty.Infrastructure.Reporting;

/// <summary>The projection as a job's batch, on the connection of the running transaction.</summary>
internal sealed class ProjectionInTransaction(ThinkRealtyDbContext db, ReportingSettings settings) : IProjection
{
    public async Task<(long Leads, bool IsDone)> ProjectAsync(CancellationToken cancellationToken)
    {
        var transaction = db.Database.CurrentTransaction!.GetDbTransaction();
        var batch = await Projector.ProjectAsync(transaction, settings.Batch, cancellationToken);
        return (batch.Leads, batch.IsDone);
    }
}
