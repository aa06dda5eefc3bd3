using Npgsql;

namespace ThinkRealty.FunctionalTests.Fixture;

/// <summary>
/// A test straight against the schema, past the program: what the database promises whoever writes. Every fixture has a
/// database of its own with a schema <c>given</c>, whose functions make rows in the fewest words (Given.sql).
/// </summary>
public abstract class SqlTest
{
    /// <summary>The moment at which rows are made where a test does not say otherwise.</summary>
    protected static readonly DateTime Noon = new(2026, 1, 17, 8, 0, 0, DateTimeKind.Utc);

    protected TestDatabase Database { get; private set; } = null!;

    [OneTimeSetUp]
    public async Task MakeDatabase()
    {
        Database = await TestServer.NewDatabaseAsync();
        await using var file = typeof(SqlTest).Assembly.GetManifestResourceStream("Given.sql")!;
        using var text = new StreamReader(file);
        await Database.Execute(await text.ReadToEndAsync());
    }

    [OneTimeTearDown]
    public async Task DropDatabase()
    {
        if (Database is not null)
            await Database.DisposeAsync();
    }

    protected Task<T?> Scalar<T>(string sql, object? args = null) => Database.Scalar<T>(sql, args);

    protected Task<IReadOnlyList<T>> Rows<T>(string sql, object? args = null) => Database.Rows<T>(sql, args);

    /// <summary>The name of the constraint that refuses these statements, at the latest at the commit; null: none does.</summary>
    /// <remarks>They run as one transaction, and nothing of it is kept.</remarks>
    protected async Task<string?> Refusal(string statements)
    {
        await using var connection = await Database.Connect();
        await using var transaction = await connection.BeginTransactionAsync();
        try
        {
            await using var command = new NpgsqlCommand(statements + "; set constraints all immediate", connection);
            await command.ExecuteNonQueryAsync();
            return null;
        }
        catch (PostgresException refused) when (refused.SqlState.StartsWith("23", StringComparison.Ordinal))
        {
            return refused.ConstraintName;
        }
    }
}
