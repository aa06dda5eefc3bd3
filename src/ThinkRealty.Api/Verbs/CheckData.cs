using ThinkRealty.Application.DataChecks;
using ThinkRealty.Infrastructure.Postgres;

namespace ThinkRealty.Api.Verbs;

/// <summary>
/// Lists stored values that today's rules would refuse or write differently, in the configured database or in our own.
/// Changes nothing. Exit code 0 if nothing was found, 1 if something was.
/// </summary>
internal static class CheckData
{
    public static async Task<int> RunAsync(string[] args)
    {
        var options = new Options(args, "check-data", valued: ["--data"], flags: []);
        if (options.Words is [var word, ..])
            throw new UsageException($"check-data takes only options, not {word}.");
        var builder = Workplace.NewBuilder(options.Configuration);
        builder.Logging.ClearProviders();

        await using var database = await ProgramDatabase.OpenAsync(
            builder.Configuration,
            new(Workplace.Data(options.Value("--data")))
        );
        builder.Configuration["ConnectionStrings:Postgres"] = database.ConnectionString;
        builder.AddThinkRealty();
        await using var app = builder.Build();
        if (database.Own is not null)
            await new Migrator(database.ConnectionString).UpAsync(CancellationToken.None);

        var found = 0L;
        await using var scope = app.Services.CreateAsyncScope();
        foreach (var check in Checks(scope.ServiceProvider))
        await foreach (var finding in check.FindAsync(CancellationToken.None))
        {
            found++;
            Console.WriteLine($"{finding.Entity} {finding.Id} {finding.Field}: {finding.Reason}");
        }

        Console.WriteLine(found == 0 ? "Every stored value fits today's rules." : $"Findings: {found}.");
        return found == 0 ? 0 : 1;
    }

    // The same order in every run, so that two lists can be compared.
    private static IEnumerable<IDataCheck> Checks(IServiceProvider services) =>
        services.GetServices<IDataCheck>().OrderBy(check => check.GetType().Name, StringComparer.Ordinal);
}
