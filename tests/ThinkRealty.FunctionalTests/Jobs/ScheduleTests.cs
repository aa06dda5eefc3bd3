using ThinkRealty.FunctionalTests.Fixture;

namespace ThinkRealty.FunctionalTests.Jobs;

/// <summary>Due runs, each exactly once, on however many nodes; after a time without any node, one makes up for all.</summary>
public sealed class ScheduleTests : JobsTest
{
    private const string Name = "decay_scores";

    // The node of the test only looks.
    protected override IReadOnlyDictionary<string, string?> Settings =>
        new Dictionary<string, string?>(JobsByHand) { ["Jobs:Run"] = "false" };

    [SetUp]
    public Task NoScheduleYet() => Database.Execute("delete from quartz.qrtz_triggers");

    [Test]
    public async Task Two_nodes_begin_each_due_run_exactly_once()
    {
        await using var one = EverySecond();
        await using var other = EverySecond();

        await Eventually(async () => await Count("job_runs where cause = 'schedule'") >= 8, "eight due runs");

        // A run and the one after it are a second apart, none is there twice, and none was left out.
        (
            await Scalar<long>(
                """
                select count(*) from (
                  select due_at - lag(due_at) over (order by due_at) as apart
                    from job_runs where cause = 'schedule' order by due_at limit 8) r
                 where apart <> interval '1 second'
                """
            )
        ).ShouldBe(0);
        (await Count("job_runs where outcome not in ('succeeded', 'running')")).ShouldBe(0);
        (await Scalar<long>("select count(*) from quartz.qrtz_scheduler_state")).ShouldBeGreaterThanOrEqualTo(2);
    }

    [Test]
    public async Task What_was_due_while_no_node_was_up_runs_once_at_once_and_the_schedule_goes_on()
    {
        await using (var node = Every("01:00:00"))
            await Eventually(async () => await Count("quartz.qrtz_triggers") > 0, "the schedule is in place");
        // As if all nodes had been down for five hours.
        await Database.Execute(
            "update quartz.qrtz_triggers set next_fire_time = next_fire_time - 6 * 36000000000, start_time = start_time - 24 * 36000000000"
        );

        await using var again = Every("01:00:00");
        await Eventually(async () => await Count("job_runs where outcome = 'succeeded'") > 0, "the run that is owed");

        await Eventually(async () => (await NextRun()) > DateTimeOffset.UtcNow, "the next one is planned");
        (await NextRun())!.Value.ShouldBeLessThanOrEqualTo(DateTimeOffset.UtcNow.AddHours(1));
        (await Count("job_runs")).ShouldBe(1);
    }

    [Test]
    public async Task A_restart_does_not_move_the_schedule_and_another_interval_does()
    {
        DateTimeOffset? first;
        await using (var node = Every("05:00:00"))
            first = await NextRun();
        await using (var node = Every("05:00:00"))
            (await NextRun()).ShouldBe(first);

        await using (var node = Every("02:00:00"))
            (await NextRun())!.Value.ShouldBeLessThanOrEqualTo(DateTimeOffset.UtcNow.AddHours(2));
        await using (var node = Every("00:00:00"))
            (await NextRun()).ShouldBeNull();
        (await Count("job_runs")).ShouldBe(0);
    }

    [Test]
    public async Task What_was_due_during_a_pause_runs_once_on_resuming()
    {
        await Supervisor.PostAsync($"/api/v1/jobs/{Name}/pause", content: null);
        await using (var node = EverySecond())
        {
            await Eventually(async () => await Count("jobs where missed_at is not null") == 1, "a due run was missed");
            (await Job(Name)).GetProperty("next_run_at").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
        }

        (await Count("job_runs")).ShouldBe(0);
        await using var slow = Every("05:00:00");
        await Supervisor.PostAsync($"/api/v1/jobs/{Name}/resume", content: null);

        await Eventually(async () => await Count("job_runs where outcome = 'succeeded'") == 1, "the run that is owed");
        (await Scalar<string>("select cause from job_runs")).ShouldBe("catch_up");
    }

    private async Task<DateTimeOffset?> NextRun() =>
        (await Job(Name)).GetProperty("next_run_at") is { ValueKind: System.Text.Json.JsonValueKind.String } next
            ? next.GetDateTimeOffset()
            : null;

    private ApiNode EverySecond() => Every("00:00:01");

    private ApiNode Every(string interval) =>
        new(Database, Clock, new Dictionary<string, string?>(JobsByHand) { ["Jobs:DecayScoresEvery"] = interval });
}
