using Npgsql;
using ThinkRealty.Application.Pipeline;
using ThinkRealty.Domain;

namespace ThinkRealty.Infrastructure.Postgres;

internal sealed class UnitOfWork(
    ThinkRealtyDbContext db,
    AuditTrail audit,
    DashboardTokens tokens,
    IEnumerable<ICommitListener> listeners
) : IUnitOfWork
{
    private readonly List<DomainEvent> _happened = [];

    public async Task<TResult> InTransactionAsync<TResult>(
        Func<CancellationToken, Task<TResult>> work,
        bool isAudited,
        CancellationToken cancellationToken
    )
    {
        audit.IsKept = isAudited;
        try
        {
            return await OnceAsync(work, cancellationToken);
        }
        catch (Exception failure) when (IsWorthOneMoreTry(failure))
        {
            return await OnceAsync(work, cancellationToken);
        }
    }

    public async Task SaveAsync(CancellationToken cancellationToken)
    {
        _happened.AddRange(audit.Record());
        tokens.Notice();
        await db.SaveChangesAsync(cancellationToken);
    }

    private async Task<TResult> OnceAsync<TResult>(
        Func<CancellationToken, Task<TResult>> work,
        CancellationToken cancellationToken
    )
    {
        db.ChangeTracker.Clear();
        db.ChangeTracker.AutoDetectChangesEnabled = false; // the audit looks for changes once, just before saving
        db.Database.AutoSavepointsEnabled = false; // what fails ends the whole transaction: two round trips less each
        _happened.Clear();
        tokens.Forget();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var result = await work(cancellationToken);
        await SaveAsync(cancellationToken);
        await tokens.LockAsync(cancellationToken); // the last that is waited for
        // Not cancellable: a caller who hangs up must not leave us unsure whether it was committed.
        await transaction.CommitAsync(CancellationToken.None);

        foreach (var listener in listeners)
            listener.Committed(_happened);
        return result;
    }

    // Two transactions waited for each other, or an automatic follow-up met another one in its slot.
    private static bool IsWorthOneMoreTry(Exception failure)
    {
        var inner = failure;
        while (inner is not (null or PostgresException)) // EF Core wraps it, and what may pass it wraps twice
            inner = inner.InnerException;
        return (inner as PostgresException)?.SqlState
            is PostgresErrorCodes.DeadlockDetected
                or PostgresErrorCodes.SerializationFailure
                or PostgresErrorCodes.ExclusionViolation;
    }
}
