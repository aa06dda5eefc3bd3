using System.Globalization;
using ThinkRealty.Benchmarks.Desk;
using ThinkRealty.Benchmarks.Load;
using ThinkRealty.Benchmarks.Machine;

namespace ThinkRealty.Benchmarks.Scenarios;

/// <summary>
/// <c>POST /api/v1/leads/capture</c> with 100 agents, in turn with pgbench making the same writes in one prepared call on the
/// same server; then with 1,000 agents and a big table of leads, in turn with 100 agents and empty tables.
/// </summary>
internal static class CaptureScenario
{
    private const int FewAgents = 100;
    private const int ManyAgents = 1_000;
    private const int UsualConnections = 8;
    private const int OfferedPerSecond = 200;
    private static readonly int[] ConnectionCounts = [1, UsualConnections, 32];

    public static async Task RunAsync(BenchOptions options, CancellationToken cancellationToken)
    {
        var loadBefore = CpuTime.LoadAverage();
        if (loadBefore > 0.5)
            Progress.Say(
                $"the machine is busy with other things (load average {loadBefore}): do not believe these figures"
            );
        await using var server = await BenchServer.StartAsync(cancellationToken);
        await using var few = await Site.OpenAsync(server, "few", FewAgents, options, cancellationToken);
        await CaptureInOneCall.PrepareAsync(few.Database, cancellationToken);
        await few.WarmUpAsync(cancellationToken);
        await CompareWritesAsync(few, cancellationToken);
        var beside = await BesidePgbenchAsync(few, options, cancellationToken);
        var atConstantRate = await AtConstantRateAsync(few, options, cancellationToken);

        await using var many = await Site.OpenAsync(server, "many", ManyAgents, options, cancellationToken);
        await YearsOfLeads.MakeAsync(many.Database, options.Leads, cancellationToken);
        await many.WarmUpAsync(cancellationToken);
        Progress.Say("emptying the small tables");
        await few.Desk.EmptyAsync(cancellationToken);
        var big = await BesideBigTableAsync(few, many, options, cancellationToken);

        Print(server, options, loadBefore, beside, atConstantRate, big);
    }

    // A limit that wrote less, or more, would be no limit.
    private static async Task CompareWritesAsync(Site site, CancellationToken cancellationToken)
    {
        Progress.Say("comparing what the API and pgbench write");
        var before = await CaptureInOneCall.CountRowsAsync(site.Database, cancellationToken);
        await site.SaturateAsync(UsualConnections, cancellationToken);
        var between = await CaptureInOneCall.CountRowsAsync(site.Database, cancellationToken);
        await site.PgbenchAsync(UsualConnections, captures: 400, cancellationToken);
        var after = await CaptureInOneCall.CountRowsAsync(site.Database, cancellationToken);

        List<long> api = [.. between.Zip(before, (b, a) => b - a)];
        List<long> pgbench = [.. after.Zip(between, (b, a) => b - a)];
        if (!api.Select(rows => rows * pgbench[0]).SequenceEqual(pgbench.Select(rows => rows * api[0])))
            throw new BenchException(
                $"The API wrote {string.Join(' ', api)} rows and pgbench {string.Join(' ', pgbench)}, leads first: not the same writes."
            );
    }

    private static async Task<List<Beside>> BesidePgbenchAsync(
        Site site,
        BenchOptions options,
        CancellationToken cancellationToken
    )
    {
        var rounds = ConnectionCounts.ToDictionary(c => c, _ => new List<(Loaded Api, Loaded Pgbench)>());
        foreach (var round in Enumerable.Range(1, options.Rounds))
        foreach (var connections in ConnectionCounts)
        {
            var api = await site.SaturateAsync(connections, cancellationToken);
            // As many calls as will take about as long: pgbench counts, it has no clock beside.
            var guess = rounds[connections] is [.., (_, var last)] ? last.PerSecond : 2 * api.PerSecond;
            var pgbench = await site.PgbenchAsync(
                connections,
                (int)(guess * options.Round.TotalSeconds),
                cancellationToken
            );
            rounds[connections].Add((api, pgbench));
            Progress.Say(
                $"round {round}, {connections} connections: API {api.PerSecond:0}/s, pgbench {pgbench.PerSecond:0}/s"
            );
        }

        return
        [
            .. rounds.Select(r => new Beside(
                r.Key,
                [.. r.Value.Select(v => v.Api)],
                [.. r.Value.Select(v => v.Pgbench)]
            )),
        ];
    }

    private static async Task<List<Beside>> AtConstantRateAsync(
        Site site,
        BenchOptions options,
        CancellationToken cancellationToken
    )
    {
        var (api, pgbench) = (new List<Loaded>(), new List<Loaded>());
        foreach (var round in Enumerable.Range(1, options.Rounds))
        {
            api.Add(await site.OfferAsync(UsualConnections, OfferedPerSecond, cancellationToken));
            pgbench.Add(await site.OfferPgbenchAsync(UsualConnections, OfferedPerSecond, cancellationToken));
            Progress.Say(
                $"round {round}, {OfferedPerSecond}/s offered: p50 | p95 | p99 of the API {Latencies([api[^1]])} ms, of pgbench {Latencies([pgbench[^1]])} ms"
            );
        }

        return [new(UsualConnections, api, pgbench)];
    }

    private static async Task<List<Beside>> BesideBigTableAsync(
        Site few,
        Site many,
        BenchOptions options,
        CancellationToken cancellationToken
    )
    {
        var (small, big) = (new List<Loaded>(), new List<Loaded>());
        // Plans that were made on emptied tables read them from end to end however long they grow; what is analyzed is
        // planned anew.
        await few.SaturateAsync(UsualConnections, cancellationToken);
        await few.Database.ExecuteAsync("vacuum analyze", cancellationToken);
        foreach (var round in Enumerable.Range(1, options.Rounds))
        {
            small.Add(await few.SaturateAsync(UsualConnections, cancellationToken));
            big.Add(await many.SaturateAsync(UsualConnections, cancellationToken));
            Progress.Say($"round {round}: small {small[^1].PerSecond:0}/s, big {big[^1].PerSecond:0}/s");
        }

        return [new(UsualConnections, big, small)];
    }

    private static void Print(
        BenchServer server,
        BenchOptions options,
        double loadBefore,
        IReadOnlyList<Beside> beside,
        IReadOnlyList<Beside> atConstantRate,
        IReadOnlyList<Beside> big
    )
    {
        var text = new StringWriter(CultureInfo.InvariantCulture);
        text.WriteLine(
            $"### Captures a second, {FewAgents} agents, beside pgbench making the same writes in one prepared call"
        );
        text.WriteLine();
        text.WriteLine(
            "| connections | API | pgbench | ratio | p50 ms | p95 ms | p99 ms | CPU ms: API | PostgreSQL | PostgreSQL under pgbench |"
        );
        text.WriteLine("|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
        foreach (var (connections, api, pgbench) in beside)
            text.WriteLine(
                $"| {connections} | {Rate(api):0} | {Rate(pgbench):0} | {Rate(api) / Rate(pgbench):0.00} | {Latencies(api)} "
                    + $"| {api.Select(l => l.ApiCpu).Median():0.00} | {api.Select(l => l.ServerCpu).Median():0.00} "
                    + $"| {pgbench.Select(l => l.ServerCpu).Median():0.00} |"
            );

        text.WriteLine();
        text.WriteLine(
            $"### {ManyAgents:N0} agents and {options.Leads:N0} leads, beside {FewAgents} agents and none, {UsualConnections} connections"
        );
        text.WriteLine();
        text.WriteLine("| | captures a second | ratio | p50 ms | p95 ms | p99 ms | CPU ms: API | PostgreSQL |");
        text.WriteLine("|:--|--:|--:|--:|--:|--:|--:|--:|");
        foreach (var (_, many, few) in big)
        {
            BigRow("small", few, 1);
            BigRow("big", many, Rate(many) / Rate(few));
        }

        text.WriteLine();
        text.WriteLine(
            $"### At a constant {OfferedPerSecond} requests a second over {UsualConnections} connections, {FewAgents} agents"
        );
        text.WriteLine();
        text.WriteLine("| | p50 ms | p95 ms | p99 ms | p99 ms of each round | CPU ms: API | PostgreSQL |");
        text.WriteLine("|:--|--:|--:|--:|:--|--:|--:|");
        foreach (var (_, api, pgbench) in atConstantRate)
        {
            ConstantRow("API", api);
            ConstantRow("pgbench", pgbench);
        }

        text.WriteLine();
        text.WriteLine(
            $"{Environment.ProcessorCount} cores, PostgreSQL {server.Version}, .NET {Environment.Version}, {DateTime.UtcNow:yyyy-MM-dd}, "
                + $"load average {loadBefore} before the start. "
                + $"Rates and CPU times are medians of {options.Rounds} rounds of at most {options.Round.TotalSeconds:0} s after "
                + $"{options.WarmUp.TotalSeconds:0} s of load; latencies are of all rounds together, at the constant rate counted from "
                + "the moment a request was due. The load shares the machine; a commit waits for the disk."
        );
        Console.Write(text);

        void ConstantRow(string name, IReadOnlyList<Loaded> loads) =>
            text.WriteLine(
                $"| {name} | {Latencies(loads)} | {string.Join(", ", loads.Select(l => Milliseconds(l.Latencies, 99)))} "
                    + $"| {loads.Select(l => l.ApiCpu).Median():0.00} | {loads.Select(l => l.ServerCpu).Median():0.00} |"
            );

        void BigRow(string name, IReadOnlyList<Loaded> loads, double ratio) =>
            text.WriteLine(
                $"| {name} | {Rate(loads):0} | {ratio:0.00} | {Latencies(loads)} | {loads.Select(l => l.ApiCpu).Median():0.00} "
                    + $"| {loads.Select(l => l.ServerCpu).Median():0.00} |"
            );
    }

    private static double Rate(IEnumerable<Loaded> loads) => loads.Select(l => l.PerSecond).Median();

    private static string Latencies(IEnumerable<Loaded> loads)
    {
        List<TimeSpan> all = [.. loads.SelectMany(l => l.Latencies).Order()];
        return string.Join(" | ", new[] { 50, 95, 99 }.Select(percent => Milliseconds(all, percent)));
    }

    private static string Milliseconds(IReadOnlyList<TimeSpan> latencies, int percent) =>
        string.Create(CultureInfo.InvariantCulture, $"{latencies.Percentile(percent):0.0}");

    /// <summary>One variant beside the other, round by round.</summary>
    private sealed record Beside(int Connections, IReadOnlyList<Loaded> Measured, IReadOnlyList<Loaded> Limit);

    /// <summary>One load; processor times in milliseconds per capture.</summary>
    private sealed record Loaded(double PerSecond, IReadOnlyList<TimeSpan> Latencies, double ApiCpu, double ServerCpu);

    /// <summary>A desk in a database of its own with an API of its own.</summary>
    private sealed class Site : IAsyncDisposable
    {
        private readonly BenchServer _server;
        private readonly ApiUnderLoad _api;
        private readonly BenchOptions _options;

        private Site(
            BenchServer server,
            BenchDatabase database,
            BenchDesk desk,
            ApiUnderLoad api,
            BenchOptions options
        ) => (_server, Database, Desk, _api, _options) = (server, database, desk, api, options);

        public BenchDatabase Database { get; }
        public BenchDesk Desk { get; }

        public static async Task<Site> OpenAsync(
            BenchServer server,
            string name,
            int agents,
            BenchOptions options,
            CancellationToken cancellationToken
        )
        {
            Progress.Say($"opening a desk of {agents:N0} agents");
            var database = await server.NewDatabaseAsync(name, cancellationToken);
            var desk = new BenchDesk(database);
            await desk.OpenAsync(agents, cancellationToken);
            return new(server, database, desk, await ApiUnderLoad.StartAsync(database, cancellationToken), options);
        }

        public async Task WarmUpAsync(CancellationToken cancellationToken)
        {
            Progress.Say($"warming up for {_options.WarmUp.TotalSeconds:0} s of load");
            for (var loaded = TimeSpan.Zero; loaded < _options.WarmUp; )
                loaded += await OnceAsync();
            await Database.ExecuteAsync("vacuum analyze", cancellationToken);

            async Task<TimeSpan> OnceAsync()
            {
                var load = await SaturateAsync(UsualConnections, cancellationToken);
                return TimeSpan.FromSeconds(load.Latencies.Count / load.PerSecond);
            }
        }

        public Task<Loaded> SaturateAsync(int connections, CancellationToken cancellationToken) =>
            LoadAsync(
                BenchDesk.MostAtOnce,
                requests => HttpLoad.Saturate(_api.Port, connections, requests, _options.Round, wanted: 201),
                cancellationToken
            );

        public Task<Loaded> OfferAsync(int connections, int perSecond, CancellationToken cancellationToken) =>
            LoadAsync(
                (int)(perSecond * _options.ConstantRate.TotalSeconds),
                requests => HttpLoad.Offer(_api.Port, connections, requests, perSecond, wanted: 201),
                cancellationToken
            );

        public Task<Loaded> PgbenchAsync(int connections, int captures, CancellationToken cancellationToken) =>
            PgbenchAsync(
                connections,
                captures,
                async (pgbench, count) =>
                    new(
                        await pgbench.SaturateAsync(CaptureInOneCall.Statement, connections, count, cancellationToken),
                        Latencies: [],
                        ApiCpu: 0,
                        ServerCpu: 0
                    ),
                cancellationToken
            );

        public Task<Loaded> OfferPgbenchAsync(int connections, int perSecond, CancellationToken cancellationToken) =>
            PgbenchAsync(
                connections,
                (int)(perSecond * _options.ConstantRate.TotalSeconds),
                async (pgbench, count) =>
                    new(
                        perSecond,
                        await pgbench.OfferAsync(
                            CaptureInOneCall.Statement,
                            connections,
                            count,
                            perSecond,
                            cancellationToken
                        ),
                        ApiCpu: 0,
                        ServerCpu: 0
                    ),
                cancellationToken
            );

        public ValueTask DisposeAsync() => _api.DisposeAsync();

        private async Task<Loaded> PgbenchAsync(
            int connections,
            int captures,
            Func<Pgbench, int, Task<Loaded>> load,
            CancellationToken cancellationToken
        )
        {
            var count = Math.Clamp(captures, connections, BenchDesk.MostAtOnce) / connections * connections;
            var before = CpuTime.OfTree(_server.Postmaster);
            var loaded = await load(new(_server.Programs, Database.ConnectionString), count);
            var used = CpuTime.OfTree(_server.Postmaster) - before;
            await Desk.CloseLeadsAsync(cancellationToken);
            return loaded with { ServerCpu = used.TotalMilliseconds / count };
        }

        private async Task<Loaded> LoadAsync(
            int count,
            Func<IReadOnlyList<byte[]>, LoadResult> load,
            CancellationToken cancellationToken
        )
        {
            cancellationToken.ThrowIfCancellationRequested();
            var requests = Desk.NewRequests(count);
            var (api, server) = (CpuTime.Of(_api.Id), CpuTime.OfTree(_server.Postmaster));
            var result = Attempt();
            var (apiUsed, serverUsed) = (CpuTime.Of(_api.Id) - api, CpuTime.OfTree(_server.Postmaster) - server);
            await Desk.CloseLeadsAsync(cancellationToken);
            return new(
                result.PerSecond,
                result.Latencies,
                apiUsed.TotalMilliseconds / result.Answers,
                serverUsed.TotalMilliseconds / result.Answers
            );

            LoadResult Attempt()
            {
                try
                {
                    return load(requests);
                }
                catch (BenchException failure)
                {
                    throw new BenchException($"{failure.Message}\nThe API's log:\n{_api.Said}");
                }
            }
        }
    }
}
