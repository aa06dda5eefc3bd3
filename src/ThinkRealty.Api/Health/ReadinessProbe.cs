using System.Data.Common;
using System.Diagnostics;
using System.Text.Json.Serialization;
using Dapper;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using ThinkRealty.Infrastructure.Postgres;
using ThinkRealty.Infrastructure.Postgres.Embedded;
using ThinkRealty.Infrastructure.Redis;

namespace ThinkRealty.Api.Health;

/// <summary>Whether this node can take requests.</summary>
/// <param name="Status">
/// <c>ok</c>; <c>degraded</c> when all is answered, only slower; <c>down</c> when a part that is needed is missing or
/// cannot write.
/// </param>
/// <param name="Parts">
/// Each part by name. <c>postgres</c>: <c>ok</c>, <c>disk_full</c> or <c>read_only</c> (a standby) when it reads and cannot
/// write, <c>down</c>; <c>schema</c>: <c>ok</c>, <c>behind</c> when steps are missing, <c>down</c> when it cannot be read;
/// <c>redis</c>, if configured: <c>ok</c>, <c>degraded</c>.
/// </param>
internal sealed record Readiness(string Status, IReadOnlyDictionary<string, string> Parts)
{
    [JsonIgnore]
    public bool IsReady => Status is "ok" or "degraded";
}

/// <summary>
/// Asks every part, for two seconds at most. An answer is good for a second: however many ask, the parts are asked once.
/// </summary>
internal sealed class ReadinessProbe(IServiceScopeFactory scopes, RedisCache? redis = null) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan GoodFor = TimeSpan.FromSeconds(1);

    // More rows than fit into the smallest work_mem make the server write a temporary file of about 600 kB in the database's
    // own folder, and delete it. That fails on a full disk, and needs no table, no log and no right to write.
    private const string SpillSql = """
        set local work_mem = '64kB';
        set local temp_tablespaces = '';
        select count(*) from generate_series(1, 40000)
        """;

    private readonly SemaphoreSlim _oneAtATime = new(1);
    private (Readiness Answer, long At)? _last;

    public async Task<Readiness> AskAsync(CancellationToken cancellationToken)
    {
        await _oneAtATime.WaitAsync(cancellationToken);
        try
        {
            if (_last is { } last && Stopwatch.GetElapsedTime(last.At) < GoodFor)
                return last.Answer;
            var answer = await LookAsync(); // to its end, also when this caller hangs up: others wait for it
            _last = (answer, Stopwatch.GetTimestamp());
            return answer;
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    public void Dispose() => _oneAtATime.Dispose();

    private async Task<Readiness> LookAsync()
    {
        using var deadline = new CancellationTokenSource(Patience);
        var (postgres, schema) = await PostgresAsync(deadline.Token);
        var parts = new Dictionary<string, string> { ["postgres"] = postgres, ["schema"] = schema };
        if (redis is not null)
            parts["redis"] = await redis.AnswersAsync() ? "ok" : "degraded";
        return new(
            postgres != "ok" || schema != "ok" ? "down"
                : parts.ContainsValue("degraded") ? "degraded"
                : "ok",
            parts
        );
    }

    private async Task<(string Postgres, string Schema)> PostgresAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<ThinkRealtyDbContext>();
            await db.Database.OpenConnectionAsync(cancellationToken);
            var missing = await db.Database.GetPendingMigrationsAsync(cancellationToken);
            var schema = missing.Any() ? "behind" : "ok";
            return (await WritesAsync((NpgsqlConnection)db.Database.GetDbConnection(), cancellationToken), schema);
        }
        catch (PostgresException full) when (DiskFull.IsCause(full))
        {
            return ("disk_full", "down"); // not even a session can begin
        }
        catch (Exception fault) when (fault is DbException or InvalidOperationException or OperationCanceledException)
        {
            return ("down", "down");
        }
    }

    private static async Task<string> WritesAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var isReadOnly = await connection.ExecuteScalarAsync<string>(
            new("show transaction_read_only", transaction: transaction, cancellationToken: cancellationToken)
        );
        if (isReadOnly == "on")
            return "read_only";

        try
        {
            await connection.ExecuteAsync(
                new(SpillSql, transaction: transaction, cancellationToken: cancellationToken)
            );
            return "ok";
        }
        catch (PostgresException full) when (DiskFull.IsCause(full))
        {
            return "disk_full";
        }
    }
}
