using NUnit.Framework;
using Shouldly;
using ThinkRealty.Domain.FollowUps;

namespace ThinkRealty.Domain.Tests.FollowUps;

public sealed class CalendarTests
{
    private static readonly DateTimeOffset Nine = new(2026, 1, 19, 5, 0, 0, TimeSpan.Zero);

    [TestCase("", 0, 0)]
    [TestCase("", 1, 5)]
    [TestCase("", 5, 5)]
    [TestCase("0", 0, 30)]
    [TestCase("-29", 0, 5)]
    [TestCase("-30", 0, 0)]
    [TestCase("3", 0, 35)]
    [TestCase("31", 0, 0)]
    [TestCase("29 58", 0, 90)]
    [TestCase("32 62", 0, 0)]
    [TestCase("32 62", 5, 95)]
    public void The_first_free_moment_on_a_full_five_minutes_is_taken(string taken, int wanted, int expected)
    {
        var calendar = new Calendar(
            taken
                .Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Select(m => new Appointment(Guid.NewGuid(), Nine.AddMinutes(int.Parse(m, null))))
        );

        calendar.ReserveRoundFrom(Nine.AddMinutes(wanted)).ShouldBe(Nine.AddMinutes(expected));
    }

    [Test]
    public void What_was_taken_is_taken_for_the_next_one()
    {
        var calendar = new Calendar([]);

        Enumerable
            .Range(0, 3)
            .Select(_ => calendar.ReserveRoundFrom(Nine.AddMicroseconds(1)))
            .ShouldBe([Nine.AddMinutes(5), Nine.AddMinutes(35), Nine.AddMinutes(65)]);
    }
}
