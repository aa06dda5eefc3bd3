using ThinkRealty.Infrastructure.Postgres;

namespace ThinkRealty.Api.Verbs;

/// <summary>Takes the schema up or down, on the configured database or on our own.</summary>
internal static class Migrate
{
    public static async Task<int> RunAsync(string[] args)
    {
        var options = new Options(args, "migrate", valued: ["--data"], flags: []);
        if (options.Words is not (["up"] or ["down"] or ["down", _]))
            throw new UsageException(
                "migrate is followed by up, by down (one step), or by down and the step to go back to (0 for all)."
            );

        var configuration = Workplace.NewBuilder(options.Configuration).Configuration;
        await using var database = await ProgramDatabase.OpenAsync(
            configuration,
            new(Workplace.Data(options.Value("--data")))
        );
        var migrator = new Migrator(database.ConnectionString);
        var steps =
            options.Words[0] == "up"
                ? await migrator.UpAsync(CancellationToken.None)
                : await migrator.DownAsync(options.Words.ElementAtOrDefault(1), CancellationToken.None);

        foreach (var step in steps)
            Console.WriteLine($"{options.Words[0]} {step}");
        if (steps.Count == 0)
            Console.WriteLine("Nothing to do.");
        return 0;
    }
}
