using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using ThinkRealty.Api.Json;
using ThinkRealty.Api.Limits;
using ThinkRealty.Api.Problems;

namespace ThinkRealty.Api;

/// <summary>What every endpoint shares: how requests are read, bounded and refused.</summary>
internal static class HttpSurface
{
    public static void AddHttpSurface(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<IProblemDetailsWriter, ProblemWriter>();
        services.AddProblemDetails();
        services.AddExceptionHandler<ProblemHandler>();
        services.Configure<JsonOptions>(json => WireJson.Configure(json.SerializerOptions));
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        services.Configure<KestrelServerOptions>(server =>
        {
            server.AddServerHeader = false;
            server.Limits.MaxRequestBodySize = BodyGate.LargestSwallowed;
        });
        services.AddEndpointsApiExplorer();
    }

    /// <summary>Comes first: nothing that goes wrong further in gets past it.</summary>
    public static void UseHttpSurface(this WebApplication app)
    {
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.UseMiddleware<BodyGate>();
        app.UseRouting();
    }

    /// <summary>Comes last before the endpoints: a caller who may not enter learns nothing about what is asked inside.</summary>
    public static void UseDeclaredInput(this WebApplication app) => app.UseMiddleware<DeclaredInput>();
}
