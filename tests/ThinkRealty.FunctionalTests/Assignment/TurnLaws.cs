using Dapper;
using ThinkRealty.Domain.Assignment;
using ThinkRealty.Domain.Leads;

namespace ThinkRealty.FunctionalTests.Assignment;

/// <summary>Whose turn it is when leads come one after another (rules §6).</summary>
public sealed class TurnLaws : TurnTest
{
    [Test]
    public async Task Equal_agents_never_differ_by_more_than_one([Values(1)] int seed)
    {
        var random = new Random(seed);
        var received = await Agents(Enumerable.Repeat(1, 10));
        for (var lead = 1; lead <= 1_000; lead++)
        {
            received[(await Capture(moment: Noon.AddSeconds(lead)))!.Agent]++;

            (received.Values.Max() - received.Values.Min()).ShouldBeLessThanOrEqualTo(1, $"after {lead} leads");
            if (random.Next(100) == 0)
                await Desk.ExecuteAsync(
                    "update leads set status = 'lost' where id in (select id from leads where status = 'new' limit 30)"
                );
            if (lead % 300 == 0)
                await CloseEveryLead();
        }

        received.Values.ShouldAllBe(n => n == 100);
    }

    [Test]
    public async Task Weight_2_gets_twice_what_weight_1_gets()
    {
        var received = await Agents([1, 1, 2, 4]);
        for (var lead = 1; lead <= 400; lead++)
        {
            received[(await Capture())!.Agent]++;
            if (lead % 40 == 0)
                await CloseEveryLead();
        }

        received.Values.Order().ShouldBe([50, 50, 100, 200]);
    }

    [Test]
    public async Task Shares_are_in_proportion_to_weights_at_every_moment([Range(1, 6)] int seed)
    {
        var random = new Random(seed);
        var weights = Enumerable.Range(0, random.Next(2, 9)).Select(_ => random.Next(1, 11)).ToArray();
        var received = await Agents(weights);
        var turns = received.Keys.Zip(weights).ToDictionary();
        for (var lead = 1; lead <= 200; lead++)
        {
            received[(await Capture())!.Agent]++;
            if (lead % 40 == 0)
                await CloseEveryLead();

            var shares = received.Select(r => r.Value / (decimal)turns[r.Key]).ToList();
            (shares.Max() - shares.Min()).ShouldBeLessThanOrEqualTo(
                1m / weights.Min() + 0.0001m,
                $"weights {string.Join(' ', weights)}"
            );
        }
    }

    [Test]
    public async Task Who_was_away_catches_up_by_at_most_one_turn(
        [Values("leave", "new", "full", "outmatched", "inactive")] string away,
        [Range(1, 4)] int seed
    )
    {
        var random = new Random(seed);
        var weights = Enumerable.Range(0, random.Next(2, 7)).Select(_ => random.Next(1, 6)).ToArray();
        var weight = random.Next(1, 6);
        var turns = (await Agents(weights)).Keys.Zip(weights).ToDictionary();
        for (var lead = random.Next(1, 20); lead > 0; lead--) // they begin anywhere in their turn
            await Capture();
        Guid? latecomer = away == "new" ? null : await Latecomer(away, weight);
        for (var lead = random.Next(40, 90); lead > 0; lead--)
        {
            (await Capture(language: Language.Arabic))!.Agent.ShouldNotBe(latecomer ?? Guid.Empty);
            if (lead % 30 == 0)
                await Desk.ExecuteAsync(
                    "update leads set status = 'lost' where assigned_agent_id is distinct from @latecomer and status = 'new'",
                    new { latecomer }
                );
        }

        var back = latecomer ?? await Agent($"weight => {weight}");
        await Return(back);
        turns.Add(back, weight);
        var received = turns.Keys.ToDictionary(a => a, _ => 0);
        await CloseEveryLead();
        for (var lead = 1; lead <= 90; lead++)
        {
            received[(await Capture())!.Agent]++;
            if (lead % 30 == 0)
                await CloseEveryLead();

            var ahead = received.Where(r => r.Key != back).Select(r => Share(back) - Share(r.Key)).ToList();
            var oneTurn = 1m / turns.Values.Min();
            ahead.Max().ShouldBeLessThanOrEqualTo((2 * oneTurn) + 0.0001m, $"flooded after {lead}");
            ahead.Min().ShouldBeGreaterThanOrEqualTo(-oneTurn - 0.0001m, $"starved after {lead}");
        }

        decimal Share(Guid agent) => received[agent] / (decimal)turns[agent];
    }

    [Test]
    public async Task The_preferred_agent_comes_first_where_eligible_whatever_the_match_and_the_turn()
    {
        var (preferred, best) = (await Agent(), await Agent("languages => '{arabic}'"));

        for (var lead = 0; lead < 3; lead++)
        {
            var given = await Capture(language: Language.Arabic, preferred: preferred);
            (given!.Agent, given.Reason, given.DecidedBy).ShouldBe((preferred, "same_agent", "same_agent"));
        }

        (await Position(preferred)).ShouldBe(3 * Seat.OneLead, "whatever was received counts in the turn");
        (await Capture(language: Language.Arabic))!.Agent.ShouldBe(best);
    }

    [TestCase("update agents set is_active = false where id = @preferred")]
    [TestCase("update agents set leave_from = '2026-01-17' where id = @preferred")]
    [TestCase("update agents set leave_from = '2026-01-01', leave_until = '2026-01-17' where id = @preferred")]
    [TestCase("update agents set max_active_leads = 1 where id = @preferred; select given.lead(agent => @preferred)")]
    public async Task A_preferred_agent_who_is_not_eligible_is_passed_over(string fact)
    {
        var (preferred, other) = (await Agent(), await Agent());
        await Desk.ExecuteAsync(fact, new { preferred });

        var given = await Capture(preferred: preferred);

        (given!.Agent, given.Reason, given.DecidedBy).ShouldBe((other, "best_match", "only_one"));
        (await Position(preferred)).ShouldBe(0);
    }

    [TestCase("leave_from = '2026-01-18'")]
    [TestCase("leave_from = '2026-01-01', leave_until = '2026-01-16'")]
    public async Task A_leave_that_is_not_today_excludes_nobody(string leave)
    {
        var agent = await Agent();
        await Desk.ExecuteAsync($"update agents set {leave}");

        (await Capture())!.Agent.ShouldBe(agent);
    }

    [Test]
    public async Task Nobody_who_is_set_aside_is_chosen()
    {
        var (one, other) = (await Agent(), await Agent("languages => '{arabic}'"));

        (await Capture(language: Language.Arabic, without: [other]))!.Agent.ShouldBe(one);
        (await Capture(preferred: other, without: [other]))!.Agent.ShouldBe(one);
        (await Capture(preferred: one, without: [one, other])).ShouldBeNull();
        (await Position(other)).ShouldBe(0);
    }

    [Test]
    public async Task Nobody_eligible_is_no_agent_and_changes_nothing()
    {
        (await Capture()).ShouldBeNull();

        await Agent("active => false");
        await Agent("leave_from => '2026-01-17'");
        var full = await Agent("max => 1");
        (await Capture())!.Agent.ShouldBe(full);

        (await Capture()).ShouldBeNull();
        (await Capture(preferred: full)).ShouldBeNull();
        (await Desk.ExecuteScalarAsync<long>("select count(*) from leads")).ShouldBe(1);
        (await Desk.ExecuteScalarAsync<long>("select sum(position) from agent_seats")).ShouldBe(Seat.OneLead);
    }

    private Task<long> Position(Guid agent) =>
        Desk.ExecuteScalarAsync<long>("select position from agent_seats where agent_id = @agent", new { agent });

    private async Task<Dictionary<Guid, int>> Agents(IEnumerable<int> weights)
    {
        var agents = new Dictionary<Guid, int>();
        foreach (var weight in weights)
            agents.Add(await Agent($"weight => {weight}"), 0);
        return agents;
    }

    private async Task<Guid> Latecomer(string away, int weight)
    {
        if (away == "outmatched")
            await Desk.ExecuteAsync("update agents set languages = '{arabic}'");
        var agent = await Agent(
            $"weight => {weight}, max => {(away == "full" ? 1 : 50)}, active => {away != "inactive"}"
        );
        if (away == "full")
            await Desk.ExecuteAsync("select given.lead(agent => @agent)", new { agent });
        if (away == "leave")
            await Desk.ExecuteAsync(
                "update agents set leave_from = '2026-01-10', leave_until = '2026-01-20' where id = @agent",
                new { agent }
            );
        return agent;
    }

    private Task<int> Return(Guid agent) =>
        Desk.ExecuteAsync(
            "update agents set leave_from = null, leave_until = null, is_active = true, max_active_leads = 50 where id = @agent",
            new { agent }
        );
}
