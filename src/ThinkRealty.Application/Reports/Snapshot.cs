using System.Data;
using System.Data.Common;
using Dapper;

namespace ThinkRealty.Application.Reports;

/// <summary>The database as it is at one moment: whatever is read through it fits together.</summary>
internal sealed class Snapshot(DbConnection connection, DbTransaction transaction) : IAsyncDisposable
{
    // Whoever takes everything along is in no hurry: the other processors are for those who wait for an answer.
    private const string OneProcess = "set local max_parallel_workers_per_gather = 0";

    public DbTransaction Transaction { get; } = transaction;

    public static async Task<Snapshot> OpenAsync(ReportDatabase database, CancellationToken cancellationToken)
    {
        var connection = await database.OpenAsync(cancellationToken);
        try
        {
            var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
            await connection.ExecuteAsync(
                new(OneProcess, transaction: transaction, cancellationToken: cancellationToken)
            );
            return new(connection, transaction);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Transaction.DisposeAsync();
        await connection.DisposeAsync();
    }
}
