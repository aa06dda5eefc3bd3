using Npgsql;
using ThinkRealty.FunctionalTests.Fixture;

namespace ThinkRealty.FunctionalTests.Schema;

/// <summary>An agent's places: never above the maximum, and always what counting gives (rules §6).</summary>
public sealed class SeatsTests : SqlTest
{
    private const string Agent = "00000000-0000-7000-8000-000000000003";
    private const string Other = "00000000-0000-7000-8000-000000000004";
    private const string NoRoom = "agent_seats_room";

    [TestCase(49, null)]
    [TestCase(50, null)]
    [TestCase(51, NoRoom)]
    public async Task Fifty_places_are_the_most(int leads, string? refusal) =>
        (await Refusal(Loaded(50, leads))).ShouldBe(refusal);

    [TestCase(0, false)]
    [TestCase(1, true)]
    [TestCase(50, true)]
    [TestCase(51, false)]
    public async Task A_maximum_is_between_1_and_50(int max, bool fits) =>
        (await Refusal($"select given.agent(max => {max})")).ShouldBe(fits ? null : "agents_max_active_leads_check");

    [TestCase(0, false)]
    [TestCase(1, true)]
    [TestCase(10, true)]
    [TestCase(11, false)]
    public async Task A_weight_is_between_1_and_10(int weight, bool fits) =>
        (await Refusal($"select given.agent(weight => {weight})")).ShouldBe(fits ? null : "agents_weight_check");

    [TestCase("")]
    [TestCase("update agents set weight = 3, full_name = 'Sara', leave_from = '2026-01-01'")]
    [TestCase("update agent_seats set position = position + 1, conversion_rate = 10")]
    [TestCase("update leads set status = 'lost' where id = (select id from leads limit 1)")]
    [TestCase("update leads set archived_at = given.noon() where id = (select id from leads limit 1)")]
    [TestCase("update leads set status = 'contacted'")]
    [TestCase("update leads set lead_score = 70, raw_score = 70")]
    [TestCase("update agents set max_active_leads = 4")]
    [TestCase("update agents set max_active_leads = 1")]
    [TestCase("select given.agent(id => '" + Other + "'); " + MoveOne)]
    public async Task A_maximum_below_the_load_refuses_nothing_that_makes_it_better_or_leaves_it(string statement) =>
        (await Refusal(Overloaded() + statement)).ShouldBeNull();

    [TestCase("select given.lead(agent => '" + Agent + "')")]
    [TestCase("select given.lead(agent => '" + Agent + "') from generate_series(1, 2)")]
    [TestCase(
        "update leads set status = 'lost'; update agents set max_active_leads = 1; update leads set status = 'contacted', status_changed_at = status_changed_at + interval '1 hour', status_changed_by = gen_random_uuid()"
    )]
    [TestCase(
        "update leads set archived_at = given.noon(); update agents set max_active_leads = 1; update leads set archived_at = null"
    )]
    public async Task It_refuses_every_rise(string statement) =>
        (await Refusal(Overloaded() + statement)).ShouldBe(NoRoom);

    [Test]
    public async Task A_lead_does_not_move_to_a_full_agent() =>
        (
            await Refusal(
                Loaded(50, 2)
                    + $"select given.agent(max => 1, id => '{Other}'); select given.lead(agent => '{Other}');"
                    + MoveOne
            )
        ).ShouldBe(NoRoom);

    [Test]
    public async Task An_agent_is_not_deactivated_with_active_leads_and_may_be_without()
    {
        (await Refusal(Loaded(50, 1) + "update agents set is_active = false")).ShouldBe("agents_has_leads");
        (
            await Refusal(Loaded(50, 1) + "update agents set is_active = false; update leads set status = 'lost'")
        ).ShouldBeNull();
        (
            await Refusal(Loaded(50, 1) + "update agents set is_active = false; update agents set is_active = true")
        ).ShouldBeNull();
        (await Refusal(Loaded(50, 0) + "update agents set is_active = false")).ShouldBeNull();
    }

    [Test]
    public async Task Whatever_happens_to_leads_the_count_is_what_counting_gives([Values(1, 2, 3)] int seed)
    {
        var random = new Random(seed);
        var agents = (await Rows<Guid>("select given.agent(max => 3 + n) from generate_series(1, 4) n")).ToArray();
        var refused = 0;
        for (var step = 0; step < 250; step++)
        {
            var statement = Something(random, random.GetItems(agents, 1)[0]);
            try
            {
                await Database.Execute(statement);
            }
            catch (PostgresException full) when (full.ConstraintName == NoRoom)
            {
                refused++;
            }

            (await Rows<Guid>("select given.miscounted()")).ShouldBeEmpty($"after step {step}: {statement}");
            (await Scalar<long>("select count(*) from agent_seats where active_leads > max_active_leads")).ShouldBe(0);
        }

        refused.ShouldBeGreaterThan(0);
        (await Scalar<long>("select sum(active_leads) from agent_seats")).ShouldBeGreaterThan(0);
        await Database.Execute("select given.every_lead_closed()");
        (await Scalar<long>("select sum(active_leads) from agent_seats")).ShouldBe(0);
    }

    private const string MoveOne = $"""
        create temporary table moved on commit drop as select id from leads where assigned_agent_id <> '{Other}' limit 1;
        update lead_assignments set ended_at = assigned_at where lead_id in (select id from moved);
        insert into lead_assignments (id, lead_id, agent_id, assigned_at, reason, explanation)
        select gen_random_uuid(), id, '{Other}', given.noon(), 'manual', 'null' from moved;
        update leads set assigned_agent_id = '{Other}' where id in (select id from moved);
        """;

    private static string Loaded(int max, int leads) =>
        $"select given.agent(max => {max}, id => '{Agent}'); select given.lead(agent => '{Agent}') from generate_series(1, {leads});";

    private static string Overloaded() => Loaded(5, 5) + "update agents set max_active_leads = 3;";

    private static string Something(Random random, Guid agent)
    {
        var some =
            $"id in (select id from leads order by hashtext(id::text || '{random.Next()}') limit {random.Next(1, 4)})";
        return random.Next(10) switch
        {
            <= 2 => $"select given.lead(agent => '{agent}')",
            3 => "select given.lead()",
            4 => $"update leads set status = 'lost' where {some} and status in ('new', 'contacted')",
            5 => $"update leads set archived_at = given.noon() where {some}",
            6 => $"""
                update leads set archived_at = null,
                       queued_at = case when assigned_agent_id is null and status in ('new', 'contacted') then given.noon() end where {some}
                """,
            7 => $"""
                update leads set status = 'contacted', status_changed_at = status_changed_at + interval '1 hour',
                       status_changed_by = gen_random_uuid(),
                       queued_at = case when assigned_agent_id is null and archived_at is null then given.noon() end
                 where {some} and status in ('new', 'lost')
                """,
            8 => $"""
                update lead_assignments set ended_at = assigned_at where ended_at is null and lead_{some};
                update leads set assigned_agent_id = null,
                       queued_at = case when is_active_lead(status, archived_at) then given.noon() end where {some}
                """,
            _ => $"""
                update lead_assignments set ended_at = assigned_at where ended_at is null and lead_{some};
                insert into lead_assignments (id, lead_id, agent_id, assigned_at, reason, explanation)
                select gen_random_uuid(), id, '{agent}', given.noon(), 'manual', '{"{}"}' from leads where {some};
                update leads set assigned_agent_id = '{agent}', queued_at = null where {some}
                """,
        };
    }
}
