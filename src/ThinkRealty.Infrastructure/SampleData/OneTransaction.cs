using Microsoft.EntityFrameworkCore;
using ThinkRealty.Application.Pipeline;
using ThinkRealty.Infrastructure.Postgres;

namespace ThinkRealty.Infrastructure.SampleData;

/// <summary>
/// Lets every command work inside the one transaction of the fill: all of the sample data is there or none of it. What
/// the schema judges at a commit, it judges here after each command, as it would have then.
/// </summary>
internal sealed class OneTransaction(ThinkRealtyDbContext db, AuditTrail audit) : IUnitOfWork
{
    public async Task<TResult> InTransactionAsync<TResult>(
        Func<CancellationToken, Task<TResult>> work,
        bool isAudited,
        CancellationToken cancellationToken
    )
    {
        db.ChangeTracker.Clear();
        audit.IsKept = isAudited;
        var result = await work(cancellationToken);
        await SaveAsync(cancellationToken);
        await db.Database.ExecuteSqlRawAsync(
            "set constraints all immediate; set constraints all deferred",
            cancellationToken
        );
        return result;
    }

    public async Task SaveAsync(CancellationToken cancellationToken)
    {
        audit.Record();
        await db.SaveChangesAsync(cancellationToken);
    }
}
