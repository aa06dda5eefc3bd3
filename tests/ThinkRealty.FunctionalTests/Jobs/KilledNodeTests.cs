using System.Net;
using ThinkRealty.FunctionalTests.Fixture;

namespace ThinkRealty.FunctionalTests.Jobs;

/// <summary>
/// Two nodes as processes of their own, of which the one at work is killed or stopped. The node of the test itself runs no
/// jobs: it asks for them and looks at them.
/// </summary>
public sealed class KilledNodeTests : JobsTest
{
    private const string Name = "project_reports";
    private const int Leads = 60;

    protected override IReadOnlyDictionary<string, string?> Settings =>
        new Dictionary<string, string?>(JobsByHand) { ["Jobs:Run"] = "false" };

    [SetUp]
    public async Task ManyLeadsAndSlowWork()
    {
        await GivenAgent();
        await GivenAgent();
        for (var n = 0; n < Leads; n++)
            await Captured(Inquiry());
        await Database.Execute(
            """
            create or replace function take_time() returns trigger language plpgsql as
              $$ begin perform pg_sleep(0.1); return new; end $$;
            create or replace trigger take_time before insert on reporting.lead_facts
              for each row execute function take_time()
            """
        );
    }

    [TearDown]
    public Task WorkAsFastAsUsual() => Database.Execute("drop trigger take_time on reporting.lead_facts");

    [Test]
    public async Task The_other_node_goes_on_within_ten_seconds_and_nothing_is_done_twice()
    {
        await using var one = await ServeAsync();
        await using var other = await ServeAsync();
        var worker = await WorkerOf(one, other);

        var killedAt = DateTimeOffset.UtcNow;
        await worker.KillAsync();
        await Eventually(async () => await Count("job_runs where cause = 'recovery'") == 1, "the other node goes on");
        var handedOver = DateTimeOffset.UtcNow - killedAt;
        await Eventually(async () => await Count("job_runs where outcome = 'succeeded'") == 1, "the work is done");

        TestContext.Out.WriteLine($"Handed over after {handedOver.TotalSeconds:0.0} s");
        handedOver.ShouldBeLessThan(TimeSpan.FromSeconds(10));
        (await Rows<string>("select cause || ' ' || outcome from job_runs order by no")).ShouldBe([
            "request interrupted",
            "recovery succeeded",
        ]);
        await EverythingIsDoneOnce();
    }

    [Test]
    public async Task A_node_that_is_stopped_hands_its_work_over()
    {
        await using var one = await ServeAsync();
        await using var other = await ServeAsync();
        var worker = await WorkerOf(one, other);

        (await worker.TerminateAsync()).ShouldBe(0);
        await Eventually(async () => await Count("job_runs where outcome = 'succeeded'") == 1, "the work is done");

        (await Rows<string>("select outcome || ' ' || coalesce(error, '') from job_runs order by no")).ShouldBe([
            "interrupted The node stopped.",
            "succeeded ",
        ]);
        await EverythingIsDoneOnce();
    }

    private static async Task<ApiProcess> ServeAsync(string connectionString)
    {
        var environment = JobsByHand.ToDictionary(
            s => s.Key.Replace(":", "__", StringComparison.Ordinal),
            s => s.Value!
        );
        environment["ConnectionStrings__Postgres"] = connectionString;
        environment["Access__KeyRingSecret"] = ApiNode.KeyRingSecret;
        environment["Database__ConnectSeconds"] = "15"; // a test machine may be busy
        environment["Database__IdleInTransactionSeconds"] = "60";
        environment["Reports__Batch"] = "1";
        var (process, api) = await ApiProcess.ServeAsync(["--no-sample-data"], environment);
        api.Dispose();
        return process;
    }

    private Task<ApiProcess> ServeAsync() => ServeAsync(Database.ConnectionString);

    private async Task<ApiProcess> WorkerOf(ApiProcess one, ApiProcess other)
    {
        await Eventually(async () => await Count("quartz.qrtz_scheduler_state") == 2, "both nodes are there");
        (await Supervisor.PostAsync($"/api/v1/jobs/{Name}/trigger", content: null)).StatusCode.ShouldBe(
            HttpStatusCode.Accepted
        );
        await Eventually(
            async () => await Count("job_runs where outcome = 'running' and seen >= 5") == 1,
            "the work has begun"
        );
        var node = await Scalar<string>("select node from job_runs");
        return node!.Contains($"-{one.Id}-", StringComparison.Ordinal) ? one : other;
    }

    private async Task EverythingIsDoneOnce()
    {
        (await Count("reporting.lead_facts")).ShouldBe(Leads);
        (await Count("reporting.pending")).ShouldBe(0);
        (await Scalar<long>("select sum(changed) from job_runs")).ShouldBe(
            await Scalar<long>("select count(distinct lead_id) from lead_conversion_history")
        );
    }
}
