using System.Diagnostics;

namespace ThinkRealty.Benchmarks;

/// <summary>Says on stderr what is going on, with minutes and seconds since the start.</summary>
internal static class Progress
{
    private static readonly Stopwatch SinceStart = Stopwatch.StartNew();

    public static void Say(string what) => Console.Error.WriteLine($@"{SinceStart.Elapsed:m\:ss} {what}");
}
