using NUnit.Framework;
using Shouldly;
using ThinkRealty.Domain.Agents;

namespace ThinkRealty.Domain.Tests.Agents;

public sealed class LeaveTests
{
    private static readonly Leave Days = new(new(2026, 1, 18), new(2026, 1, 19));

    // Dubai is four hours ahead of UTC.
    [TestCase("2026-01-17T19:59:59.999999Z", false)]
    [TestCase("2026-01-17T20:00:00Z", true)]
    [TestCase("2026-01-19T19:59:59.999999Z", true)]
    [TestCase("2026-01-19T20:00:00Z", false)]
    public void A_leave_covers_whole_days_in_Dubai(string moment, bool covered) =>
        Days.Covers(DateTimeOffset.Parse(moment, null)).ShouldBe(covered);

    [Test]
    public void A_leave_without_an_end_covers_all_that_comes() =>
        (Days with { Until = null }).Covers(DateTimeOffset.MaxValue.AddDays(-1)).ShouldBeTrue();

    [TestCase("2026-01-10T00:00:00Z", "2026-01-20T05:00:00Z")]
    [TestCase("2026-01-20T04:59:00Z", "2026-01-20T05:00:00Z")]
    [TestCase("2026-01-20T05:01:00Z", "2026-01-20T05:01:00Z")]
    [TestCase("2026-03-01T00:00:00Z", "2026-03-01T00:00:00Z")]
    public void Work_begins_again_at_nine_on_the_day_after(string now, string morning) =>
        Days.MorningAfter(DateTimeOffset.Parse(now, null)).ShouldBe(DateTimeOffset.Parse(morning, null));

    [Test]
    public void Without_an_end_there_is_no_morning_after() =>
        (Days with { Until = null }).MorningAfter(DateTimeOffset.UnixEpoch).ShouldBeNull();

    [Test]
    public void A_leave_at_the_beginning_of_time_is_over() =>
        new Leave(DateOnly.MinValue, DateOnly.MinValue)
            .MorningAfter(DateTimeOffset.UnixEpoch)
            .ShouldBe(DateTimeOffset.UnixEpoch);
}
