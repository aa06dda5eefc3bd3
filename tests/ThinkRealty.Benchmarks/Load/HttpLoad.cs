using System.Diagnostics;

namespace ThinkRealty.Benchmarks.Load;

/// <summary>Sends requests over exactly so many connections, each waiting for its answer before it sends the next.</summary>
internal static class HttpLoad
{
    /// <summary>As fast as the answers come, until the requests or the time are used up.</summary>
    public static LoadResult Saturate(
        int port,
        int connections,
        IReadOnlyList<byte[]> requests,
        TimeSpan atMost,
        int wanted
    ) =>
        Run(port, connections, requests, wanted, (_, start) => Stopwatch.GetElapsedTime(start) < atMost ? Now() : null);

    /// <summary>
    /// At a constant offered rate. A latency counts from the moment at which the request was to be sent: one that had to wait
    /// for a connection has waited. What falls behind to twice its time ends there: its answers a second tell.
    /// </summary>
    public static LoadResult Offer(
        int port,
        int connections,
        IReadOnlyList<byte[]> requests,
        int perSecond,
        int wanted
    ) =>
        Run(
            port,
            connections,
            requests,
            wanted,
            (request, start) =>
            {
                var moment = start + (long)((double)request / perSecond * Stopwatch.Frequency);
                // Half a millisecond early or late, whole milliseconds asleep: waiting exactly would take a core.
                var ahead = (int)Math.Round(Stopwatch.GetElapsedTime(Now(), moment).TotalMilliseconds);
                if (ahead > 0)
                    Thread.Sleep(ahead);
                else if (Stopwatch.GetElapsedTime(start).TotalSeconds * perSecond > 2 * requests.Count)
                    return null;
                return Math.Min(moment, Now());
            }
        );

    private static long Now() => Stopwatch.GetTimestamp();

    // `begin` waits for a request's turn and gives the moment from which its latency counts; null: the time is used up.
    private static LoadResult Run(
        int port,
        int connections,
        IReadOnlyList<byte[]> requests,
        int wanted,
        Func<int, long, long?> begin
    )
    {
        var latencies = new TimeSpan[requests.Count];
        var failures = new List<Exception>();
        using var everybody = new Barrier(connections + 1);
        var (next, start, end) = (-1, 0L, 0L);

        var threads = Enumerable.Range(0, connections).Select(_ => new Thread(Work) { IsBackground = true }).ToList();
        threads.ForEach(t => t.Start());
        everybody.SignalAndWait();
        start = Now();
        everybody.SignalAndWait();
        threads.ForEach(t => t.Join());
        if (failures is [var first, ..])
            throw first as BenchException ?? new BenchException($"The load failed: {first.Message}");

        return new([.. latencies.Where(l => l > TimeSpan.Zero).Order()], Stopwatch.GetElapsedTime(start, end));

        void Work()
        {
            try
            {
                using var connection = Connect();
                everybody.SignalAndWait();
                int request;
                while (connection is not null && (request = Interlocked.Increment(ref next)) < requests.Count)
                {
                    if (begin(request, start) is not { } began)
                        break;
                    var status = connection.Exchange(requests[request]);
                    latencies[request] = Stopwatch.GetElapsedTime(began);
                    if (status != wanted)
                        throw new BenchException($"An answer was not {wanted}: {connection.Answer}");
                }
            }
            catch (Exception failure)
            {
                Interlocked.Exchange(ref next, requests.Count); // the others end after the request they are at
                lock (failures)
                    failures.Add(failure);
            }

            lock (failures)
                end = Math.Max(end, Now());
        }

        // Nobody may miss the start, even without a connection.
        KeepAliveConnection? Connect()
        {
            try
            {
                return new(port);
            }
            catch (Exception failure)
            {
                lock (failures)
                    failures.Add(failure);
                return null;
            }
            finally
            {
                everybody.SignalAndWait();
            }
        }
    }
}

/// <summary>What one load came to.</summary>
/// <param name="Latencies">One for each answer, shortest first.</param>
/// <param name="Elapsed">From the start to the last answer.</param>
internal sealed record LoadResult(IReadOnlyList<TimeSpan> Latencies, TimeSpan Elapsed)
{
    public int Answers => Latencies.Count;
    public double PerSecond => Answers / Elapsed.TotalSeconds;
}
