namespace ThinkRealty.Domain;

/// <summary>The program's moments are UTC, truncated to the microseconds that PostgreSQL keeps; days are Asia/Dubai.</summary>
public static class Clock
{
    // Dubai has kept UTC+4 without daylight saving since 1920, so no time-zone database is needed.
    private static readonly TimeSpan Dubai = TimeSpan.FromHours(4);

    public static DateTimeOffset Now(this TimeProvider clock) => clock.GetUtcNow().ToMicroseconds();

    public static DateTimeOffset ToMicroseconds(this DateTimeOffset moment) =>
        new(moment.UtcTicks - (moment.UtcTicks % TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);

    public static DateOnly DubaiDay(this DateTimeOffset moment) => DateOnly.FromDateTime(moment.ToOffset(Dubai).Date);

    /// <summary>Date and time of day in Dubai.</summary>
    public static DateTime DubaiTime(this DateTimeOffset moment) => moment.ToOffset(Dubai).DateTime;

    /// <summary>The moment at which the day begins in Dubai, in UTC.</summary>
    public static DateTimeOffset DubaiMidnight(this DateOnly day) =>
        new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), Dubai).ToUniversalTime();
}
