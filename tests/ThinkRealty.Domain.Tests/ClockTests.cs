using System.Globalization;
using NUnit.Framework;
using Shouldly;

namespace ThinkRealty.Domain.Tests;

/// <summary>Moments are UTC to the microsecond, days are Dubai's.</summary>
public sealed class ClockTests
{
    private static readonly DateTimeOffset Moment = new(2026, 1, 17, 8, 0, 0, TimeSpan.Zero);

    [TestCase(9)]
    [TestCase(1)]
    [TestCase(0)]
    public void What_PostgreSQL_cannot_keep_is_cut_off(int hundredNanoseconds) =>
        Moment.AddMicroseconds(5).AddTicks(hundredNanoseconds).ToMicroseconds().ShouldBe(Moment.AddMicroseconds(5));

    [Test]
    public void A_moment_told_elsewhere_is_kept_in_UTC()
    {
        var told = Moment.ToOffset(TimeSpan.FromHours(4)).ToMicroseconds();

        told.ShouldBe(Moment);
        told.Offset.ShouldBe(TimeSpan.Zero);
    }

    [TestCase("2026-01-17T19:59:59.999999Z", "2026-01-17")]
    [TestCase("2026-01-17T20:00:00Z", "2026-01-18")]
    [TestCase("2026-12-31T20:00:00Z", "2027-01-01")]
    [TestCase("2026-07-01T19:59:59Z", "2026-07-01")]
    [TestCase("2026-01-17T23:59:59+04:00", "2026-01-17")]
    [TestCase("2026-01-18T00:00:00+04:00", "2026-01-18")]
    public void Dubais_day_begins_at_20_UTC(string moment, string day) =>
        DateTimeOffset
            .Parse(moment, CultureInfo.InvariantCulture)
            .DubaiDay()
            .ShouldBe(DateOnly.Parse(day, CultureInfo.InvariantCulture));

    [Test]
    public void The_programs_now_is_cut_too() => new Standing(Moment.AddTicks(7)).Now().ShouldBe(Moment);

    private sealed class Standing(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
