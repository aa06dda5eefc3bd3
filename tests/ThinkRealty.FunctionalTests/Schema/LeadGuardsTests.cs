using ThinkRealty.FunctionalTests.Fixture;

namespace ThinkRealty.FunctionalTests.Schema;

/// <summary>What the database promises about one lead, whoever writes it (rules §3, §5, §6).</summary>
public sealed class LeadGuardsTests : SqlTest
{
    private const string Lead = "00000000-0000-7000-8000-000000000001";
    private const string Agent = "00000000-0000-7000-8000-000000000003";

    // Judged already: what comes after has to be noticed by itself.
    private const string Judged = "set constraints all immediate; set constraints all deferred;";
    private const string Held =
        $"select given.agent(id => '{Agent}'); select given.lead(agent => '{Agent}', id => '{Lead}'); {Judged}";
    private const string Waiting = $"select given.lead(id => '{Lead}'); {Judged}";
    private const string Release = $"update lead_assignments set ended_at = assigned_at where lead_id = '{Lead}';";

    [TestCase(-1, -1, false)]
    [TestCase(101, 101, false)]
    [TestCase(0, 0, true)]
    [TestCase(100, 100, true)]
    [TestCase(130, 100, true)]
    [TestCase(-20, 0, true)]
    [TestCase(130, 99, false)]
    [TestCase(60, 61, false)]
    public async Task A_score_is_the_sum_clamped_to_0_to_100(int raw, int score, bool fits) =>
        ((await Refusal($"{Waiting} {Set($"raw_score = {raw}, lead_score = {score}")}")) is null).ShouldBe(fits);

    [TestCase("0", "1", false)]
    [TestCase("0.01", "0.02", true)]
    [TestCase("2", "1", false)]
    [TestCase("1", "1", false)]
    [TestCase("1", "500000000", true)]
    [TestCase("1", "500000000.01", false)]
    [TestCase("null", "0", false)]
    [TestCase("null", "5", true)]
    [TestCase("5", "null", true)]
    [TestCase("-1", "null", false)]
    [TestCase("null", "null", true)]
    public async Task Budgets_are_in_order(string min, string max, bool fits) =>
        (await Refusal($"{Waiting} {Set($"budget_min = {min}, budget_max = {max}")}")).ShouldBe(
            fits ? null : "leads_budget_in_order"
        );

    [TestCase("bayut", false)]
    [TestCase("walk_in", false)]
    [TestCase("scanner", true)]
    [TestCase("partner", true)]
    [TestCase("manual", true)]
    public async Task A_person_can_be_reached_unless_the_source_allows_otherwise(string source, bool fits) =>
        (await Refusal($"{Waiting} {Set($"phone = null, source_type = '{source}'")}")).ShouldBe(
            fits ? null : "leads_reachable"
        );

    [TestCase("proposal", "new", false)]
    [TestCase("proposal", "negotiation", true)]
    [TestCase("applied", "negotiation", true)]
    [TestCase("callback", "new", true)]
    [TestCase("callback", "converted", false)]
    public async Task A_sub_status_fits_its_status(string sub, string status, bool fits) =>
        (
            await Refusal($"select given.lead(status => '{status}', id => '{Lead}'); {Set($"sub_status = '{sub}'")}")
        ).ShouldBe(fits ? null : "leads_sub_status_fits");

    [Test]
    public async Task A_lead_has_one_open_assignment()
    {
        const string Second = $"""
            insert into lead_assignments (id, lead_id, agent_id, assigned_at, reason, explanation)
            values (gen_random_uuid(), '{Lead}', '{Agent}', given.noon(), 'manual', 'null');
            """;

        (await Refusal(Held + Second)).ShouldBe("lead_assignments_one_open");
        (await Refusal(Held + Release + Second)).ShouldBeNull();
    }

    [TestCase(Held + "update leads set assigned_agent_id = given.agent()")]
    [TestCase(Held + "update leads set assigned_agent_id = null, queued_at = given.noon()")]
    [TestCase(Held + Release)]
    [TestCase(Held + "update lead_assignments set agent_id = given.agent()")]
    [TestCase(Held + "update lead_assignments set lead_id = given.lead()")]
    [TestCase(
        Waiting
            + "select given.agent(id => '"
            + Agent
            + "'); update leads set assigned_agent_id = '"
            + Agent
            + "', queued_at = null"
    )]
    public async Task At_the_commit_a_lead_names_the_agent_of_its_open_assignment(string statements) =>
        (await Refusal(statements)).ShouldBe("leads_agree_with_assignment");

    [Test]
    public async Task An_active_lead_is_assigned_or_waits()
    {
        (await Refusal(Waiting + Set("queued_at = null"))).ShouldBe("leads_assigned_or_waiting");
        (await Refusal(Held + Set("queued_at = given.noon()"))).ShouldBe("leads_queue_without_agent");
        (await Refusal(Held + Release + Set("assigned_agent_id = null"))).ShouldBe("leads_assigned_or_waiting");
        (await Refusal(Held + Release + Set("assigned_agent_id = null, queued_at = given.noon()"))).ShouldBeNull();
    }

    [TestCase("status = 'lost'")]
    [TestCase("archived_at = given.noon()")]
    public async Task A_lead_that_leaves_leaves_the_queue_and_does_not_join_it_again(string change)
    {
        (await Refusal(Waiting + Set(change))).ShouldBeNull();
        (await Refusal(Waiting + Set(change) + Set("queued_at = given.noon()"))).ShouldBe(
            "leads_only_active_ones_wait"
        );
    }

    [Test]
    public async Task Closing_a_lead_in_plain_SQL_sees_to_everything_else()
    {
        var agent = await Scalar<Guid>("select given.agent()");
        var lead = await Scalar<Guid>("select given.lead(agent => @agent)", new { agent });
        await Database.Execute("select given.follow_up(@lead, given.noon() + interval '1 day')", new { lead });

        await Database.Execute(
            "update leads set status = 'lost', updated_at = given.noon() + interval '90 minutes' where id = @lead",
            new { lead }
        );

        (await Scalar<int>("select active_leads from agent_seats where agent_id = @agent", new { agent })).ShouldBe(0);
        (
            await Scalar<string>(
                "select string_agg(status, ', ') from follow_up_tasks where lead_id = @lead",
                new { lead }
            )
        ).ShouldBe("cancelled");
        (
            await Scalar<bool>(
                "select next_follow_up is null and lost_reason = 'other' from leads where id = @lead",
                new { lead }
            )
        ).ShouldBeTrue();
        (
            await Scalar<long>(
                """
                select seconds_in_previous from lead_conversion_history
                 where lead_id = @lead and status_from = 'new' and status_to = 'lost' and changed_at = given.noon() + interval '90 minutes'
                """,
                new { lead }
            )
        ).ShouldBe(5400);
        (
            await Scalar<bool>("select ended_at is null from lead_assignments where lead_id = @lead", new { lead })
        ).ShouldBeTrue();
    }

    private static string Set(string columns) => $"update leads set {columns} where id = '{Lead}';";
}
