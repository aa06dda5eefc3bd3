using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using Npgsql;
using ThinkRealty.Benchmarks.Desk;
using ThinkRealty.Benchmarks.Load;
using ThinkRealty.Benchmarks.Machine;
using ThinkRealty.Infrastructure.Reporting;

namespace ThinkRealty.Benchmarks.Scenarios;

/// <summary>
/// The first projection of a big table of leads with their history; then every report, one after another, with and without
/// filters; then captures with and without marks, and how far the reports are behind meanwhile.
/// </summary>
internal static class ReportsScenario
{
    private const int Agents = 1_000;
    private const int Connections = 8;
    private const int Batch = 5_000;
    private const int WarmUpCycles = 5;
    private const int CyclesPerRound = 12;

    private static readonly string[] Thirteen =
    [
        "conversion-rates",
        "avg-conversion-time",
        "monthly-trends",
        "agent-rankings",
        "revenue-attribution",
        "high-score-not-converted",
        "low-score-converted",
        "source-quality",
        "follow-up-timing",
        "workload-distribution",
        "approaching-capacity",
        "specialized-vs-general",
        "response-time-correlation",
    ];

    private static readonly string[] TakesOnlyAnAgent = ["workload-distribution", "approaching-capacity"];

    private static readonly string[] Further =
    [
        "dashboard",
        "leads-trend",
        "source-performance",
        "agent-comparison",
        "property-performance",
        "funnel",
        "lead-scoring",
        "time-in-stage",
    ];

    private static readonly string[] MarkingTriggers =
    [
        "leads disable trigger leads_mark_added",
        "leads disable trigger leads_mark_changed",
        "lead_activities disable trigger lead_activities_mark_added",
        "lead_conversion_history disable trigger lead_conversion_history_mark_added",
    ];

    public static async Task RunAsync(BenchOptions options, CancellationToken cancellationToken)
    {
        var loadBefore = CpuTime.LoadAverage();
        await using var server = await BenchServer.StartAsync(cancellationToken);
        var database = await server.NewDatabaseAsync("reports", cancellationToken);
        var desk = new BenchDesk(database);
        await desk.OpenAsync(Agents, cancellationToken);
        await YearsOfLeads.MakeAsync(database, options.Leads, cancellationToken);
        await YearsOfLeads.AddWorkAsync(database, cancellationToken);
        await YearsOfLeads.AddHistoryAsync(database, cancellationToken);
        var first = await ProjectAsync(database, options.Leads, cancellationToken);

        await using var api = await ApiUnderLoad.StartAsync(database, cancellationToken, BenchAdmin.Settings);
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{api.Port}/api/v1/analytics/") };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Bearer",
            await BenchAdmin.SignInAsync(api, cancellationToken)
        );
        var agent = (await database.TextsAsync("select id::text from agents where agent_no = 500", cancellationToken))[
            0
        ];
        var to = DateOnly.FromDateTime(DateTime.UtcNow);
        var days = $"date_from={to.AddDays(-90):yyyy-MM-dd}&date_to={to:yyyy-MM-dd}";
        List<(string Title, Asked Asked)> tables =
        [
            ("Without filters", await AskAsync(http, Thirteen, _ => "", options, cancellationToken)),
            (
                "90 days and an agent",
                await AskAsync(
                    http,
                    Thirteen,
                    r => TakesOnlyAnAgent.Contains(r) ? $"?agent_id={agent}" : $"?{days}&agent_id={agent}",
                    options,
                    cancellationToken
                )
            ),
            (
                "90 days",
                await AskAsync(
                    http,
                    Thirteen,
                    r => TakesOnlyAnAgent.Contains(r) ? "" : $"?{days}",
                    options,
                    cancellationToken
                )
            ),
            ("The further ones, 30 days", await AskAsync(http, Further, _ => "", options, cancellationToken)),
        ];
        var cost = await CaptureAsync(database, desk, api, options, cancellationToken);
        Print(server, loadBefore, options, first, tables, cost);
    }

    private static async Task<TimeSpan> ProjectAsync(
        BenchDatabase database,
        int leads,
        CancellationToken cancellationToken
    )
    {
        await database.ExecuteAsync(
            "insert into reporting.pending (lead_id, at) select id, 'epoch' from leads",
            cancellationToken
        );
        Progress.Say($"projecting {leads:N0} leads for the first time");
        await using var source = NpgsqlDataSource.Create(database.ConnectionString);
        var projector = new Projector(source);
        var (since, counted, said) = (Stopwatch.StartNew(), 0L, 0L);
        for (var isDone = false; !isDone; )
        {
            var batch = await projector.ProjectAsync(Batch, cancellationToken);
            (isDone, counted) = (batch.IsDone, counted + batch.Leads);
            if (counted - said < leads / 10)
                continue;
            said = counted;
            Progress.Say($"{counted:N0} of {leads:N0} leads counted after {since.Elapsed.TotalSeconds:0} s");
        }

        since.Stop();
        await database.ExecuteAsync("vacuum analyze", cancellationToken);
        return since.Elapsed;
    }

    // All of them in turn, so that each finds the machine as the others left it.
    private static async Task<Asked> AskAsync(
        HttpClient http,
        string[] reports,
        Func<string, string> query,
        BenchOptions options,
        CancellationToken cancellationToken
    )
    {
        Progress.Say($"asking {reports.Length} reports{query(reports[0])}");
        var each = reports.ToDictionary(r => r, _ => new List<TimeSpan>());
        var together = new List<TimeSpan>();
        for (var cycle = -WarmUpCycles; cycle < options.Rounds * CyclesPerRound; cycle++)
        {
            var all = TimeSpan.Zero;
            foreach (var report in reports)
            {
                var since = Stopwatch.StartNew();
                using var answer = await http.GetAsync(
                    new Uri(report + query(report), UriKind.Relative),
                    cancellationToken
                );
                await answer.Content.ReadAsByteArrayAsync(cancellationToken);
                since.Stop();
                if (!answer.IsSuccessStatusCode)
                    throw new BenchException($"{report} answered {(int)answer.StatusCode}.");
                all += since.Elapsed;
                if (cycle >= 0)
                    each[report].Add(since.Elapsed);
            }

            if (cycle >= 0)
                together.Add(all);
        }

        return new(
            [.. each.Select(e => (e.Key, (IReadOnlyList<TimeSpan>)[.. e.Value.Order()]))],
            [.. together.Order()]
        );
    }

    private static async Task<Cost> CaptureAsync(
        BenchDatabase database,
        BenchDesk desk,
        ApiUnderLoad api,
        BenchOptions options,
        CancellationToken cancellationToken
    )
    {
        var (marked, unmarked, lag) = (new List<double>(), new List<double>(), new List<TimeSpan>());
        Progress.Say("warming up captures");
        for (var since = Stopwatch.StartNew(); since.Elapsed < options.WarmUp; )
            await SaturateAsync();
        foreach (var round in Enumerable.Range(1, options.Rounds))
        {
            using (var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken))
            {
                var watching = WatchLagAsync(database, lag, enough.Token);
                marked.Add(await SaturateAsync());
                await enough.CancelAsync();
                await watching;
            }

            await MarkAsync(false);
            unmarked.Add(await SaturateAsync());
            await MarkAsync(true);
            Progress.Say($"round {round}: {marked[^1]:0}/s with reports, {unmarked[^1]:0}/s without");
        }

        return new(marked.Median(), unmarked.Median(), [.. lag.Order()]);

        async Task<double> SaturateAsync()
        {
            var requests = desk.NewRequests(BenchDesk.MostAtOnce);
            var load = await Task.Run(
                () => HttpLoad.Saturate(api.Port, Connections, requests, options.Round, wanted: 201),
                cancellationToken
            );
            await desk.CloseLeadsAsync(cancellationToken);
            return load.PerSecond;
        }

        async Task MarkAsync(bool does)
        {
            foreach (var trigger in MarkingTriggers)
                await database.ExecuteAsync(
                    $"alter table {(does ? trigger.Replace("disable", "enable", StringComparison.Ordinal) : trigger)}",
                    cancellationToken
                );
        }
    }

    private static async Task WatchLagAsync(BenchDatabase database, List<TimeSpan> lag, CancellationToken enough)
    {
        try
        {
            while (true)
            {
                var seen = await database.NumbersAsync(
                    "select (extract(epoch from clock_timestamp() - as_of) * 1000)::bigint from reporting.progress",
                    enough
                );
                lag.Add(TimeSpan.FromMilliseconds(seen[0]));
                await Task.Delay(100, enough);
            }
        }
        catch (OperationCanceledException)
        {
            // Watched for as long as the load lasted.
        }
    }

    private static void Print(
        BenchServer server,
        double loadBefore,
        BenchOptions options,
        TimeSpan first,
        IReadOnlyList<(string Title, Asked Asked)> tables,
        Cost cost
    )
    {
        var text = new StringWriter(CultureInfo.InvariantCulture);
        foreach (var (title, asked) in tables)
        {
            var table = new LatencyTable();
            table.AddRange(asked.Each);
            table.Add(("**all of them in turn**", asked.Together));
            table.Write(text, $"{title}, one after another, {options.Leads:N0} leads and {Agents:N0} agents");
        }

        text.WriteLine("### What the reports cost");
        text.WriteLine();
        text.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"""
                - The first projection took {first.TotalSeconds:0} s.
                - Captures over {Connections} connections without a pause: {cost.Marked:0}/s marked and projected, {cost.Unmarked:0}/s without: {100
                    * (1 - (cost.Marked / cost.Unmarked)):0} % less.
                - Meanwhile the reports were {cost.Lag.Percentile(
                    50
                ):0} ms behind (median), at worst {cost.Lag.Percentile(100):0} ms.
                """
            )
        );
        text.WriteLine();
        text.WriteLine(
            $"{Environment.ProcessorCount} cores, PostgreSQL {server.Version}, .NET {Environment.Version}, {DateTime.UtcNow:yyyy-MM-dd}, "
                + $"load average {loadBefore} before the start. {options.Rounds * CyclesPerRound} answers of each report over one "
                + "connection, after the tables were vacuumed; rates are medians."
        );
        Console.Write(text);
    }

    /// <summary>Latencies of each report and of all together, shortest first.</summary>
    private sealed record Asked(
        IReadOnlyList<(string Report, IReadOnlyList<TimeSpan> Latencies)> Each,
        IReadOnlyList<TimeSpan> Together
    );

    /// <summary>Captures a second with and without reports, and how old the reports were meanwhile.</summary>
    private sealed record Cost(double Marked, double Unmarked, IReadOnlyList<TimeSpan> Lag);
}
