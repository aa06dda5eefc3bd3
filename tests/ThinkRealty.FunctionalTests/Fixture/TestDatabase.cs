using Dapper;
using Npgsql;

namespace ThinkRealty.FunctionalTests.Fixture;

/// <summary>A database of its own, dropped at the end.</summary>
public sealed class TestDatabase(string name, string connectionString) : IAsyncDisposable
{
    private readonly NpgsqlDataSource _source = NpgsqlDataSource.Create(connectionString);
    private bool _keep;

    public string ConnectionString { get; } = connectionString;

    /// <summary>The one value that a query gives.</summary>
    public async Task<T?> Scalar<T>(string sql, object? args = null)
    {
        await using var connection = await _source.OpenConnectionAsync();
        return await connection.ExecuteScalarAsync<T>(sql, args);
    }

    /// <summary>Rows as records, or as values where the query has one column.</summary>
    public async Task<IReadOnlyList<T>> Rows<T>(string sql, object? args = null)
    {
        await using var connection = await _source.OpenConnectionAsync();
        return [.. await connection.QueryAsync<T>(sql, args)];
    }

    /// <summary>Runs statements past the API; returns the rows they touched.</summary>
    public async Task<int> Execute(string sql, object? args = null)
    {
        await using var connection = await _source.OpenConnectionAsync();
        return await connection.ExecuteAsync(sql, args);
    }

    /// <summary>A session of its own, for tests that hold a transaction open.</summary>
    public async Task<NpgsqlConnection> Connect() => await _source.OpenConnectionAsync();

    public async ValueTask DisposeAsync()
    {
        await _source.DisposeAsync();
        if (!_keep)
            await TestServer.ExecuteAsync($"drop database if exists \"{name}\" with (force)");
    }

    internal void Keep() => _keep = true;
}
