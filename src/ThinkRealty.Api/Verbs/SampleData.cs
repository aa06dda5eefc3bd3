using ThinkRealty.Application.Access;
using ThinkRealty.Application.Leads;
using ThinkRealty.Infrastructure.Postgres;
using ThinkRealty.Infrastructure.SampleData;

namespace ThinkRealty.Api.Verbs;

/// <summary>Fills an empty database with sample data: the configured one, or our own.</summary>
internal static class SampleData
{
    public static async Task<int> RunAsync(string[] args)
    {
        var options = new Options(args, "sample-data", valued: ["--data"], flags: []);
        if (options.Words is [var word, ..])
            throw new UsageException($"sample-data takes only options, not {word}.");
        var builder = Workplace.NewBuilder(options.Configuration);
        builder.Logging.ClearProviders();

        await using var database = await ProgramDatabase.OpenAsync(
            builder.Configuration,
            new(Workplace.Data(options.Value("--data")))
        );
        builder.Configuration["ConnectionStrings:Postgres"] = database.ConnectionString;
        builder.AddThinkRealty();
        await using var app = builder.Build();
        var migrator = new Migrator(database.ConnectionString);
        if (database.Own is not null)
            await migrator.UpAsync(CancellationToken.None);
        else
            await migrator.EnsureCurrentAsync(CancellationToken.None);

        var isFilled = await FillAsync(app, database.ConnectionString, CancellationToken.None);
        Console.WriteLine(
            isFilled ? "The database holds sample data now." : "Nothing was added: the database is not empty."
        );
        return 0;
    }

    /// <summary>As <c>SAMPLE_DATA</c> says; where nothing is said, only in Development.</summary>
    public static bool IsWanted(IConfiguration configuration, IHostEnvironment environment) =>
        configuration["SAMPLE_DATA"] switch
        {
            null or "" => environment.IsDevelopment(),
            var said when bool.TryParse(said, out var wanted) => wanted,
            _ => throw new SettingException("SAMPLE_DATA cannot be read; it is true or false."),
        };

    /// <summary>Demo sign-ins and the demo key come with it only in Development.</summary>
    public static Task<bool> FillAsync(
        WebApplication app,
        string connectionString,
        CancellationToken cancellationToken
    ) =>
        new SampleDesk(
            connectionString,
            app.Services.GetRequiredService<LeadSettings>(),
            app.Services.GetRequiredService<BootstrapSettings>(),
            app.Services.GetRequiredService<TimeProvider>()
        ).FillAsync(withDemoAccess: app.Environment.IsDevelopment(), cancellationToken);
}
