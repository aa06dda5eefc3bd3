using System.Data.Common;
using System.Runtime.CompilerServices;
using ThinkRealty.Application.Pipeline;

namespace ThinkRealty.Application.DataChecks;

/// <summary>Reads one column of a table row by row and reports the values that a rule objects to.</summary>
internal sealed class StoredTexts(DbDataSource db)
{
    /// <summary>The findings of one column, in the order of the ids.</summary>
    /// <param name="table">Also the entity of the findings.</param>
    /// <param name="column">Also their field; null values are left out.</param>
    /// <param name="reason">What is wrong with a value; null if nothing is.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <param name="id">The column with the id that the findings carry.</param>
    public async IAsyncEnumerable<DataFinding> FindAsync(
        string table,
        string column,
        Func<string, string?> reason,
        [EnumeratorCancellation] CancellationToken cancellationToken,
        string id = "id"
    )
    {
        await using var connection = await db.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var rows = transaction.StreamAsync<StoredText>(
            $"select {id} as id, {column} as text from {table} where {column} is not null order by {id}",
            parameters: null,
            cancellationToken
        );
        await foreach (var row in rows)
            if (reason(row.Text) is { } wrong)
                yield return new(table, row.Id, column, wrong);
    }

    private sealed record StoredText
    {
        public Guid Id { get; init; }
        public string Text { get; init; } = "";
    }
}
