using System.Data.Common;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ThinkRealty.Api;
using ThinkRealty.Api.Json;
using ThinkRealty.Application.Pipeline;
using ThinkRealty.Domain;
using ThinkRealty.Domain.Leads;
using ThinkRealty.Infrastructure.Postgres;

namespace ThinkRealty.FunctionalTests.Http;

/// <summary>What every endpoint shares, on a real port, around a few endpoints that show one thing each.</summary>
internal sealed class SurfaceHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private SurfaceHost(WebApplication app)
    {
        _app = app;
        Address = new Uri(app.Urls.First());
        Api = new HttpClient { BaseAddress = Address };
    }

    public Uri Address { get; }
    public HttpClient Api { get; }

    public static async Task<SurfaceHost> StartAsync(params (string Key, string Value)[] settings)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Production" });
        builder.Configuration.AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value)));
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.AddHttpSurface();
        builder.Services.AddSingleton(TimeProvider.System);
        var postgres = PostgresSource.Create(
            builder.Configuration.GetConnectionString("Postgres") ?? "Host=127.0.0.1;Port=1",
            builder.Configuration.Read<DatabaseOptions>("Database")
        );
        builder.Services.AddSingleton<DbDataSource>(_ => postgres);
        builder.Services.AddDbContext<ThinkRealtyDbContext>(db => db.UseNpgsql(postgres));
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.UseHttpSurface();
        app.UseDeclaredInput();
        app.MapHttpSurface();
        MapProbes(app);
        await app.StartAsync();
        return new(app);
    }

    public async ValueTask DisposeAsync()
    {
        Api.Dispose();
        await _app.DisposeAsync();
    }

    private static void MapProbes(WebApplication app)
    {
        app.MapPost("/probe", (Probe probe) => probe);
        app.MapPatch(
            "/probe",
            (ProbeChange change) =>
                new
                {
                    sent = change.Note.HasValue,
                    change.Note.Value,
                    Areas = change.Areas.Value,
                }
        );
        app.MapGet(
            "/probe/{id}",
            (Guid id, int? limit, Choice<LeadSource>? source) =>
                new
                {
                    id,
                    limit,
                    source = source?.Value,
                }
        );
        app.MapGet("/refuse/{kind}", (string kind) => Refuse(Enum.Parse<ErrorKind>(kind)));
        app.MapGet("/fail", string () => throw new InvalidOperationException("secret 0501234567"));
        app.MapGet("/scheme", (HttpRequest request) => request.Scheme);
        app.MapGet("/wait", async (CancellationToken cancellationToken) => await Task.Delay(300, cancellationToken));
        app.MapGet(
            "/read",
            (DbDataSource db, CancellationToken cancellationToken) =>
                Read(db, "select pg_sleep(0.02)", cancellationToken)
        );
        app.MapGet(
            "/raise/{state}",
            (DbDataSource db, string state, string? constraint, CancellationToken cancellationToken) =>
                Read(
                    db,
                    $"do $$ begin raise exception 'secret' using errcode = '{state}', constraint = '{constraint}'; end $$",
                    cancellationToken
                )
        );
        app.MapGet("/write", Write);
    }

    private static async Task<string> Write(ThinkRealtyDbContext db, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.Database.ExecuteSqlRawAsync("create temp table if not exists written (id int)", cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return "written";
    }

    private static async Task<string> Read(DbDataSource db, string sql, CancellationToken cancellationToken)
    {
        await using var command = db.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(cancellationToken);
        return "read";
    }

    private static string Refuse(ErrorKind kind) =>
        throw new DomainException(
            new("some_slug", kind, "No")
            {
                RetryAfter = TimeSpan.FromSeconds(1.2),
                Extensions = { ["allowed"] = new[] { "a" } },
            }
        );
}

internal sealed record Probe(
    string Name,
    int Count,
    decimal Amount,
    LeadSource Source,
    DateTimeOffset At,
    DateOnly Day,
    ProbeInner Inner,
    string? Note = null
);

internal sealed record ProbeInner(Guid Id, IReadOnlyList<string> Areas, bool? Hot = null);

internal sealed record ProbeChange(
    Patch<string?> Note = default,
    Patch<int> Count = default,
    Patch<IReadOnlyList<string>?> Areas = default,
    Patch<LeadSource?> Source = default
);
