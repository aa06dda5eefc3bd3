using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using ThinkRealty.Api.Problems;

namespace ThinkRealty.Api.Limits;

/// <summary>
/// Works on no more requests at once than there are connections to PostgreSQL; the rest wait for their turn, oldest first.
/// A burst becomes a queue instead of hundreds of timeouts at the pool.
/// </summary>
internal static class Turns
{
    public static void AddTurns(this IServiceCollection services, int connections, LimitSettings settings)
    {
        services.AddSingleton(settings);
        var atOnce = new ConcurrencyLimiterOptions
        {
            PermitLimit = Math.Max(1, connections - settings.ReservedConnections),
            QueueLimit = settings.Waiting,
            QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
        };
        services.AddRateLimiter(limiter =>
        {
            limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(_ =>
                RateLimitPartition.GetConcurrencyLimiter("requests", _ => atOnce)
            );
            limiter.AddPolicy(ExportTurns.Name, new ExportTurns(settings));
            limiter.OnRejected = (rejected, _) =>
                new(RefuseAsync(rejected, "The server is busy and its queue is full."));
        });
    }

    /// <summary>Answers <c>rate_limited</c>.</summary>
    public static Task RefuseAsync(OnRejectedContext rejected, string reason)
    {
        rejected.HttpContext.Response.Headers.RetryAfter = "1";
        return ProblemWriter.WriteAsync(
            rejected.HttpContext,
            StandardProblems.Of(StatusCodes.Status429TooManyRequests, reason)
        );
    }
}
