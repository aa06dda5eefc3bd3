using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.RateLimiting;
using ThinkRealty.Api.Access;
using ThinkRealty.Api.Problems;

namespace ThinkRealty.Api.Limits;

/// <summary>
/// Counts each caller's requests in the running minute of this node: a signed-in caller by who it is, anybody else by
/// address. Every answer says in <c>RateLimit-*</c> how much is left.
/// </summary>
internal sealed class OneCallerLimit(RequestDelegate next, RateLimitSettings settings, TimeProvider clock)
{
    private Minute _minute = new(0, new());

    public Task InvokeAsync(HttpContext http)
    {
        if (http.GetEndpoint()?.Metadata.GetMetadata<DisableRateLimitingAttribute>() is not null)
            return next(http);

        var now = clock.GetUtcNow();
        var number = now.Ticks / TimeSpan.TicksPerMinute;
        var minute = _minute;
        // Two requests that both begin a minute may lose a count; the limit is a brake, not an account.
        if (minute.Number != number)
            _minute = minute = new(number, new());

        var used = minute.Used.AddOrUpdate(CallerOf(http), 1, (_, count) => count + 1);
        var seconds = Text(60 - now.Second);
        var headers = http.Response.Headers;
        http.Response.OnStarting(() =>
        {
            headers["RateLimit-Limit"] = Text(settings.PermitsPerMinute);
            headers["RateLimit-Remaining"] = Text(Math.Max(0, settings.PermitsPerMinute - used));
            headers["RateLimit-Reset"] = seconds;
            return Task.CompletedTask;
        });
        if (used <= settings.PermitsPerMinute)
            return next(http);

        headers.RetryAfter = seconds;
        return ProblemWriter.WriteAsync(http, StandardProblems.Of(StatusCodes.Status429TooManyRequests));
    }

    private static string CallerOf(HttpContext http) =>
        http.User.Identity is CallerIdentity { Caller: var caller }
            ? $"{caller.Id}"
            : $"{http.Connection.RemoteIpAddress}";

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private sealed record Minute(long Number, ConcurrentDictionary<string, int> Used);
}
