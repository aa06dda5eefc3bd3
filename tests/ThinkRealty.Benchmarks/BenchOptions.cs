using System.Globalization;

namespace ThinkRealty.Benchmarks;

/// <summary>How long to measure.</summary>
internal sealed record BenchOptions
{
    /// <summary>For trying that it works: its figures mean nothing.</summary>
    private static readonly BenchOptions Quick = new()
    {
        Rounds = 1,
        Round = TimeSpan.FromSeconds(1),
        WarmUp = TimeSpan.FromSeconds(3),
        ConstantRate = TimeSpan.FromSeconds(2),
        Leads = 20_000,
    };

    /// <summary>How often each variant is measured; the tables show medians.</summary>
    public int Rounds { get; private init; } = 5;

    /// <summary>How long one variant is loaded in one round, at most.</summary>
    public TimeSpan Round { get; private init; } = TimeSpan.FromSeconds(4);

    /// <summary>Load before the first figure counts: the program is compiled anew while it runs.</summary>
    public TimeSpan WarmUp { get; private init; } = TimeSpan.FromSeconds(20);

    /// <summary>How long one round at a constant rate lasts.</summary>
    public TimeSpan ConstantRate { get; private init; } = TimeSpan.FromSeconds(10);

    /// <summary>Leads in the big table.</summary>
    public int Leads { get; private init; } = 1_000_000;

    /// <summary>From what was typed behind the scenario.</summary>
    /// <exception cref="UsageException">An option is unknown, or its value is out of range.</exception>
    public static BenchOptions Parse(IReadOnlyList<string> args)
    {
        var options = args.Contains("--quick") ? Quick : new();
        for (var i = 0; i < args.Count; i++)
            options = args[i] switch
            {
                "--quick" => options,
                "--rounds" => options with { Rounds = Number(args, ++i, most: 50) },
                "--seconds" => options with { Round = TimeSpan.FromSeconds(Number(args, ++i, most: 60)) },
                var unknown => throw new UsageException(
                    $"There is no option {unknown}; there are --rounds, --seconds, --quick."
                ),
            };
        return options;
    }

    private static int Number(IReadOnlyList<string> args, int at, int most) =>
        at < args.Count
        && int.TryParse(args[at], CultureInfo.InvariantCulture, out var number)
        && number >= 1
        && number <= most
            ? number
            : throw new UsageException($"{args[at - 1]} is a number from 1 to {most}.");
}
