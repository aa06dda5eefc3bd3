using ThinkRealty.FunctionalTests.Fixture;

namespace ThinkRealty.FunctionalTests.Assignment;

/// <summary>Who walks in to an agent is that agent's (rules §6).</summary>
public sealed class OwnLeadTests : EmptyDeskTest
{
    private Guid _own;
    private Guid _better;
    private HttpClient _agent = null!;

    [SetUp]
    public async Task TwoAgents()
    {
        _own = await GivenAgent();
        _better = await GivenAgent(types: ["apartment"], areas: ["Dubai Marina"]);
        _agent = await SignedInAs("agent", _own);
    }

    [TearDown]
    public void SignOut() => _agent.Dispose();

    [TestCase("walk_in", true), TestCase("referral", true), TestCase("manual", true), TestCase("bayut", false)]
    [TestCase("website", false), TestCase("direct", false), TestCase("other", false)]
    public async Task A_lead_that_an_agent_enters_stays_there_when_it_came_in_person(string source, bool stays)
    {
        AgentIn(await Captured(Inquiry(source: source), _agent)).ShouldBe(stays ? _own : _better);

        (await Rows<string>("select reason from lead_assignments")).ShouldBe([stays ? "own_lead" : "best_match"]);
        await AllInvariantsHold();
    }

    [Test]
    public async Task It_is_still_the_agents_own_where_it_had_to_wait()
    {
        await Database.Execute("update agents set leave_from = '2000-01-01'");
        var waiting = LeadIn(await Json(await Capture(Inquiry(source: "walk_in"), _agent)));
        using var supervisor = await SignedInAs("supervisor");
        await BetweenDrains("update agents set leave_from = null");

        (await ChangeAgent(supervisor, _own, new { weight = 2 })).EnsureSuccessStatusCode();

        await Eventually(
            async () =>
                await Scalar<Guid?>("select assigned_agent_id from leads where id = @waiting", new { waiting }) == _own,
            "it is the agent's own"
        );
    }

    [Test]
    public async Task Entered_by_anybody_else_it_goes_by_the_turn()
    {
        using var supervisor = await SignedInAs("supervisor");

        AgentIn(await Captured(Inquiry(source: "walk_in"), supervisor)).ShouldBe(_better);
        AgentIn(await Captured(Inquiry(source: "walk_in"))).ShouldBe(_better);
    }

    [TestCase("is_active = false"), TestCase("leave_from = '2026-01-17'"), TestCase("max_active_leads = 1")]
    public async Task An_agent_who_is_not_eligible_enters_it_for_somebody_else(string change)
    {
        if (change.StartsWith("max", StringComparison.Ordinal))
            await Captured(Inquiry(source: "walk_in"), _agent);
        await Database.Execute($"update agents set {change} where id = @_own", new { _own });

        AgentIn(await Captured(Inquiry(source: "walk_in"), _agent)).ShouldBe(_better);
        await AllInvariantsHold();
    }

    [Test]
    public async Task Somebody_who_has_an_agent_already_stays_with_that_one()
    {
        var phone = NewPhone();
        AgentIn(await Captured(Inquiry(phone))).ShouldBe(_better);

        AgentIn(await Captured(Inquiry(phone, "walk_in"), _agent)).ShouldBe(_better);
        (await Count("lead_assignments where reason = 'same_agent'")).ShouldBe(1);
    }

    [Test]
    public async Task Where_that_one_has_no_room_it_is_the_agents_own_again()
    {
        await GivenAgent(types: ["apartment"], areas: ["Dubai Marina"]);
        var phone = NewPhone();
        var knows = AgentIn(await Captured(Inquiry(phone)));
        await Database.Execute("update agents set max_active_leads = 1 where id = @knows", new { knows });

        AgentIn(await Captured(Inquiry(phone, "walk_in"), _agent)).ShouldBe(_own);
    }

    // A drain that is looking right now would see them come back after it has looked for the agent's own seat.
    private Task<int> BetweenDrains(string sql) =>
        Database.Execute($"select pg_advisory_xact_lock(hashtextextended('queue of leads', 0)); {sql}");
}
