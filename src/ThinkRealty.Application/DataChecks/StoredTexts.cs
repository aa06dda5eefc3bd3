using System.Data.Common;
using System.Runtime.CompilerServices;
using ThinkRealty.Application.Pipeline;

namespace ThinkRealty.Application.DataChecks;

/// <summary>A column of text.</summary>
/// <param name="Table">Also the entity of a finding; it has a column <c>id</c>.</param>
/// <param name="Name">Also the field of a finding.</param>
internal sealed record StoredColumn(string Table, string Name);

/// <summary>Reads columns of text row by row and reports the values that a rule objects to.</summary>
internal sealed class StoredTexts(DbDataSource db)
{
    /// <summary>The findings, column by column and by id.</summary>
    /// <param name="columns">Where to look; null values are left out.</param>
    /// <param name="reason">What is wrong with a value; null if nothing is.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async IAsyncEnumerable<DataFinding> FindAsync(
        IEnumerable<StoredColumn> columns,
        Func<string, string?> reason,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        foreach (var (table, column) in columns)
        {
            await using var connection = await db.OpenConnectionAsync(cancellationToken);
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            var rows = transaction.StreamAsync<StoredText>(
                $"select id, {column} as text from {table} where {column} is not null order by id",
                parameters: null,
                cancellationToken
            );
            await foreach (var row in rows)
                if (reason(row.Text) is { } wrong)
                    yield return new(table, row.Id, column, wrong);
        }
    }

    private sealed record StoredText
    {
        public Guid Id { get; init; }
        public string Text { get; init; } = "";
    }
}
