using System.Net;

namespace ThinkRealty.FunctionalTests.Intake;

/// <summary>Where full means refused (rules §6), a replay is refused too, and the inquiry waits in the intake (rules §4).</summary>
public sealed class ReplayWhenFullTests : IntakeTest
{
    protected override IReadOnlyDictionary<string, string?> Settings { get; } =
        new Dictionary<string, string?> { ["Leads:WhenAllFull"] = "Reject", ["Leads:RetryAfterSeconds"] = "90" };

    [Test]
    public async Task A_replay_succeeds_as_soon_as_anyone_has_room()
    {
        var id = await Refused(Inquiry());
        Clock.Advance(TimeSpan.FromMinutes(1));

        var refusal = await Replay(Supervisor, id);
        await ShouldBeProblem(refusal, 503, "agent_overload");
        refusal.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(90));
        (await Database.Rows<(int, string)>("select attempts, reason from intake")).ShouldBe([(2, "agent_overload")]);
        (await Count("phone_claims")).ShouldBe(0);

        await GivenAgent();
        (await Replay(Supervisor, id)).StatusCode.ShouldBe(HttpStatusCode.Created);
        (await Rows<string>("select status from intake")).ShouldBe(["resolved"]);
    }
}
