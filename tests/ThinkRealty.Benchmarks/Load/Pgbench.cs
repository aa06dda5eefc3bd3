using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Npgsql;

namespace ThinkRealty.Benchmarks.Load;

/// <summary>PostgreSQL's own load program, of the same installation as the server.</summary>
internal sealed partial class Pgbench(string folder, string connectionString)
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(1);

    /// <summary>Calls one prepared statement so many times over so many connections, as fast as the answers come.</summary>
    /// <returns>Calls per second, connecting not counted.</returns>
    public async Task<double> SaturateAsync(
        string statement,
        int connections,
        int calls,
        CancellationToken cancellationToken
    )
    {
        var said = await RunAsync(statement, connections, calls, [], cancellationToken);
        return double.Parse(CallsPerSecond().Match(said).Groups["rate"].Value, CultureInfo.InvariantCulture);
    }

    /// <summary>Calls it at a constant offered rate; the moments are drawn at random around their average distance.</summary>
    /// <returns>The time of each call from the moment at which it was to begin, shortest first.</returns>
    public async Task<IReadOnlyList<TimeSpan>> OfferAsync(
        string statement,
        int connections,
        int calls,
        int perSecond,
        CancellationToken cancellationToken
    )
    {
        var logs = Directory.CreateTempSubdirectory("thinkrealty-pgbench-");
        try
        {
            var prefix = Path.Combine(logs.FullName, "calls");
            await RunAsync(
                statement,
                connections,
                calls,
                [$"--rate={perSecond}", "--log", $"--log-prefix={prefix}"],
                cancellationToken
            );
            // client, number, microseconds, …
            return
            [
                .. logs.EnumerateFiles()
                    .SelectMany(log => File.ReadLines(log.FullName))
                    .Select(line =>
                        TimeSpan.FromMicroseconds(long.Parse(line.Split(' ')[2], CultureInfo.InvariantCulture))
                    )
                    .Order(),
            ];
        }
        finally
        {
            logs.Delete(recursive: true);
        }
    }

    private async Task<string> RunAsync(
        string statement,
        int connections,
        int calls,
        IEnumerable<string> options,
        CancellationToken cancellationToken
    )
    {
        var database = new NpgsqlConnectionStringBuilder(connectionString);
        var each = Math.Max(1, calls / connections);
        var start = new ProcessStartInfo(
            Path.Combine(folder, "pgbench"),
            [
                "--no-vacuum",
                "--protocol=prepared",
                $"--client={connections}",
                $"--jobs={Math.Min(connections, Environment.ProcessorCount)}",
                $"--transactions={each}",
                "--file=-",
                .. options,
                $"--host={database.Host}",
                $"--port={database.Port}",
                $"--username={database.Username}",
                database.Database!,
            ]
        )
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.Environment["PGPASSWORD"] = database.Password;

        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(Deadline);
        using var process = Process.Start(start) ?? throw new BenchException($"{start.FileName} cannot be started.");
        try
        {
            await process.StandardInput.WriteLineAsync(statement + ";");
            process.StandardInput.Close();
            var output = process.StandardOutput.ReadToEndAsync(deadline.Token);
            var errors = process.StandardError.ReadToEndAsync(deadline.Token);
            await process.WaitForExitAsync(deadline.Token);
            var said = await output;
            if (
                process.ExitCode != 0
                || !said.Contains(
                    $"actually processed: {each * connections}/{each * connections}",
                    StringComparison.Ordinal
                )
            )
                throw new BenchException($"pgbench did not make all its calls: {said}{await errors}");
            return said;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new BenchException($"pgbench was not done with {calls} calls after {Deadline.TotalSeconds:0} s.");
        }
        finally
        {
            if (!process.HasExited)
                process.Kill();
        }
    }

    [GeneratedRegex(@"tps = (?<rate>[0-9.]+) ", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex CallsPerSecond();
}
