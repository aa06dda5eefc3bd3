using System.Data;
using System.Data.Common;
using Dapper;

namespace ThinkRealty.Application.Reports;

/// <summary>The database as it is at one moment: whatever is read through it fits together.</summary>
internal sealed class Snapshot(DbConnection connection, DbTransaction transaction) : IAsyncDisposable
{
    // An export is in no hurry: the other processors are for those who wait for an answer. Its reader sets the pace, and
    // while the reader rests, the server must neither end the transaction nor give up the connection. It locks no rows.
    private static string Unhurried(TimeSpan longest) =>
        $"""
            set local max_parallel_workers_per_gather = 0;
            set local idle_in_transaction_session_timeout = {(long)longest.TotalMilliseconds};
            set local tcp_user_timeout = {(long)longest.TotalMilliseconds}
            """;

    public DbTransaction Transaction { get; } = transaction;

    public static async Task<Snapshot> OpenAsync(ReportDatabase database, CancellationToken cancellationToken)
    {
        var connection = await database.OpenAsync(cancellationToken);
        try
        {
            var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
            var settings = Unhurried(database.LongestExport);
            await connection.ExecuteAsync(
                new(settings, transaction: transaction, cancellationToken: cancellationToken)
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
