using System.Net;
using ThinkRealty.Domain;
using ThinkRealty.Domain.Leads;
using ThinkRealty.FunctionalTests.Fixture;

namespace ThinkRealty.FunctionalTests.Assignment;

/// <summary>A person who inquires by many channels at once is called by one agent, also after waiting (rules §4, §6).</summary>
public sealed class OnePersonInTheQueueTests : EmptyDeskTest
{
    private const int Agents = 5;

    private static readonly IReadOnlyList<string> Sources =
    [
        .. Enum.GetValues<LeadSource>().Select(source => source.Spelled()),
    ];

    [Test]
    public async Task While_others_wait_one_person_from_every_source_at_once_ends_with_one_agent(
        [Values(1, 3)] int people
    )
    {
        await using var node = AnotherNode();
        using var there = WithKey(node.CreateClient());
        await OthersWait(8);
        var phones = Enumerable.Range(0, people).Select(_ => NewPhone()).ToArray();

        using (RunningClock())
        {
            var captures = phones
                .SelectMany(_ => Sources, (phone, source) => Inquiry(phone, source))
                .Select((inquiry, i) => Capture(inquiry, i % 2 == 0 ? Api : there));
            (await Task.WhenAll(captures)).ShouldAllBe(a => a.StatusCode == HttpStatusCode.Accepted);
        }

        (
            await Count(
                "leads l join leads p on p.id = l.duplicate_of where p.created_at >= l.created_at or p.queued_at >= l.queued_at"
            )
        ).ShouldBe(0, "a lead comes after the one that it is linked to");
        await MakeRoom();
        (
            await Rows<long>(
                "select count(distinct assigned_agent_id) from leads where phone = any (@phones) group by phone",
                new { phones }
            )
        ).ShouldAllBe(agents => agents == 1);
        (await Scalar<long>("select count(*) from leads where phone = any (@phones)", new { phones })).ShouldBe(
            people * Sources.Count
        );
        await AllInvariantsHold();
    }

    [Test]
    public async Task A_node_whose_clock_is_behind_creates_its_lead_after_the_one_before()
    {
        var behind = new TestClock { Now = Clock.Now.AddSeconds(-30) };
        await using var node = new ApiNode(Database, behind, Settings);
        using var there = WithKey(node.CreateClient());
        var phone = NewPhone();

        var first = LeadIn(await Json(await Capture(Inquiry(phone, "bayut"))));
        var second = LeadIn(await Json(await Capture(Inquiry(phone, "website"), there)));
        var third = LeadIn(await Json(await Capture(Inquiry(phone, "dubizzle"), there)));

        (await Rows<Guid>("select id from leads order by created_at")).ShouldBe([first, second, third]);
        (await Rows<Guid>("select id from leads where queued_at is not null order by queued_at")).ShouldBe([
            first,
            second,
            third,
        ]);
        (await Rows<Guid?>("select duplicate_of from leads order by created_at")).ShouldBe([null, first, second]);
        await AllInvariantsHold();
    }

    [Test]
    public async Task A_lead_that_waited_goes_to_the_agent_of_any_open_lead_of_the_person_and_not_only_of_the_newest()
    {
        var phone = NewPhone();
        var holder = await GivenAgent(max: 1);
        AgentIn(await Captured(Inquiry(phone, "bayut"))).ShouldBe(holder);
        foreach (var source in (string[])["website", "dubizzle", "instagram"])
        {
            Clock.Advance(TimeSpan.FromSeconds(1));
            (await Capture(Inquiry(phone, source))).StatusCode.ShouldBe(HttpStatusCode.Accepted);
        }

        // Those who know the wanted type come first, so nothing but the person leads to the holder.
        await GivenAgent(types: ["apartment"], active: false);
        await Database.Execute("update agents set max_active_leads = 50, is_active = true");
        await Capture(Inquiry(source: "referral")); // wakes the queue
        await EverybodyIsGiven();

        (
            await Rows<(Guid, string)>(
                """
                select a.agent_id, a.reason from leads l join lead_assignments a on a.lead_id = l.id
                 where l.phone = @phone order by l.created_at offset 1
                """,
                new { phone }
            )
        ).ShouldBe(Enumerable.Repeat((holder, "same_agent"), 3));
        await AllInvariantsHold();
    }

    private async Task OthersWait(int count)
    {
        for (var i = 0; i < count; i++)
        {
            Clock.Advance(TimeSpan.FromSeconds(1));
            (await Capture(Inquiry())).StatusCode.ShouldBe(HttpStatusCode.Accepted);
        }
    }

    private async Task MakeRoom()
    {
        for (var i = 0; i < Agents; i++)
            await GivenAgent();
        await Capture(Inquiry()); // wakes the queue
        await EverybodyIsGiven();
    }

    private Task EverybodyIsGiven() =>
        Eventually(async () => await Count("leads where queued_at is not null") == 0, "nobody waits");

    // As a real clock does: each request reads another moment.
    private Ticking RunningClock() => new(Clock);

    private sealed class Ticking : IDisposable
    {
        private readonly Timer _timer;

        public Ticking(TestClock clock) =>
            _timer = new(_ => clock.Advance(TimeSpan.FromMilliseconds(1)), null, 0, period: 1);

        public void Dispose() => _timer.Dispose();
    }
}
