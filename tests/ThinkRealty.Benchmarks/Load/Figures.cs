namespace ThinkRealty.Benchmarks.Load;

internal static class Figures
{
    public static double Median(this IEnumerable<double> values)
    {
        var ordered = values.Order().ToList();
        var middle = ordered.Count / 2;
        return ordered.Count % 2 == 1 ? ordered[middle] : (ordered[middle - 1] + ordered[middle]) / 2;
    }

    /// <summary>Milliseconds that so many percent of the latencies do not exceed.</summary>
    /// <param name="latencies">Shortest first.</param>
    /// <param name="percent">0–100.</param>
    public static double Percentile(this IReadOnlyList<TimeSpan> latencies, double percent) =>
        latencies[Math.Max(0, (int)Math.Ceiling(latencies.Count * percent / 100) - 1)].TotalMilliseconds;
}
