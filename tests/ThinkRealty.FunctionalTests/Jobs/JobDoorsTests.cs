using System.Net;
using System.Text.Json;
using ThinkRealty.FunctionalTests.Fixture;

namespace ThinkRealty.FunctionalTests.Jobs;

/// <summary>Looking after the jobs by <c>/api/v1/jobs</c>.</summary>
public sealed class JobDoorsTests : JobsTest
{
    private const string Name = "project_reports";

    [Test]
    public async Task A_triggered_job_runs_and_leaves_its_record()
    {
        await GivenAgent();
        await Captured(Inquiry());

        var run = await Run(Name);

        run.GetProperty("outcome").GetString().ShouldBe("succeeded", run.ToString());
        run.GetProperty("cause").GetString().ShouldBe("request");
        run.GetProperty("requested_by").GetProperty("name").GetString().ShouldBe("Layla Haddad");
        run.GetProperty("counts").GetProperty("changed").GetInt64().ShouldBe(1);
        run.GetProperty("duration_ms").GetInt64().ShouldBeGreaterThanOrEqualTo(0);
        run.GetProperty("trace_id").GetString()!.Length.ShouldBe(32);
        run.GetProperty("node").GetString().ShouldNotBeNullOrEmpty();
        run.GetProperty("error").ValueKind.ShouldBe(JsonValueKind.Null);
        (await Scalar<long>("select count(*) from reporting.lead_facts")).ShouldBe(1);
    }

    [Test]
    public async Task The_board_shows_nodes_queue_and_the_age_of_the_reports()
    {
        await GivenAgent(max: 1);
        await Captured(Inquiry());
        (await Capture(Inquiry())).StatusCode.ShouldBe(HttpStatusCode.Accepted);

        var board = await Json(await Supervisor.GetAsync("/api/v1/jobs"));

        board.GetProperty("queue_length").GetInt64().ShouldBe(1);
        board.GetProperty("oldest_waiting_since").GetDateTimeOffset().ShouldBe(Clock.Now);
        board.GetProperty("report_lag_seconds").GetDouble().ShouldBeGreaterThanOrEqualTo(0);
        board.GetProperty("nodes").EnumerateArray().ShouldContain(n => n.GetProperty("is_alive").GetBoolean());
        board.GetProperty("total").GetInt64().ShouldBe(board.GetProperty("data").GetArrayLength());
        board
            .GetProperty("data")
            .EnumerateArray()
            .Single(j => j.GetProperty("name").GetString() == Name)
            .GetProperty("schedule")
            .GetString()
            .ShouldBe("continuously");
    }

    [Test]
    public async Task Pausing_and_resuming_are_audited_and_done_once()
    {
        foreach (var step in (string[])["pause", "pause", "resume", "resume"])
        {
            var response = await Supervisor.PostAsync($"/api/v1/jobs/{Name}/{step}", content: null);
            response.StatusCode.ShouldBe(HttpStatusCode.OK);
            var job = await Json(response);
            job.GetProperty("paused").GetBoolean().ShouldBe(step == "pause");
            (job.GetProperty("paused_at").ValueKind == JsonValueKind.Null).ShouldBe(step == "resume");
        }

        (
            await Rows<string>(
                "select action || ' by ' || actor_kind from audit_log where entity_type = 'scheduled_job' order by id"
            )
        ).ShouldBe(["job_paused by user", "job_resumed by user"]);
    }

    [Test]
    public async Task A_paused_job_still_runs_by_hand()
    {
        await Supervisor.PostAsync($"/api/v1/jobs/{Name}/pause", content: null);

        (await Run(Name)).GetProperty("outcome").GetString().ShouldBe("succeeded");

        await Supervisor.PostAsync($"/api/v1/jobs/{Name}/resume", content: null);
    }

    [Test]
    public async Task A_job_that_runs_is_not_triggered_again()
    {
        var run = Guid.NewGuid();
        await Database.Execute(
            """
            insert into job_runs (id, job, node, cause, due_at, attempt, started_at, outcome, trace_id)
            values (@run, @Name, 'a node', 'schedule', @at, 1, @at, 'running', 'a trace')
            """,
            new
            {
                run,
                Name,
                at = Clock.Now.UtcDateTime,
            }
        );

        var response = await Supervisor.PostAsync($"/api/v1/jobs/{Name}/trigger", content: null);

        await ShouldBeProblem(response, 409, "job_running");
        (await Json(response)).GetProperty("run_id").GetGuid().ShouldBe(run);
    }

    [Test]
    public async Task What_is_not_there_is_said_so()
    {
        foreach (var step in (string[])["trigger", "pause", "resume", $"runs/{Guid.NewGuid()}/retry"])
            await ShouldBeProblem(
                await Supervisor.PostAsync($"/api/v1/jobs/no_such_job/{step}", content: null),
                404,
                "job_not_found"
            );
        await ShouldBeProblem(await Supervisor.GetAsync("/api/v1/jobs/no_such_job"), 404, "job_not_found");
        await ShouldBeProblem(await Supervisor.GetAsync("/api/v1/jobs/no_such_job/runs"), 404, "job_not_found");
        await ShouldBeProblem(
            await Supervisor.PostAsync($"/api/v1/jobs/{Name}/runs/{Guid.NewGuid()}/retry", content: null),
            404,
            "run_not_found"
        );
    }

    [Test]
    public async Task Only_a_run_that_failed_is_tried_again()
    {
        var run = (await Run(Name)).GetProperty("run_id").GetGuid();

        var response = await Supervisor.PostAsync($"/api/v1/jobs/{Name}/runs/{run}/retry", content: null);

        await ShouldBeProblem(response, 409, "run_not_failed");
    }

    [Test]
    public async Task Runs_are_listed_latest_first_by_job_and_outcome()
    {
        var runs = new List<Guid>();
        for (var n = 0; n < 3; n++)
        {
            runs.Insert(0, (await Run(Name)).GetProperty("run_id").GetGuid());
            Clock.Advance(TimeSpan.FromSeconds(1));
        }

        (await Supervisor.Whole($"/api/v1/jobs/{Name}/runs", "run_id")).ShouldBe(runs);
        (await Supervisor.Whole("/api/v1/jobs/runs?outcome=succeeded", "run_id")).ShouldBe(runs);
        (await Supervisor.Walk($"/api/v1/jobs/{Name}/runs", "run_id", limit: 1)).ShouldBe(runs);
        (await Supervisor.Whole("/api/v1/jobs/runs?outcome=failed", "run_id")).ShouldBeEmpty();
        await ShouldComplainOf(await Supervisor.GetAsync("/api/v1/jobs/runs?outcome=lucky"), "outcome");
    }

    [Test]
    public async Task Agents_and_strangers_have_no_business_here()
    {
        var sarah = await GivenAgent();
        using var agent = await SignedInAs("agent", sarah);

        await ShouldBeProblem(await agent.GetAsync("/api/v1/jobs"), 403, "forbidden");
        await ShouldBeProblem(await agent.PostAsync($"/api/v1/jobs/{Name}/trigger", content: null), 403, "forbidden");
        using var stranger = Node.CreateClient();
        await ShouldBeProblem(await stranger.GetAsync("/api/v1/jobs"), 401, "unauthenticated");
    }
}
