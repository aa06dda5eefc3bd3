using ThinkRealty.FunctionalTests.Fixture;

namespace ThinkRealty.FunctionalTests.Schema;

/// <summary>What the database promises about tasks (rules §8).</summary>
public sealed class FollowUpGuardsTests : SqlTest
{
    private const string Lead = "00000000-0000-7000-8000-000000000001";
    private const string Task = "00000000-0000-7000-8000-000000000002";
    private const string Agent = "00000000-0000-7000-8000-000000000003";

    private const string Given = $"""
        select given.agent(id => '{Agent}');
        select given.lead(agent => '{Agent}', id => '{Lead}');
        select given.follow_up('{Lead}', given.noon(), id => '{Task}');
        set constraints all immediate;
        set constraints all deferred;
        """;

    [TestCase("29 days", null)]
    [TestCase("30 days", null)]
    [TestCase("30 days 1 microsecond", "follow_up_tasks_not_forgotten")]
    [TestCase("31 days", "follow_up_tasks_not_forgotten")]
    public async Task A_write_does_not_leave_a_task_forgotten_for_more_than_30_days(string after, string? refusal) =>
        (await Refusal(Given + Change("task_type = 'email'", after))).ShouldBe(refusal);

    [TestCase("29 days", null)]
    [TestCase("30 days", null)]
    [TestCase("31 days", "follow_up_tasks_not_forgotten")]
    public async Task Nor_makes_one_that_is_forgotten_already(string before, string? refusal) =>
        (
            await Refusal(
                $"{Given} {Complete("1 hour")} select given.follow_up('{Lead}', given.noon() - interval '{before}')"
            )
        ).ShouldBe(refusal);

    [TestCase("status = 'completed', completed_at = given.noon() + interval '31 days'", "null")]
    [TestCase("status = 'cancelled'", "null")]
    [TestCase("due_date = given.noon() + interval '32 days'", "given.noon() + interval '32 days'")]
    [TestCase("due_date = given.noon() + interval '1 day'", "given.noon() + interval '1 day'")]
    [TestCase("escalated_at = given.noon() + interval '31 days', priority = 'urgent'", "given.noon()")]
    public async Task Completing_cancelling_moving_and_escalating_always_work(string change, string next) =>
        (
            await Refusal(
                $"{Given} {Change(change, "31 days")} update leads set next_follow_up = {next} where id = '{Lead}'"
            )
        ).ShouldBeNull();

    [TestCase(29, "follow_up_tasks_apart")]
    [TestCase(30, null)]
    [TestCase(31, null)]
    [TestCase(0, "follow_up_tasks_apart")]
    [TestCase(-29, "follow_up_tasks_apart")]
    [TestCase(-30, null)]
    public async Task Two_pending_tasks_of_an_agent_are_30_minutes_apart(int minutes, string? refusal) =>
        (
            await Refusal(
                $"{Given} select given.follow_up(given.lead(agent => '{Agent}'), given.noon() + interval '{minutes} minutes')"
            )
        ).ShouldBe(refusal);

    [Test]
    public async Task Only_pending_tasks_of_the_same_agent_are_in_each_others_way()
    {
        (
            await Refusal($"{Given} select given.follow_up(given.lead(agent => given.agent()), given.noon())")
        ).ShouldBeNull();
        (await Refusal($"{Given} {Complete("1 hour")} select given.follow_up('{Lead}', given.noon())")).ShouldBeNull();
    }

    [TestCase("update leads set next_follow_up = next_follow_up + interval '1 hour' where id = '" + Lead + "'")]
    [TestCase("update leads set next_follow_up = null where id = '" + Lead + "'")]
    [TestCase("update follow_up_tasks set due_date = due_date + interval '1 hour' where id = '" + Task + "'")]
    [TestCase("update follow_up_tasks set status = 'cancelled' where id = '" + Task + "'")]
    [TestCase("update follow_up_tasks set agent_id = given.agent() where id = '" + Task + "'")]
    [TestCase("delete from follow_up_tasks where id = '" + Task + "'")]
    [TestCase("update follow_up_tasks set lead_id = given.lead(agent => '" + Agent + "') where id = '" + Task + "'")]
    [TestCase(
        "select given.follow_up('"
            + Lead
            + "', given.noon() - interval '1 hour'); update leads set next_follow_up = given.noon() where id = '"
            + Lead
            + "'"
    )]
    public async Task At_the_commit_a_lead_shows_its_earliest_pending_task(string statement) =>
        (await Refusal(Given + statement)).ShouldBe("leads_agree_with_follow_ups");

    [TestCase("converted")]
    [TestCase("lost")]
    [TestCase("transferred")]
    public async Task A_lead_that_is_no_longer_active_has_no_pending_task(string status)
    {
        var revive =
            $"update follow_up_tasks set status = 'pending' where id = '{Task}'; update leads set next_follow_up = given.noon() where id = '{Lead}'";
        var close = $"""
            update leads set status = 'contacted' where id = '{Lead}'; update leads set status = 'qualified' where id = '{Lead}';
            update leads set status = 'viewing_scheduled' where id = '{Lead}'; update leads set status = 'negotiation' where id = '{Lead}';
            select given.sale('{Lead}'); update leads set status = '{status}' where id = '{Lead}';
            """;

        (await Refusal(Given + close)).ShouldBeNull();
        (await Refusal(Given + close + revive)).ShouldBe("leads_agree_with_follow_ups");
    }

    [Test]
    public async Task Nor_has_an_archived_or_a_waiting_one()
    {
        var archive = $"update leads set archived_at = given.noon() where id = '{Lead}';";
        var release = $"""
            update lead_assignments set ended_at = assigned_at where lead_id = '{Lead}';
            update leads set assigned_agent_id = null, queued_at = given.noon() where id = '{Lead}';
            """;

        (await Refusal(Given + archive)).ShouldBeNull();
        (await Refusal($"{Given} {archive} select given.follow_up('{Lead}', given.noon())")).ShouldNotBeNull();
        (await Refusal(Given + release)).ShouldBe("leads_agree_with_follow_ups");
    }

    private static string Change(string change, string after) =>
        $"update follow_up_tasks set {change}, updated_at = given.noon() + interval '{after}' where id = '{Task}';";

    private static string Complete(string after) =>
        Change($"status = 'completed', completed_at = given.noon() + interval '{after}'", after)
        + $"update leads set next_follow_up = null where id = '{Lead}';";
}
