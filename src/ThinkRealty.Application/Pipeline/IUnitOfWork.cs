using ThinkRealty.Domain;

namespace ThinkRealty.Application.Pipeline;

/// <summary>The one transaction around a command.</summary>
public interface IUnitOfWork
{
    /// <summary>
    /// Runs the work, saves what the aggregates became, writes the audit and commits; then tells the listeners.
    /// When PostgreSQL gives up on a deadlock or a serialisation failure, everything is run once more from the start.
    /// </summary>
    /// <param name="work">What is to be done.</param>
    /// <param name="isAudited">Whether the changes are written into the audit.</param>
    /// <param name="cancellationToken">When nobody waits for it any more.</param>
    Task<TResult> InTransactionAsync<TResult>(
        Func<CancellationToken, Task<TResult>> work,
        bool isAudited,
        CancellationToken cancellationToken
    );

    /// <summary>Writes the aggregates' changes now, inside the running transaction.</summary>
    Task SaveAsync(CancellationToken cancellationToken);
}

/// <summary>Hears what a transaction brought, after it is committed. Must not throw and must not wait.</summary>
public interface ICommitListener
{
    void Committed(IReadOnlyCollection<DomainEvent> events);
}
