using System.Runtime.InteropServices;
using Npgsql;
using ThinkRealty.Benchmarks.Scenarios;
using ThinkRealty.Infrastructure.Postgres.Embedded;

namespace ThinkRealty.Benchmarks;

/// <summary>
/// <c>bench SCENARIO [--rounds N] [--seconds N] [--quick]</c>: measures, and prints tables in Markdown on stdout; progress
/// goes to stderr. Exit code 1: it could not be measured; 2: what was typed cannot be understood.
/// </summary>
internal static class Bench
{
    private static readonly IReadOnlyDictionary<string, Func<BenchOptions, CancellationToken, Task>> Scenarios =
        new Dictionary<string, Func<BenchOptions, CancellationToken, Task>>
        {
            ["capture"] = CaptureScenario.RunAsync,
            ["update"] = UpdateScenario.RunAsync,
            ["dashboard"] = DashboardScenario.RunAsync,
            ["reports"] = ReportsScenario.RunAsync,
            ["jobs"] = JobsScenario.RunAsync,
        };

    public static async Task<int> Main(string[] args)
    {
        using var stop = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, GiveUp);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, GiveUp);
        try
        {
            if (args is not [var name, .. var rest] || !Scenarios.TryGetValue(name, out var scenario))
                throw new UsageException($"Name a scenario: {string.Join(", ", Scenarios.Keys)}.");
            await scenario(BenchOptions.Parse(rest), stop.Token);
            return 0;
        }
        catch (UsageException wrong)
        {
            await Console.Error.WriteLineAsync(wrong.Message);
            return 2;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync("Stopped before it was measured.");
            return 1;
        }
        catch (Exception failure) when (failure is BenchException or EmbeddedPostgresException or NpgsqlException)
        {
            await Console.Error.WriteLineAsync(failure.Message);
            return 1;
        }

        void GiveUp(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stop.Cancel();
        }
    }
}

/// <summary>What was typed cannot be understood; the message says what exists.</summary>
internal sealed class UsageException(string sentence) : Exception(sentence);

/// <summary>A figure would not mean what its table says; the message says why.</summary>
internal sealed class BenchException(string sentence) : Exception(sentence);
