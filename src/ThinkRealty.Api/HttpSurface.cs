using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using ThinkRealty.Api.Health;
using ThinkRealty.Api.Json;
using ThinkRealty.Api.Limits;
using ThinkRealty.Api.OpenApi;
using ThinkRealty.Api.Problems;
using ThinkRealty.Infrastructure.Postgres;

namespace ThinkRealty.Api;

/// <summary>What every endpoint shares: how requests are read, bounded, described and refused.</summary>
internal static class HttpSurface
{
    public static void AddHttpSurface(this WebApplicationBuilder builder)
    {
        builder.AddLogs();

        var (services, configuration) = (builder.Services, builder.Configuration);
        services.AddSingleton<IProblemDetailsWriter, ProblemWriter>();
        services.AddProblemDetails();
        services.AddExceptionHandler<ProblemHandler>();
        services.Configure<JsonOptions>(json => WireJson.Configure(json.SerializerOptions));
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        services.Configure<KestrelServerOptions>(server =>
        {
            server.AddServerHeader = false;
            server.Limits.MaxRequestBodySize = BodyGate.LargestSwallowed;
            ServerRefusals.AddTo(server);
        });
        BodyGate.AddEncodings(services);

        services.AddProxies(configuration.Read<ProxySettings>("Proxies"));
        services.AddSingleton(configuration.Read<HttpsSettings>("Https"));
        services.AddSingleton<Hsts>();
        services.AddSingleton(configuration.Read<RateLimitSettings>("RateLimit"));
        services.AddTurns(
            configuration.Read<DatabaseOptions>("Database").MaxConnections,
            configuration.Read<LimitSettings>("Limits")
        );
        services.AddSingleton<ReadinessProbe>();
        services.AddOpenApiDocument();
    }

    /// <summary>Comes first: nothing that goes wrong further in gets past it.</summary>
    public static void UseHttpSurface(this WebApplication app)
    {
        app.UseMiddleware<HeadAsGet>();
        app.UseForwardedHeaders();
        app.UseSecurityHeaders();
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        if (HasHttps(app.Configuration))
            app.UseHttpsRedirection();

        app.UseDocsPage();
        app.UseMiddleware<FoldedPaths>();
        app.UseRequestDecompression();
        app.UseMiddleware<BodyGate>();
        app.UseRouting();
        app.UseRateLimiter();
    }

    /// <summary>Comes last before the endpoints: a caller who may not enter learns nothing about what is asked inside.</summary>
    public static void UseDeclaredInput(this WebApplication app)
    {
        if (app.Services.GetRequiredService<RateLimitSettings>().PermitsPerMinute > 0)
            app.UseMiddleware<OneCallerLimit>();
        app.UseMiddleware<DeclaredInput>();
        app.UseMiddleware<BodyReading>();
    }

    public static void MapHttpSurface(this WebApplication app)
    {
        app.MapHealth();
        app.MapOpenApiDocument();
    }

    private static bool HasHttps(IConfiguration configuration) =>
        configuration["https_port"] is { Length: > 0 }
        || configuration["https_ports"] is { Length: > 0 }
        || configuration["urls"]?.Contains("https://", StringComparison.OrdinalIgnoreCase) == true;
}
