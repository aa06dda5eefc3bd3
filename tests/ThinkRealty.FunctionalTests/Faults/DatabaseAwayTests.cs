using System.Diagnostics;
using System.Net;
using ThinkRealty.FunctionalTests.Fixture;

namespace ThinkRealty.FunctionalTests.Faults;

/// <summary>PostgreSQL is stopped at once while a job runs, and comes back later.</summary>
public sealed class DatabaseAwayTests : FaultTest
{
    // As in the finding: longer than the tries that a run once had for writing down its end.
    private static readonly TimeSpan Outage = TimeSpan.FromSeconds(12);

    private MortalPostgres _postgres = null!;

    private TestDatabase Database => _postgres.Database;

    [SetUp]
    public async Task Start() => _postgres = await MortalPostgres.StartAsync();

    [TearDown]
    public async Task Stop() => await _postgres.DisposeAsync();

    [TestCase("rebalance_workload", "lead_assignments")]
    [TestCase("project_reports", "reporting.lead_facts")]
    public async Task A_run_that_lost_its_database_ends_when_that_is_back_and_is_tried_again(string job, string slow)
    {
        var (node, api) = await ServeAsync(JobsByHand());
        await using var _ = node;
        using var admin = await DeskWithWork(api);
        await RunSlowly(admin, job, slow);

        await OutageAsync(afterwards: slow);

        await Eventually(async () => await Runs("outcome = 'interrupted'") > 0, "the run ends");
        await Eventually(async () => await Runs("outcome = 'succeeded'") > 0, "it is tried again");
        await Eventually(async () => await Runs("outcome = 'running'") == 0, "nothing runs any more");
        var runs = await Database.Rows<string>(
            "select cause || ' ' || outcome || ' ' || coalesce(error, '') from job_runs order by no"
        );
        runs[0].ShouldStartWith("request interrupted The ");
        (await Runs("outcome = 'failed'")).ShouldBe(0, string.Join(", ", runs));
        await JobCanBeStarted(admin, job);
        await Invariants.HoldIn(Database, loweredAgents: []);
    }

    [Test]
    public async Task A_run_whose_node_is_killed_while_the_database_is_away_is_ended_and_recovered_by_the_other_node()
    {
        const string Job = "rebalance_workload";
        const string Slow = "lead_assignments";
        var (one, first) = await ServeAsync(JobsByHand());
        await using var _ = one;
        var (two, second) = await ServeAsync(JobsByHand());
        await using var __ = two;
        using var admin = await DeskWithWork(first);
        await RunSlowly(admin, Job, Slow);
        var node = (await Database.Scalar<string>("select node from job_runs"))!;
        var isFirst = node.Contains($"-{one.Id}-", StringComparison.Ordinal);
        var (worker, other) = isFirst ? (one, second) : (two, first);
        using var elsewhere = await AsAdmin(other);

        await OutageAsync(Slow, meanwhile: worker.KillAsync);

        await Eventually(async () => await Runs("outcome = 'interrupted'") > 0, "the run ends");
        await Eventually(async () => await Runs("outcome = 'succeeded'") > 0, "the other node does it");
        (await Database.Rows<string>("select outcome from job_runs order by no"))[0].ShouldBe("interrupted");
        await JobCanBeStarted(elsewhere, Job);
        await Invariants.HoldIn(Database, loweredAgents: []);
    }

    private Dictionary<string, string> JobsByHand() =>
        Environment(
            _postgres.ConnectionString,
            ("Jobs__Run", "true"),
            ("Jobs__RetryAfterSeconds", "1"),
            ("Reports__Batch", "1")
        );

    // One agent with too much to do and one with little, and leads that the reports have not counted.
    private async Task<HttpClient> DeskWithWork(HttpClient api)
    {
        await GivenKey(Database);
        var busy = await GivenAgent(Database);
        for (var i = 0; i < 46; i++)
            await Captured(api);
        await GivenAgent(Database);
        (
            await Database.Scalar<int>("select active_leads from agent_seats where agent_id = @busy", new { busy })
        ).ShouldBe(46);
        return await AsAdmin(api);
    }

    private async Task RunSlowly(HttpClient admin, string job, string table)
    {
        await Database.Execute(
            $"""
            create function take_time() returns trigger language plpgsql as $$ begin perform pg_sleep(2); return new; end $$;
            create trigger take_time before insert on {table} for each row execute function take_time()
            """
        );
        (await Trigger(admin, job)).StatusCode.ShouldBe(HttpStatusCode.Accepted);
        await Eventually(
            async () =>
                await Database.Scalar<bool>(
                    "select exists (select from pg_stat_activity where wait_event = 'PgSleep' and pid <> pg_backend_pid())"
                ),
            "the job is at work"
        );
    }

    private async Task OutageAsync(string afterwards, Func<Task>? meanwhile = null)
    {
        var since = Stopwatch.StartNew();
        await _postgres.StopImmediatelyAsync();
        if (meanwhile is not null)
            await meanwhile();
        var rest = Outage - since.Elapsed;
        if (rest > TimeSpan.Zero)
            await Task.Delay(rest); // how long it is away is the fault itself
        await _postgres.StartAgainAsync();
        await Database.Execute($"drop trigger take_time on {afterwards}");
    }

    private async Task JobCanBeStarted(HttpClient admin, string job)
    {
        var before = await Runs("outcome = 'succeeded'");
        await Eventually(
            async () => (await Trigger(admin, job)).StatusCode == HttpStatusCode.Accepted,
            "the job can be started"
        );
        await Eventually(async () => await Runs("outcome = 'succeeded'") > before, "it runs");
    }

    private static Task<HttpResponseMessage> Trigger(HttpClient admin, string job) =>
        admin.PostAsync($"/api/v1/jobs/{job}/trigger", content: null);

    private Task<long> Runs(string which) => Database.Scalar<long>($"select count(*) from job_runs where {which}");
}
