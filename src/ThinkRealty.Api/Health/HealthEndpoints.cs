namespace ThinkRealty.Api.Health;

internal static class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        var health = app.MapGroup("").WithTags("Health").AllowAnonymous().DisableRateLimiting();
        health
            .MapGet("/health", Alive)
            .WithName("health")
            .WithSummary("Whether the process answers")
            .WithDescription("Asks no other part.");
        health
            .MapGet("/api/v1/health", Alive)
            .WithName("api_health")
            .WithSummary("Whether the process answers, under the prefix of the API")
            .WithDescription("Asks no other part.");
        health
            .MapGet("/health/live", Alive)
            .WithName("health_live")
            .WithSummary("For restarts: whether the process answers")
            .WithDescription("Asks no other part: a database that is away is no reason to restart.");
        health
            .MapGet("/health/ready", Ready)
            .WithName("health_ready")
            .WithSummary("For traffic: whether every part is there, each by name")
            .WithDescription("200 with `ok` or `degraded`; 503 with `down` while a part that is needed is missing.")
            .Produces<Readiness>()
            .Produces<Readiness>(StatusCodes.Status503ServiceUnavailable);
    }

    private static Liveness Alive() => new("ok");

    private static async Task<IResult> Ready(ReadinessProbe probe, CancellationToken cancellationToken)
    {
        var readiness = await probe.AskAsync(cancellationToken);
        return TypedResults.Json(readiness, statusCode: readiness.IsReady ? 200 : 503);
    }
}

/// <summary>That the process answers.</summary>
/// <param name="Status">Always <c>ok</c>.</param>
internal sealed record Liveness(string Status);
