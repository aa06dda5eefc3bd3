using System.Data.Common;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using ThinkRealty.Infrastructure.Postgres;
using ThinkRealty.Infrastructure.Redis;

namespace ThinkRealty.Api.Health;

/// <summary>Whether this node can take requests.</summary>
/// <param name="Status">
/// <c>ok</c>; <c>degraded</c> when all is answered, only slower; <c>down</c> when a part that is needed is missing.
/// </param>
/// <param name="Parts">
/// Each part by name: <c>ok</c>, <c>down</c>, <c>behind</c> for a schema whose steps are not all taken, or <c>degraded</c>
/// for a Redis that is configured and does not answer.
/// </param>
internal sealed record Readiness(string Status, IReadOnlyDictionary<string, string> Parts)
{
    [JsonIgnore]
    public bool IsReady => Status is "ok" or "degraded";
}

/// <summary>Asks every part, for two seconds at most.</summary>
internal sealed class ReadinessProbe(ThinkRealtyDbContext db, RedisCache? redis = null)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public async Task<Readiness> AskAsync(CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(Patience);
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
            var missing = await db.Database.GetPendingMigrationsAsync(cancellationToken);
            return ("ok", missing.Any() ? "behind" : "ok");
        }
        catch (Exception fault) when (fault is DbException or InvalidOperationException or OperationCanceledException)
        {
            return ("down", "down");
        }
    }
}
