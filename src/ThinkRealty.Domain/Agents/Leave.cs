namespace ThinkRealty.Domain.Agents;

/// <summary>Whole days, Asia/Dubai, on which an agent does not work; without a last day until further notice (rules §6).</summary>
public sealed record Leave(DateOnly From, DateOnly? Until)
{
    /// <summary>When the day's work begins; working hours are not data yet (rules §8).</summary>
    private static readonly TimeSpan MorningsFrom = TimeSpan.FromHours(9);

    /// <summary>Whether a moment lies inside the leave.</summary>
    public bool Covers(DateTimeOffset moment) =>
        moment.DubaiDay() is var day && From <= day && day <= (Until ?? DateOnly.MaxValue);

    /// <summary>The morning after the last day, or now where that is over; null: the leave has no last day.</summary>
    public DateTimeOffset? MorningAfter(DateTimeOffset now)
    {
        if (Until is not { } last)
            return null;
        if (last < now.DubaiDay().AddDays(-1))
            return now;

        var morning = last.AddDays(1).DubaiMidnight() + MorningsFrom;
        return morning > now ? morning : now;
    }
}
