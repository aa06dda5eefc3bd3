using System.Globalization;

namespace ThinkRealty.Benchmarks.Load;

/// <summary>Rows of latencies, shortest first.</summary>
internal sealed class LatencyTable : List<(string What, IReadOnlyList<TimeSpan> Latencies)>
{
    public void Write(TextWriter text, string title)
    {
        text.WriteLine($"### {title}");
        text.WriteLine();
        text.WriteLine("| | answers | p50 ms | p95 ms | p99 ms | worst ms |");
        text.WriteLine("|:--|--:|--:|--:|--:|--:|");
        foreach (var (what, latencies) in this)
            text.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"| {what} | {latencies.Count} | {latencies.Percentile(50):0.0} | {latencies.Percentile(95):0.0} | {latencies.Percentile(99):0.0} | {latencies.Percentile(100):0.0} |"
                )
            );
        text.WriteLine();
    }
}
