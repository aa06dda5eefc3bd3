using System.Globalization;
using ThinkRealty.Benchmarks.Desk;
using ThinkRealty.Benchmarks.Load;
using ThinkRealty.Benchmarks.Machine;

namespace ThinkRealty.Benchmarks.Scenarios;

/// <summary>
/// <c>GET /api/v1/agents/{id}/dashboard</c> with 1,000 agents and a big table of leads, from PostgreSQL alone and from Redis;
/// then dashboards and captures at a constant rate while Redis is well, and while it hangs from the middle on.
/// </summary>
internal static class DashboardScenario
{
    private const int Agents = 1_000;
    private const int Connections = 8;
    private const int UsualPerSecond = 200;
    private const int PerSecondWhileHung = 40;

    public static async Task RunAsync(BenchOptions options, CancellationToken cancellationToken)
    {
        var loadBefore = CpuTime.LoadAverage();
        await using var server = await BenchServer.StartAsync(cancellationToken);
        var database = await server.NewDatabaseAsync("dashboard", cancellationToken);
        var desk = new BenchDesk(database);
        await desk.OpenAsync(Agents, cancellationToken);
        await YearsOfLeads.MakeAsync(database, options.Leads, cancellationToken);
        await YearsOfLeads.AddWorkAsync(database, cancellationToken);

        var (saturated, usual, hung) = (new LatencyTable(), new LatencyTable(), new LatencyTable());
        await using (var api = await ApiUnderLoad.StartAsync(database, cancellationToken, BenchAdmin.Settings))
            await MeasureAsync("cold", api);

        using var redis = await BenchRedis.StartAsync(cancellationToken);
        await using var cachedApi = await ApiUnderLoad.StartAsync(
            database,
            cancellationToken,
            new Dictionary<string, string>(BenchAdmin.Settings) { ["ConnectionStrings__Redis"] = redis.Address }
        );
        await MeasureAsync("cached", cachedApi);

        var questions = await QuestionsAsync(cachedApi, desk, cancellationToken);
        foreach (var (what, requests, wanted) in Loads())
        {
            await OfferAsync(requests(), wanted); // compiled and connected before it counts
            hung.Add(($"{what}, Redis well", await OfferAsync(requests(), wanted)));
            hung.Add(($"{what}, Redis hung", await WhileHungAsync(() => OfferAsync(requests(), wanted))));
        }

        Print(server, loadBefore, options, saturated, usual, hung);

        async Task MeasureAsync(string name, ApiUnderLoad api)
        {
            saturated.Add((name, await SaturateAsync(name, api, desk, options, cancellationToken)));
            var asked = Shuffled(
                await QuestionsAsync(api, desk, cancellationToken),
                (int)(UsualPerSecond * options.ConstantRate.TotalSeconds)
            );
            usual.Add((name, HttpLoad.Offer(api.Port, Connections, asked, UsualPerSecond, wanted: 200).Latencies));
        }

        IEnumerable<(string, Func<IReadOnlyList<byte[]>>, int)> Loads()
        {
            var count = (int)(PerSecondWhileHung * options.ConstantRate.TotalSeconds);
            yield return ("dashboards", () => Shuffled(questions, count), 200);
            yield return ("captures", () => desk.NewRequests(count), 201);
        }

        async Task<IReadOnlyList<TimeSpan>> OfferAsync(IReadOnlyList<byte[]> requests, int wanted)
        {
            var load = await Task.Run(
                () => HttpLoad.Offer(cachedApi.Port, Connections, requests, PerSecondWhileHung, wanted),
                cancellationToken
            );
            await desk.CloseLeadsAsync(cancellationToken);
            return load.Latencies;
        }

        async Task<IReadOnlyList<TimeSpan>> WhileHungAsync(Func<Task<IReadOnlyList<TimeSpan>>> load)
        {
            Progress.Say("Redis hangs");
            var loading = load();
            await Task.Delay(options.ConstantRate / 4, cancellationToken);
            redis.Hang();
            try
            {
                return await loading;
            }
            finally
            {
                redis.GoOn();
                await Task.Delay(TimeSpan.FromSeconds(12), cancellationToken); // connected again, and out of its rest
            }
        }
    }

    private static async Task<IReadOnlyList<TimeSpan>> SaturateAsync(
        string name,
        ApiUnderLoad api,
        BenchDesk desk,
        BenchOptions options,
        CancellationToken cancellationToken
    )
    {
        var questions = await QuestionsAsync(api, desk, cancellationToken);
        Progress.Say($"{name}: warming up");
        HttpLoad.Saturate(api.Port, Connections, Shuffled(questions, 1_000_000), options.WarmUp, wanted: 200);
        var latencies = new List<TimeSpan>();
        foreach (var round in Enumerable.Range(1, options.Rounds))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var load = HttpLoad.Saturate(
                api.Port,
                Connections,
                Shuffled(questions, 100_000),
                options.Round,
                wanted: 200
            );
            latencies.AddRange(load.Latencies);
            Progress.Say($"{name}, round {round}: {load.PerSecond:0}/s, p95 {load.Latencies.Percentile(95):0.0} ms");
        }

        return [.. latencies.Order()];
    }

    private static async Task<IReadOnlyList<byte[]>> QuestionsAsync(
        ApiUnderLoad api,
        BenchDesk desk,
        CancellationToken cancellationToken
    ) => await desk.DashboardRequestsAsync(await BenchAdmin.SignInAsync(api, cancellationToken), cancellationToken);

    // Agents in no order, so that neighbours in the table do not warm each other.
    private static List<byte[]> Shuffled(IReadOnlyList<byte[]> questions, int count) =>
        [.. Enumerable.Range(0, count).Select(n => questions[(int)(n * 7919L % questions.Count)])];

    private static void Print(
        BenchServer server,
        double loadBefore,
        BenchOptions options,
        LatencyTable saturated,
        LatencyTable usual,
        LatencyTable hung
    )
    {
        var text = new StringWriter(CultureInfo.InvariantCulture);
        saturated.Write(
            text,
            $"Dashboards, {Agents:N0} agents and {options.Leads:N0} leads, {Connections} connections without a pause"
        );
        usual.Write(text, $"At a constant {UsualPerSecond} requests a second over {Connections} connections");
        hung.Write(
            text,
            $"At a constant {PerSecondWhileHung} requests a second, while Redis is well and while it hangs"
        );
        text.WriteLine(
            $"{Environment.ProcessorCount} cores, PostgreSQL {server.Version}, .NET {Environment.Version}, {DateTime.UtcNow:yyyy-MM-dd}, "
                + $"load average {loadBefore} before the start. Latencies of {options.Rounds} rounds of "
                + $"{options.Round.TotalSeconds:0} s together; at the constant rates of {options.ConstantRate.TotalSeconds:0} s, counted "
                + "from the moment a request was due. The load shares the machine."
        );
        Console.Write(text);
    }
}
