using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;

namespace ThinkRealty.Api.Limits;

/// <summary>
/// Lets only a few exports run at once and none wait: an export goes on for as long as its reader takes, and slow readers
/// must not use up the connections of everybody else.
/// </summary>
internal sealed class ExportTurns(LimitSettings settings) : IRateLimiterPolicy<string>
{
    public const string Name = "exports";

    public Func<OnRejectedContext, CancellationToken, ValueTask>? OnRejected { get; } =
        (rejected, _) => new(Turns.RefuseAsync(rejected, "As many exports run already as may run at once."));

    public RateLimitPartition<string> GetPartition(HttpContext httpContext) =>
        RateLimitPartition.GetConcurrencyLimiter(
            Name,
            _ => new ConcurrencyLimiterOptions { PermitLimit = settings.Exports, QueueLimit = 0 }
        );
}
