using System.Net;
using ThinkRealty.FunctionalTests.Fixture;

namespace ThinkRealty.FunctionalTests.Assignment;

/// <summary>Everybody is full, and the settings say reject (rules §6).</summary>
public sealed class RejectWhenFullTests : EmptyDeskTest
{
    protected override IReadOnlyDictionary<string, string?> Settings { get; } =
        new Dictionary<string, string?> { ["Leads:WhenAllFull"] = "Reject" };

    [Test]
    public async Task The_inquiry_is_refused_kept_in_the_intake_and_nothing_else_is_written()
    {
        await GivenAgent(max: 1);
        await Captured(Inquiry());
        var inquiry = Inquiry();

        var response = await Capture(inquiry);

        await ShouldBeProblem(response, 503, "agent_overload");
        response.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(60));
        (await Rows<string>("select reason || ' ' || status from intake")).ShouldBe(["agent_overload refused"]);
        foreach (
            var table in (string[])
                ["leads", "phone_claims", "lead_assignments", "follow_up_tasks", "lead_conversion_history", "audit_log"]
        )
            (await Count(table)).ShouldBe(1, table);
        await AllInvariantsHold();
    }

    [Test]
    public async Task Once_there_is_room_the_same_inquiry_is_taken_and_its_intake_row_resolved()
    {
        await GivenAgent(max: 1);
        await Captured(Inquiry());
        var inquiry = Inquiry();
        await Capture(inquiry);
        await Database.Execute("update agents set max_active_leads = 2");

        var lead = LeadIn(await Captured(inquiry));

        (await Database.Rows<(string, Guid)>("select status, lead_id from intake")).ShouldBe([("resolved", lead)]);
    }

    [Test]
    public async Task Of_600_people_at_once_100_are_refused_and_found_in_the_intake()
    {
        for (var i = 0; i < 10; i++)
            await GivenAgent();

        var responses = await Task.WhenAll(Enumerable.Range(0, 600).Select(_ => Capture(Inquiry())));

        responses.Count(r => r.StatusCode == HttpStatusCode.Created).ShouldBe(500);
        foreach (var refused in responses.Where(r => r.StatusCode != HttpStatusCode.Created))
            await ShouldBeProblem(refused, 503, "agent_overload");
        (await Rows<int>("select active_leads from agent_seats")).ShouldBe(Enumerable.Repeat(50, 10));
        (await Count("leads")).ShouldBe(500);
        (await Count("phone_claims")).ShouldBe(500);
        (await Count("intake where reason = 'agent_overload' and status = 'refused' and attempts = 1")).ShouldBe(100);
        await AllInvariantsHold();
    }
}
