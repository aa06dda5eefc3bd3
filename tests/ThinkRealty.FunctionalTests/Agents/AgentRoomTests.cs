using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace ThinkRealty.FunctionalTests.Agents;

/// <summary>What an agent's profile means for the leads that come in (rules §6).</summary>
public sealed class AgentRoomTests : AgentsTest
{
    [Test]
    public async Task An_inactive_agent_is_given_nothing_and_an_active_one_is()
    {
        var agent = await CreatedId(("is_active", false));
        (await Captured()).Agent.ShouldBeNull();

        await Database.Execute("update leads set status = 'lost', updated_at = created_at where queued_at is not null");
        await Changed(agent, new { is_active = true });

        (await Captured()).Agent.ShouldBe(agent);
    }

    // Days in Dubai end at 20:00 UTC, and the last day of a leave belongs to it.
    [TestCase("2026-02-09T19:59:59Z", true), TestCase("2026-02-09T20:00:00Z", false)]
    [TestCase("2026-02-12T19:59:59Z", false), TestCase("2026-02-12T20:00:00Z", true)]
    public async Task Leave_is_counted_in_days_of_Dubai_both_inclusive(string moment, bool isGivenLeads)
    {
        var agent = await CreatedId(("leave_from", "2026-02-10"), ("leave_until", "2026-02-12"));
        Clock.Now = DateTimeOffset.Parse(moment, CultureInfo.InvariantCulture);

        (await Captured()).Agent.ShouldBe(isGivenLeads ? agent : null);
    }

    [TestCase("2026-01-16", "2026-01-16", true), TestCase("2026-01-16", "2026-01-17", false)]
    [TestCase("2026-01-17", null, false), TestCase("2026-01-18", null, true)]
    public async Task On_leave_today_means_no_new_leads(string from, string? until, bool isGivenLeads)
    {
        var agent = await CreatedId();
        await Changed(agent, new { leave_from = from, leave_until = until });

        (await Captured()).Agent.ShouldBe(isGivenLeads ? agent : null);
    }

    [Test]
    public async Task The_end_of_a_leave_lets_those_in_who_wait()
    {
        var agent = await CreatedId(("leave_from", "2026-01-17"));
        var (waiting, _) = await Captured();

        await Changed(agent, new { leave_until = (string?)null, leave_from = (string?)null });

        await Eventually(async () => await HolderOf(waiting) == agent, "the new agent has the lead");
    }

    [Test]
    public async Task An_agent_with_active_leads_cannot_be_deactivated_before_they_are_closed()
    {
        var agent = await CreatedId();
        var (lead, _) = await Captured();

        await ShouldBeProblem(await Change(agent, """{"is_active":false,"weight":9}"""), 409, "agent_has_leads");
        var unchanged = await Supervisor.GetFromJsonAsync<JsonElement>($"{Agents}/{agent}");
        unchanged.GetProperty("is_active").GetBoolean().ShouldBeTrue();
        unchanged.GetProperty("weight").GetInt32().ShouldBe(1);
        unchanged.GetProperty("active_leads").GetInt32().ShouldBe(1);

        await Database.Execute(
            "update leads set status = 'lost', updated_at = created_at where id = @lead",
            new { lead }
        );
        (await Changed(agent, new { is_active = false })).GetProperty("active_leads").GetInt32().ShouldBe(0);
    }

    [Test]
    public async Task An_agent_deactivated_while_leads_come_in_is_active_or_holds_nothing()
    {
        for (var round = 0; round < 15; round++)
        {
            await SendEverybodyElseAway();
            var agent = await CreatedId();

            var captures = Enumerable.Range(0, 4).Select(_ => Capture(Inquiry()));
            var change = Change(agent, """{"is_active":false}""");
            var answers = await Task.WhenAll(captures);
            var answer = await change;

            answers.ShouldAllBe(a => a.StatusCode == HttpStatusCode.Created || a.StatusCode == HttpStatusCode.Accepted);
            if (answer.StatusCode != HttpStatusCode.OK)
                await ShouldBeProblem(answer, 409, "agent_has_leads");
            var (isActive, held, counted) = (
                await Rows<(bool, int, long)>(
                    """
                    select a.is_active, s.active_leads,
                           (select count(*) from leads l where l.assigned_agent_id = a.id and is_active_lead(l.status, l.archived_at))
                      from agents a join agent_seats s on s.agent_id = a.id where a.id = @agent
                    """,
                    new { agent }
                )
            ).Single();
            isActive.ShouldBe(answer.StatusCode != HttpStatusCode.OK);
            ((long)held).ShouldBe(counted);
            if (!isActive)
                counted.ShouldBe(0);
        }
    }

    [Test]
    public async Task A_maximum_below_the_load_only_stops_new_leads()
    {
        var agent = await CreatedId();
        var (first, _) = await Captured();
        var (second, _) = await Captured();

        var changed = await Changed(agent, new { max_active_leads = 1 });

        (changed.GetProperty("max_active_leads").GetInt32(), changed.GetProperty("active_leads").GetInt32()).ShouldBe(
            (1, 2)
        );
        (await HolderOf(first), await HolderOf(second)).ShouldBe((agent, agent));
        (await Captured()).Agent.ShouldBeNull();
    }

    [Test]
    public async Task A_higher_maximum_lets_those_in_who_wait_and_not_one_more()
    {
        var agent = await CreatedId(("max_active_leads", 1));
        await Captured();
        var (second, _) = await Captured();
        Clock.Advance(TimeSpan.FromSeconds(1)); // who came in the same instant has no order
        var (third, _) = await Captured();

        await Changed(agent, new { max_active_leads = 2 });

        await Eventually(async () => await HolderOf(second) == agent, "who waits longest has the place");
        (await HolderOf(third)).ShouldBeNull();
    }

    [Test]
    public async Task A_new_agent_takes_over_who_waits()
    {
        var (waiting, _) = await Captured();

        var agent = await CreatedId();

        await Eventually(async () => await HolderOf(waiting) == agent, "the new agent has the lead");
    }

    [Test]
    public async Task A_weight_of_two_is_given_twice_as_many()
    {
        var (one, two) = (await CreatedId(), await CreatedId());
        await Changed(two, new { weight = 2 });

        var given = new List<Guid?>();
        for (var i = 0; i < 30; i++)
            given.Add((await Captured()).Agent);

        given.Count(a => a == one).ShouldBeInRange(9, 11);
        given.Count(a => a == two).ShouldBeInRange(19, 21);
    }

    [Test]
    public async Task What_an_agent_is_known_for_counts_in_any_spelling_of_the_area()
    {
        var specialist = await CreatedId(("specialization_areas", (string[])["jbr"]));
        var general = await CreatedId();

        (await Captured()).Agent.ShouldBe(specialist);
        await Changed(specialist, new { specialization_areas = Array.Empty<string>() });
        await Changed(
            general,
            new
            {
                specialization_areas = (string[])["dubai marina"],
                specialization_property_type = (string[])["APARTMENT"],
            }
        );
        (await Captured()).Agent.ShouldBe(general);
    }

    private Task<Guid?> HolderOf(Guid lead) =>
        Scalar<Guid?>("select assigned_agent_id from leads where id = @lead", new { lead });
}
