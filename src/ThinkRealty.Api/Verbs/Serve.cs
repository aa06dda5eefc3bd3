using System.Globalization;
using ThinkRealty.Api.Access;
using ThinkRealty.Infrastructure.Postgres;

namespace ThinkRealty.Api.Verbs;

/// <summary>The API, and under it a PostgreSQL of our own where none is configured.</summary>
internal static class Serve
{
    private const int DefaultPort = 8000;
    private static readonly string[] WhereAddressesAreSet = ["URLS", "HTTP_PORTS", "HTTPS_PORTS", "Kestrel:Endpoints"];

    public static async Task<int> RunAsync(string[] args)
    {
        var options = new Options(args, "serve", valued: ["--port", "--data"], flags: ["--no-sample-data"]);
        if (options.Words is [var word, ..])
            throw new UsageException($"serve takes only options, not {word}.");
        var builder = Workplace.NewBuilder(options.Configuration);
        Bind(builder, options.Value("--port"));
        if (options.Has("--no-sample-data"))
            builder.Configuration["SAMPLE_DATA"] = "false";
        KeyRingSecrets.Require(builder.Configuration, builder.Environment);
        var wantsSampleData = SampleData.IsWanted(builder.Configuration, builder.Environment);

        await using var database = await ProgramDatabase.OpenAsync(
            builder.Configuration,
            new(Workplace.Data(options.Value("--data")))
        );
        builder.Configuration["ConnectionStrings:Postgres"] = database.ConnectionString;
        var isWatched = database.Own is not null || builder.Environment.IsDevelopment();
        var isUp = false;
        // Why a start failed is said by the sentence at the end, not by the host's stack trace.
        builder.Logging.AddFilter(
            "Microsoft.Extensions.Hosting.Internal.Host",
            level => isUp && level >= LogLevel.Warning
        );
        if (isWatched)
            builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        builder.AddThinkRealty();

        await using var app = builder.Build();
        var migrator = new Migrator(database.ConnectionString);
        if (database.Own is not null || MigratesOnStart(app))
            await migrator.UpAsync(app.Lifetime.ApplicationStopping);
        else
            await migrator.EnsureCurrentAsync(app.Lifetime.ApplicationStopping);
        var isFilled =
            wantsSampleData
            && await SampleData.FillAsync(app, database.ConnectionString, app.Lifetime.ApplicationStopping);
        app.UseThinkRealty();
        var stopping = app.Lifetime.ApplicationStopping;
        await StartAsync(app);
        isUp = true;
        await StartWarnings.LogAsync(app, isFilled, stopping);
        if (isWatched)
            await Greeting.PrintAsync(app, database.Own);
        await app.WaitForShutdownAsync();
        return 0;
    }

    private static async Task StartAsync(WebApplication app)
    {
        try
        {
            await app.StartAsync();
        }
        catch (FormatException)
        {
            throw new SettingException(
                "An address in --urls or ASPNETCORE_URLS cannot be read; it looks like http://127.0.0.1:8000."
            );
        }
        catch (InvalidOperationException fault)
            when (fault.Message.Contains("certificate", StringComparison.OrdinalIgnoreCase))
        {
            throw new SettingException(
                "HTTPS needs a certificate: set Kestrel:Certificates:Default:Path and its Password, or let a proxy in front end TLS."
            );
        }
    }

    private static bool MigratesOnStart(WebApplication app) =>
        app.Configuration.Read<DatabaseOptions>("Database").MigrateOnStart ?? app.Environment.IsDevelopment();

    // Loopback unless somebody says otherwise: nobody serves a network by accident.
    private static void Bind(WebApplicationBuilder builder, string? port)
    {
        if (port is null && WhereAddressesAreSet.Any(key => builder.Configuration.GetSection(key).Exists()))
            return;
        if (!ushort.TryParse(port ?? $"{DefaultPort}", CultureInfo.InvariantCulture, out var number))
            throw new UsageException($"--port is a number from 0 (any free port) to 65535, not {port}.");
        builder.WebHost.UseUrls($"http://127.0.0.1:{number}");
    }
}
