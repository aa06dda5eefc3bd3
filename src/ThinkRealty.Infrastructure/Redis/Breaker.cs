namespace ThinkRealty.Infrastructure.Redis;

/// <summary>
/// After three failures in a row it lets nobody through for a while, and then one, whose luck decides for all.
/// </summary>
/// <remarks>
/// Polly's breaker counts a ratio over a time: behind hundreds of good calls a second it would let a hung server slow down
/// requests for seconds before it opens. Time is the machine's own: a breaker has nothing to do with business days.
/// </remarks>
internal sealed class Breaker(TimeSpan rest)
{
    private const int FailuresAllowed = 3;

    private int _failures;
    private long _restsUntil; // milliseconds of the machine's clock; 0: it does not rest

    public bool LetsThrough()
    {
        var until = Volatile.Read(ref _restsUntil);
        if (until == 0)
            return true;
        var now = Environment.TickCount64;
        // Whoever moves the end of the rest is the one who tries.
        return now >= until && Interlocked.CompareExchange(ref _restsUntil, End(now), until) == until;
    }

    public void Succeeded()
    {
        if (Volatile.Read(ref _failures) == 0)
            return;
        Volatile.Write(ref _failures, 0);
        Volatile.Write(ref _restsUntil, 0);
    }

    /// <summary>Counts a failure; true: a rest begins with it.</summary>
    public bool Failed() =>
        Interlocked.Increment(ref _failures) >= FailuresAllowed
        && Interlocked.Exchange(ref _restsUntil, End(Environment.TickCount64)) == 0;

    private long End(long now) => now + (long)rest.TotalMilliseconds;
}
