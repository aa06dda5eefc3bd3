using System.Data.Common;
using System.Runtime.CompilerServices;
using Dapper;

namespace ThinkRealty.Application.Pipeline;

/// <summary>Reads rows one after the other, so that a million of them take no more memory than one.</summary>
internal static class Streams
{
    /// <summary>
    /// Seconds to wait for the next rows, not for all of them: Npgsql counts anew with every read. The first may take long
    /// where a statement sorts.
    /// </summary>
    private const int Patience = 300;

    /// <summary>The rows of a statement without parts; whoever stops halfway ends the statement.</summary>
    public static IAsyncEnumerable<T> StreamAsync<T>(
        this DbTransaction transaction,
        string sql,
        object? parameters,
        CancellationToken cancellationToken
    ) => transaction.StreamAsync(sql, parameters, reader => reader.GetRowParser<T>(), cancellationToken);

    /// <summary>The same for rows that are put together by hand.</summary>
    public static async IAsyncEnumerable<T> StreamAsync<T>(
        this DbTransaction transaction,
        string sql,
        object? parameters,
        Func<DbDataReader, Func<DbDataReader, T>> parser,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var command = new CommandDefinition(
            sql,
            parameters,
            transaction,
            Patience,
            cancellationToken: cancellationToken
        );
        await using var reader = await transaction.Connection!.ExecuteReaderAsync(command);
        var parse = parser(reader);
        var isWhole = false;
        try
        {
            while (await reader.ReadAsync(cancellationToken))
                yield return parse(reader);
            isWhole = true;
        }
        finally
        {
            if (!isWhole)
                ((IWrappedDataReader)reader).Command.Cancel(); // a reader reads to the end before it closes
        }
    }
}
