using System.Net;
using ThinkRealty.FunctionalTests.Fixture;

namespace ThinkRealty.FunctionalTests.Assignment;

/// <summary>The turn as callers of the API see it (rules §6).</summary>
public sealed class EqualTurnsTests : DeskTest
{
    [SetUp]
    public Task EmptyTheDesk() =>
        Database.Execute("update leads set status = 'lost'; update agents set is_active = false");

    [Test]
    public async Task A_thousand_captures_onto_ten_equal_agents_never_differ_by_more_than_one()
    {
        var received = new Dictionary<Guid, int>();
        for (var agent = 0; agent < 10; agent++)
            received.Add(await GivenAgent(), 0);

        for (var lead = 1; lead <= 1_000; lead++)
        {
            Clock.Advance(TimeSpan.FromSeconds(1));
            received[await AgentOf(Inquiry())]++;

            (received.Values.Max() - received.Values.Min()).ShouldBeLessThanOrEqualTo(1, $"after {lead} leads");
            if (lead % 450 == 0) // 50 places each
                await Database.Execute("update leads set status = 'lost' where status = 'new'");
        }
    }

    [Test]
    public async Task A_better_match_is_not_passed_over_while_it_has_room()
    {
        var others = new[] { await GivenAgent(), await GivenAgent(types: ["villa"], areas: ["Deira"]) };
        var best = await GivenAgent(types: ["apartment"], areas: ["Jumeirah Beach Residence"], max: 7);

        for (var lead = 0; lead < 7; lead++)
            (await AgentOf(Inquiry())).ShouldBe(best);

        (await AgentOf(Inquiry())).ShouldBeOneOf(others);
    }

    private async Task<Guid> AgentOf(object inquiry)
    {
        var response = await Capture(inquiry);
        response.StatusCode.ShouldBe(HttpStatusCode.Created);
        return (await Json(response)).GetProperty("assigned_agent").GetProperty("agent_id").GetGuid();
    }
}
