using System.Globalization;
using ThinkRealty.Application.Assignment;
using ThinkRealty.Application.FollowUps;
using ThinkRealty.Application.Jobs;
using ThinkRealty.Application.Scoring;
using ThinkRealty.Benchmarks.Desk;
using ThinkRealty.Benchmarks.Load;
using ThinkRealty.Benchmarks.Machine;

namespace ThinkRealty.Benchmarks.Scenarios;

/// <summary>
/// Jobs over a desk that nobody has looked after: each job's chain on a node of its own, beside captures at a constant rate,
/// which are also measured without it.
/// </summary>
internal static class JobsScenario
{
    private const int Connections = 8;
    private const int OfferedPerSecond = 50;

    private static readonly (string Name, IJobBatch First)[] Jobs =
    [
        ("escalate follow-ups", new EscalateFollowUps()),
        ("decay scores", new DecayScores()),
        ("reassign stale leads", new ReassignStaleLeads()),
    ];

    public static async Task RunAsync(BenchOptions options, CancellationToken cancellationToken)
    {
        var loadBefore = CpuTime.LoadAverage();
        await using var server = await BenchServer.StartAsync(cancellationToken);
        var database = await server.NewDatabaseAsync("jobs", cancellationToken);
        var desk = new BenchDesk(database);
        var neglected = options.Leads / 10;
        await desk.OpenAsync(neglected / NeglectedLeads.OfEachAgent, cancellationToken);
        await YearsOfLeads.MakeAsync(database, options.Leads, cancellationToken);
        await NeglectedLeads.MakeAsync(database, neglected, cancellationToken);
        await using var api = await ApiUnderLoad.StartAsync(
            database,
            cancellationToken,
            new Dictionary<string, string> { ["Jobs__Run"] = "false" }
        );
        await using var node = new NodeWithJobs(database);

        var captured = 0;
        Progress.Say("warming up");
        await OfferAsync(options.WarmUp);
        foreach (var (_, first) in Jobs)
            await node.RunAsync(first, cancellationToken, most: 20);
        var alone = new List<TimeSpan>();
        foreach (var _ in Enumerable.Range(1, options.Rounds))
            alone.AddRange(await OfferAsync(options.ConstantRate));
        var latencies = new LatencyTable { ("without a job", [.. alone.Order()]) };

        var figures = new List<(string Name, JobFigures Figures)>();
        foreach (var (name, first) in Jobs)
        {
            Progress.Say(name);
            var beside = new List<TimeSpan>();
            var running = Task.Run(() => node.RunAsync(first, cancellationToken), cancellationToken);
            while (!running.IsCompleted)
                beside.AddRange(await OfferAsync(options.ConstantRate));
            figures.Add((name, await running));
            latencies.Add((name, [.. beside.Order()]));
        }

        Print(server, loadBefore, options, figures, latencies);

        async Task<IReadOnlyList<TimeSpan>> OfferAsync(TimeSpan time)
        {
            var requests = desk.NewRequests((int)(OfferedPerSecond * time.TotalSeconds));
            captured += requests.Count;
            if (captured > neglected / 2) // half of the free places
            {
                await desk.CloseLeadsAsync(cancellationToken);
                captured = requests.Count;
            }

            var load = await Task.Run(
                () => HttpLoad.Offer(api.Port, Connections, requests, OfferedPerSecond, wanted: 201),
                cancellationToken
            );
            Progress.Say(
                $"captures: p50 {load.Latencies.Percentile(50):0.0}, p99 {load.Latencies.Percentile(99):0.0} ms"
            );
            return load.Latencies;
        }
    }

    private static void Print(
        BenchServer server,
        double loadBefore,
        BenchOptions options,
        IReadOnlyList<(string Name, JobFigures Figures)> jobs,
        LatencyTable latencies
    )
    {
        var text = new StringWriter(CultureInfo.InvariantCulture);
        text.WriteLine(
            $"### Jobs, {options.Leads / 10 / NeglectedLeads.OfEachAgent:N0} agents, {options.Leads:N0} leads"
        );
        text.WriteLine();
        text.WriteLine("| | seen | changed | minutes | a second | batch p50 ms | batch p99 ms |");
        text.WriteLine("|:--|--:|--:|--:|--:|--:|--:|");
        foreach (var (name, job) in jobs)
            text.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"| {name} | {job.Seen} | {job.Changed} | {job.Elapsed.TotalMinutes:0.0} | {job.Changed / job.Elapsed.TotalSeconds:0} | {job.Batches.Percentile(50):0} | {job.Batches.Percentile(99):0} |"
                )
            );
        text.WriteLine();
        latencies.Write(text, $"Captures at a constant {OfferedPerSecond} a second over {Connections} connections");
        var alone = latencies[0].Latencies.Percentile(99);
        text.WriteLine(
            string.Join(
                " ",
                latencies
                    .Skip(1)
                    .Select(row =>
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"p99 beside {row.What}: {row.Latencies.Percentile(99) / alone:0.0} times that without."
                        )
                    )
            )
        );
        text.WriteLine();
        text.WriteLine(
            $"{Environment.ProcessorCount} cores, PostgreSQL {server.Version}, .NET {Environment.Version}, {DateTime.UtcNow:yyyy-MM-dd}, "
                + $"load average {loadBefore} before the start. Counted from the moment a request was due. The load, the job's node, "
                + "the API and the database share the machine; a commit waits for the disk."
        );
        Console.Write(text);
    }
}
