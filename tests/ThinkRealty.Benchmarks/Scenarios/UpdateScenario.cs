using System.Globalization;
using ThinkRealty.Benchmarks.Desk;
using ThinkRealty.Benchmarks.Load;
using ThinkRealty.Benchmarks.Machine;

namespace ThinkRealty.Benchmarks.Scenarios;

/// <summary>
/// <c>PUT /api/v1/leads/{id}/update</c> with an activity, a follow-up moved in a calendar and an interest, on the active leads of
/// 1,000 agents in a big table: without a pause, and at a constant rate.
/// </summary>
internal static class UpdateScenario
{
    private const int Agents = 1_000;
    private const int Connections = 8;
    private const int OfferedPerSecond = 100;
    private const int MostPerSecond = 1_000;

    public static async Task RunAsync(BenchOptions options, CancellationToken cancellationToken)
    {
        var loadBefore = CpuTime.LoadAverage();
        await using var server = await BenchServer.StartAsync(cancellationToken);
        var database = await server.NewDatabaseAsync("update", cancellationToken);
        var desk = new BenchDesk(database);
        await desk.OpenAsync(Agents, cancellationToken);
        await YearsOfLeads.MakeAsync(database, options.Leads, cancellationToken);
        await YearsOfLeads.AddWorkAsync(database, cancellationToken);
        await using var api = await ApiUnderLoad.StartAsync(database, cancellationToken, BenchAdmin.Settings);
        var updates = await desk.UpdatesAsync(await BenchAdmin.SignInAsync(api, cancellationToken), cancellationToken);

        Progress.Say("warming up");
        Saturate(options.WarmUp);
        await database.ExecuteAsync("vacuum analyze", cancellationToken);
        var (saturated, offered) = (new List<TimeSpan>(), new List<TimeSpan>());
        var (apiBefore, serverBefore) = (CpuTime.Of(api.Id), CpuTime.OfTree(server.Postmaster));
        var perSecond = new List<double>();
        foreach (var round in Enumerable.Range(1, options.Rounds))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var load = Saturate(options.Round);
            saturated.AddRange(load.Latencies);
            perSecond.Add(load.PerSecond);
            Progress.Say($"round {round}: {load.PerSecond:0}/s, p95 {load.Latencies.Percentile(95):0.0} ms");
        }

        var apiUsed = (CpuTime.Of(api.Id) - apiBefore).TotalMilliseconds / saturated.Count;
        var serverUsed = (CpuTime.OfTree(server.Postmaster) - serverBefore).TotalMilliseconds / saturated.Count;
        foreach (var round in Enumerable.Range(1, options.Rounds))
        {
            var load = HttpLoad.Offer(
                api.Port,
                Connections,
                updates((int)(OfferedPerSecond * options.ConstantRate.TotalSeconds)),
                OfferedPerSecond,
                wanted: 200
            );
            offered.AddRange(load.Latencies);
            Progress.Say($"{OfferedPerSecond}/s offered, round {round}: p95 {load.Latencies.Percentile(95):0.0} ms");
        }

        var table = new LatencyTable
        {
            ("without a pause", [.. saturated.Order()]),
            ($"at a constant {OfferedPerSecond} a second", [.. offered.Order()]),
        };
        var text = new StringWriter(CultureInfo.InvariantCulture);
        table.Write(text, $"Lead updates, {Agents:N0} agents and {options.Leads:N0} leads, {Connections} connections");
        text.WriteLine(
            $"Without a pause {perSecond.Median():0} updates a second (median of {options.Rounds} rounds of "
                + $"{options.Round.TotalSeconds:0} s); processor time of one: API {apiUsed:0.00} ms, PostgreSQL {serverUsed:0.00} ms. "
                + $"{Environment.ProcessorCount} cores, PostgreSQL {server.Version}, .NET {Environment.Version}, "
                + $"{DateTime.UtcNow:yyyy-MM-dd}, load average {loadBefore} before the start. At the constant rate counted from the "
                + "moment a request was due. The load shares the machine; a commit waits for the disk."
        );
        Console.Write(text);

        LoadResult Saturate(TimeSpan time) =>
            HttpLoad.Saturate(
                api.Port,
                Connections,
                updates((int)(MostPerSecond * time.TotalSeconds)),
                time,
                wanted: 200
            );
    }
}
