using ThinkRealty.Infrastructure.Postgres;
using ThinkRealty.Infrastructure.Reporting;

namespace ThinkRealty.Api.Verbs;

/// <summary>Counts everything in the reports again, on the configured database or on our own; nodes may go on meanwhile.</summary>
internal static class ReportsVerb
{
    public static async Task<int> RunAsync(string[] args)
    {
        var options = new Options(args, "reports", valued: ["--data"], flags: []);
        if (options.Words is not ["rebuild"])
            throw new UsageException("reports is followed by rebuild.");

        var configuration = Workplace.NewBuilder(options.Configuration).Configuration;
        await using var database = await ProgramDatabase.OpenAsync(
            configuration,
            new(Workplace.Data(options.Value("--data")))
        );
        await new Migrator(database.ConnectionString).EnsureCurrentAsync(CancellationToken.None);
        await using var source = PostgresSource.Create(
            database.ConnectionString,
            configuration.Read<DatabaseOptions>("Database")
        );
        await new ReportRebuild(new(source)).RunAsync(new Lines(), CancellationToken.None);
        Console.WriteLine("All sums are added up again; the reports are whole.");
        return 0;
    }

    // A line every second or so; the sums at the end take about as long as a few of them.
    private sealed class Lines : IProgress<(long Counted, long Of)>
    {
        private DateTime _next;

        public void Report((long Counted, long Of) value)
        {
            var isLast = value.Counted == value.Of;
            if (DateTime.UtcNow < _next && !isLast)
                return;
            _next = DateTime.UtcNow.AddSeconds(1);
            Console.WriteLine($"{value.Counted:N0} of {value.Of:N0} leads counted{(isLast ? "; adding up" : "")}");
        }
    }
}
