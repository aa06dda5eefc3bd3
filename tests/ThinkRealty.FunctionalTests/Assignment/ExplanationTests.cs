using Dapper;
using ThinkRealty.Domain.Assignment;
using ThinkRealty.Domain.Leads;

namespace ThinkRealty.FunctionalTests.Assignment;

/// <summary>What is kept about a choice: who competed, what decided, and why not the others (rules §6).</summary>
public sealed class ExplanationTests : TurnTest
{
    private const long Lead = Seat.OneLead;

    [Test]
    public async Task Alone_nothing_has_to_decide()
    {
        await Agent();

        (await Capture())!.DecidedBy.ShouldBe("only_one");
    }

    [TestCase("position", "position = 0", "position = 2520")]
    [TestCase("position_before_lift", "position = 0", "position = 1")]
    [TestCase("active_leads", "position = 5, active_leads = 1", "position = 5, active_leads = 2")]
    [TestCase("longest_without", "last_received_at = '2026-01-17 07:00Z'", "last_received_at = '2026-01-17 07:01Z'")]
    [TestCase("longest_without", "last_received_at = null", "last_received_at = '2020-01-01'")]
    [TestCase("id", "last_received_at = '2020-01-01'", "last_received_at = '2020-01-01'")]
    public async Task The_tie_break_that_decided_is_named(string decidedBy, string chosen, string second)
    {
        // The third one is ahead, so that the others are lifted to the same place where their positions are close.
        var lower = new[] { Guid.NewGuid(), Guid.NewGuid() }.Order().ToArray();
        var (first, next, ahead) = (
            await Agent($"id => '{lower[0]}'"),
            await Agent($"id => '{lower[1]}'"),
            await Agent()
        );
        if (decidedBy != "id") // otherwise what decides must also win against the id
            (first, next) = (next, first);
        await Seated(first, chosen);
        await Seated(next, second);
        await Seated(ahead, $"position = {(decidedBy == "position" ? Lead : 9 * Lead)}, active_leads = 9");

        var given = await Capture();

        (given!.Agent, given.DecidedBy, given.Reason).ShouldBe((first, decidedBy, "best_match"));
        given.Group.ShouldBe([await Number(first), await Number(next), await Number(ahead)]);
        await Desk.ExecuteAsync(
            "update agent_seats s set active_leads = (select count(*) from leads where assigned_agent_id = s.agent_id)"
        );
    }

    [Test]
    public async Task The_group_tells_points_lifted_positions_and_active_leads()
    {
        var (behind, ahead) = (
            await Agent("languages => '{arabic}'"),
            await Agent("languages => '{arabic}', weight => 2")
        );
        await Seated(ahead, $"position = {3 * Lead}");
        await Desk.ExecuteAsync("select given.lead(agent => @ahead)", new { ahead });

        var told = (await Capture(language: Language.Arabic))!.Json;

        told.GetProperty("policy").GetString().ShouldBe("thinkrealty");
        told.GetProperty("points").GetDecimal().ShouldBe(2);
        told.GetProperty("group")
            .EnumerateArray()
            .Select(a =>
                (
                    a.GetProperty("agent_no").GetInt32(),
                    a.GetProperty("position").GetDecimal(),
                    a.GetProperty("active_leads").GetInt32()
                )
            )
            .ShouldBe([(await Number(behind), 2, 0), (await Number(ahead), 3, 1)]);
    }

    [Test]
    public async Task Of_the_group_20_are_shown_lowest_first_of_the_rest_200_and_beyond_that_counts()
    {
        var group = new List<int>();
        for (var place = 0; place < 25; place++)
        {
            var agent = await Agent("languages => '{arabic}'");
            await Seated(agent, $"position = {(24 - place) * 10}");
            group.Insert(0, await Number(agent));
        }

        var matching = await Numbers("given.agent()", 80);
        var better = await Numbers("given.agent(types => '{villa}', languages => '{english}')", 10);
        var away = await Numbers("given.agent(leave_from => '2026-01-01', languages => '{arabic}')", 90);
        var gone = await Numbers("given.agent(active => false)", 40);

        var given = await Capture(new() { PropertyType = PropertyType.Villa }, Language.Arabic);

        // Three points for the villa are more than two for the language: those ten compete.
        given!.Group.ShouldBe(better, ignoreOrder: true);
        given = await Capture(language: Language.Arabic);
        given!.Group.ShouldBe(group.Take(20));
        given.Others.ShouldBe([
            $"2 points: 5 ({Joined(group.Skip(20))})",
            $"0 points: 90 ({Joined([.. matching, .. better])})",
        ]);
        given
            .Excluded.Select(e => e[..e.IndexOf(" (", StringComparison.Ordinal)])
            .ShouldBe(["inactive: 40", "on_leave: 90"]);
        given.Listed.Count.ShouldBe(200);
        given.Listed.ShouldBeSubsetOf([.. group.Skip(20), .. matching, .. better, .. away, .. gone]);
    }

    [Test]
    public async Task Every_reason_of_exclusion_has_a_name()
    {
        var aside = await Agent();
        var chosen = await Number(await Agent());
        var gone = await Number(await Agent("active => false"));
        var away = await Number(await Agent("leave_from => '2026-01-17', leave_until => '2026-01-17'"));
        var full = await Agent("max => 1");
        await Desk.ExecuteAsync("select given.lead(agent => @full)", new { full });

        var given = await Capture(without: [aside]);

        given!.Group.ShouldBe([chosen]);
        given.Excluded.ShouldBe([
            $"full: 1 ({await Number(full)})",
            $"inactive: 1 ({gone})",
            $"on_leave: 1 ({away})",
            $"set_aside: 1 ({await Number(aside)})",
        ]);
    }

    private static string Joined(IEnumerable<int> numbers) => string.Join(' ', numbers.Order());

    private Task<int> Seated(Guid agent, string facts) =>
        Desk.ExecuteAsync($"update agent_seats set {facts} where agent_id = @agent", new { agent });

    private async Task<IReadOnlyList<int>> Numbers(string agent, int count)
    {
        var made = (await Desk.QueryAsync<Guid>($"select {agent} from generate_series(1, {count})")).ToArray();
        return
        [
            .. await Desk.QueryAsync<int>("select agent_no from agents where id = any(@made) order by 1", new { made }),
        ];
    }
}
