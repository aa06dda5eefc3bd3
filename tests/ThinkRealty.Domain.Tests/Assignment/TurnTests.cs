using System.Text.Json;
using NUnit.Framework;
using Shouldly;
using ThinkRealty.Domain.Assignment;

namespace ThinkRealty.Domain.Tests.Assignment;

/// <summary>
/// The turn for many leads at once (rules §6). That it chooses as <c>pick_agent</c> does is shown where the database is; here is
/// what only it can do.
/// </summary>
public sealed class TurnTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 17, 8, 0, 0, TimeSpan.Zero);
    private static readonly LeadMatch Anything = LeadMatch.Of(new(), language: null);

    [TestCase(29, true)]
    [TestCase(30, false)]
    public void Below_60_percent_is_strictly_below(int active, bool isEligible) =>
        (Over(Seat(active, max: 50)).Next(Anything, [], belowPercent: 60) is not null).ShouldBe(isEligible);

    [TestCase(5, 3, false)]
    [TestCase(7, 4, true)]
    [TestCase(1, 0, true)]
    public void The_share_is_exact_for_every_maximum(int max, int active, bool isEligible) =>
        (Over(Seat(active, max)).Next(Anything, [], belowPercent: 60) is not null).ShouldBe(isEligible);

    [Test]
    public void Who_has_too_much_to_do_for_that_is_named_as_busy()
    {
        var explanation = JsonSerializer.Deserialize<JsonElement>(
            Over(Seat(0, no: 1), Seat(30, no: 2), Seat(50, no: 3))
                .Next(Anything, [], belowPercent: 60)!
                .Decision.Explanation
        );

        explanation
            .GetProperty("excluded")
            .EnumerateArray()
            .Select(e =>
                (
                    e.GetProperty("reason").GetString(),
                    e.GetProperty("count").GetInt32(),
                    e.GetProperty("agent_nos")[0].GetInt32()
                )
            )
            .ShouldBe([("busy", 1, 2), ("full", 1, 3)]);
    }

    [Test]
    public void Choosing_changes_nothing_and_receiving_passes_the_turn_on()
    {
        var turn = Over(Seat(0, no: 1), Seat(0, no: 2));
        var first = turn.Next(Anything, [])!;
        turn.Next(Anything, [])!.Seat.ShouldBe(first.Seat);

        first.Seat.Receive(first.LiftedTo, Noon);

        turn.Next(Anything, [])!.Seat.ShouldNotBe(first.Seat);
    }

    [Test]
    public void A_place_that_was_given_away_is_there_for_the_next_one()
    {
        var full = Seat(1, max: 1);
        var turn = Over(full);
        turn.Next(Anything, []).ShouldBeNull();

        turn.Release(full.Agent);

        turn.Next(Anything, [])!.Seat.ShouldBe(full);
    }

    private static Turn Over(params Seat[] seats) =>
        new(AssignmentPolicy.ThinkRealty, seats, DateOnly.FromDateTime(Noon.Date));

    private static Seat Seat(int active, int max = 50, int no = 1) =>
        new Seat
        {
            Agent = AgentId.New(Noon),
            AgentNo = no,
            Match = new([], [], []),
            IsActive = true,
            MaxActiveLeads = max,
            Weight = 1,
        }.Standing(active, position: 0, lastReceivedAt: null);
}
