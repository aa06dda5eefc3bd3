using System.Collections.Concurrent;
using System.Data.Common;
using System.Diagnostics;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace ThinkRealty.Infrastructure.Postgres;

/// <summary>
/// Replaces a dead connection before anybody works with it. One that lay in the pool while the server went away looks open
/// until its first use, so one that has not been used for a second is asked for a sign of life: one round trip, at most once a
/// second for each connection.
/// </summary>
internal sealed class LiveConnections
{
    private static readonly TimeSpan Trusted = TimeSpan.FromSeconds(1);

    // More dead ones in a row than any pool has: then the server itself ends every session, and the caller hears of it.
    private const int MostTries = 1000;
    private const int MostRemembered = 10_000;

    // By the number of the server's process; it is unique among the sessions of one server.
    private readonly ConcurrentDictionary<int, long> _usedAt = new();

    /// <summary>Leaves the connection open and alive.</summary>
    /// <exception cref="NpgsqlException">The server is away.</exception>
    public async ValueTask EnsureAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        for (var tries = 0; tries < MostTries && !IsTrusted(connection); tries++)
        {
            if (await AnswersAsync(connection, cancellationToken))
                break;
            await connection.CloseAsync();
            await connection.OpenAsync(cancellationToken);
        }

        if (_usedAt.Count > MostRemembered)
            _usedAt.Clear();
        _usedAt[connection.ProcessID] = Stopwatch.GetTimestamp();
    }

    private bool IsTrusted(NpgsqlConnection connection) =>
        _usedAt.TryGetValue(connection.ProcessID, out var at) && Stopwatch.GetElapsedTime(at) < Trusted;

    private static async Task<bool> AnswersAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var sign = new NpgsqlCommand("select 1", connection);
        sign.CommandTimeout = connection.ConnectionTimeout; // no longer than a new connection may take
        try
        {
            await sign.ExecuteScalarAsync(cancellationToken);
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }
}

/// <summary>A pool that hands out live connections only.</summary>
internal sealed class LiveSource(NpgsqlDataSource pool) : DbDataSource
{
    /// <summary>What is known of the connections of this pool.</summary>
    public LiveConnections Connections { get; } = new();

    public override string ConnectionString => pool.ConnectionString;

    protected override DbConnection CreateDbConnection() => pool.CreateConnection();

    protected override async ValueTask<DbConnection> OpenDbConnectionAsync(
        CancellationToken cancellationToken = default
    )
    {
        var connection = await pool.OpenConnectionAsync(cancellationToken);
        try
        {
            await Connections.EnsureAsync(connection, cancellationToken);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }
}

/// <summary>The same where EF Core opens them.</summary>
internal sealed class LiveInEntityFramework(LiveConnections connections) : DbConnectionInterceptor
{
    public override async Task ConnectionOpenedAsync(
        DbConnection connection,
        ConnectionEndEventData eventData,
        CancellationToken cancellationToken = default
    ) => await connections.EnsureAsync((NpgsqlConnection)connection, cancellationToken);
}
