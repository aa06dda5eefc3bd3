using Npgsql;
using ThinkRealty.Infrastructure.Postgres;
using ThinkRealty.Infrastructure.Postgres.Embedded;

namespace ThinkRealty.Api.Verbs;

/// <summary>
/// Writes the schema that the migrations make: on a server for the moment, or as the configured database has it.
/// </summary>
internal static class Schema
{
    public static async Task<int> RunAsync(string[] args)
    {
        var options = new Options(args, "schema", valued: ["--out"], flags: []);
        if (options.Words is [var word, ..])
            throw new UsageException($"schema takes only options, not {word}.");

        var file = options.Value("--out") ?? Path.Combine(Workplace.Root, "docs", "schema.sql");
        var configuration = Workplace.NewBuilder(options.Configuration).Configuration;
        var folder = Path.Combine(Path.GetTempPath(), $"thinkrealty-schema-{Environment.ProcessId}");
        await using var database = await ProgramDatabase.OpenAsync(
            configuration,
            new EmbeddedPostgresOptions(folder) { Durable = false }
        );
        if (database.Own is not null)
            await new Migrator(database.ConnectionString).UpAsync(CancellationToken.None);

        // pg_dump would say in its own words what keeps it out.
        await using (var look = new NpgsqlConnection(database.ConnectionString))
            await look.OpenAsync();
        var schema = await SchemaDump.ReadAsync(database.ConnectionString, CancellationToken.None);
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        await File.WriteAllTextAsync(file, schema);
        Console.WriteLine($"Written: {file}");
        return 0;
    }
}
