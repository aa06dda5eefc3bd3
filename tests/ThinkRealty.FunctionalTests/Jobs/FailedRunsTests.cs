using System.Net;
using System.Text.Json;

namespace ThinkRealty.FunctionalTests.Jobs;

/// <summary>What fails is tried again, each time after a longer wait, and then stands out.</summary>
public sealed class FailedRunsTests : JobsTest
{
    private const string Name = "project_reports";

    protected override IReadOnlyDictionary<string, string?> Settings =>
        new Dictionary<string, string?>(JobsByHand) { ["Jobs:Retries"] = "2", ["Jobs:RetryAfterSeconds"] = "1" };

    [SetUp]
    public Task LetItFail() =>
        Database.Execute(
            """
            create or replace function break_down() returns trigger language plpgsql as
              $$ begin raise exception 'the disk of % is full', tg_table_name using errcode = 'disk_full'; end $$;
            create or replace trigger break_down before insert on reporting.lead_facts
              for each row execute function break_down()
            """
        );

    [TearDown]
    public Task MendIt() => Database.Execute("drop trigger if exists break_down on reporting.lead_facts");

    [Test]
    public async Task A_failed_run_is_tried_again_as_often_as_set_and_then_no_more()
    {
        await GivenAgent();
        await Captured(Inquiry());

        await Run(Name);
        await Eventually(
            async () => await Scalar<long>("select count(*) from job_runs where outcome = 'failed'") == 3,
            "two retries"
        );

        (await Rows<string>("select cause || ' ' || attempt from job_runs order by no")).ShouldBe([
            "request 1",
            "retry 2",
            "retry 3",
        ]);
        // Due one second after the first and four after the second, by the scheduler's clock.
        (
            await Scalar<bool>(
                """
                select bool_and(due_at - before >= pause) from (
                  select due_at, lag(due_at) over (order by no) as before,
                         make_interval(secs => case no_in_row when 2 then 1 else 4 end) as pause
                    from (select *, row_number() over (order by no) as no_in_row from job_runs) r) r
                 where before is not null
                """
            )
        ).ShouldBeTrue();
        var last = (await Job(Name)).GetProperty("last_run");
        last.GetProperty("error").GetString()!.ShouldContain("53100: the disk of lead_facts is full");
        last.GetProperty("counts").GetProperty("seen").GetInt64().ShouldBe(0);
        (await Scalar<long>("select count(*) from quartz.qrtz_triggers")).ShouldBe(0);
    }

    [Test]
    public async Task A_supervisor_tries_a_failed_run_again()
    {
        await GivenAgent();
        await Captured(Inquiry());
        var failed = await Run(Name);
        await MendIt();

        var response = await Supervisor.PostAsync(
            $"/api/v1/jobs/{Name}/runs/{failed.GetProperty("run_id").GetGuid()}/retry",
            content: null
        );

        response.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        await Eventually(
            async () => (await Job(Name)).GetProperty("last_run").GetProperty("outcome").GetString() == "succeeded",
            "the retry"
        );
        var run = (await Job(Name)).GetProperty("last_run");
        run.GetProperty("attempt").GetInt32().ShouldBeGreaterThanOrEqualTo(2);
        (
            await Scalar<long>("select count(*) from audit_log where action = 'job_retried' and actor_kind = 'user'")
        ).ShouldBe(1);
    }

    [Test]
    public async Task What_a_run_says_of_its_failure_names_nobody()
    {
        await GivenAgent();
        await Captured(Inquiry());
        await MendIt();
        await Database.Execute(
            "alter table reporting.lead_facts add constraint nobody_fits check (nationality = 'nobody') not valid"
        );
        try
        {
            var error = (await Run(Name)).GetProperty("error").GetString()!;

            error.ShouldContain("nobody_fits");
            error.ShouldNotContain("Failing row");
            error.Length.ShouldBeLessThanOrEqualTo(500);
        }
        finally
        {
            await Database.Execute("alter table reporting.lead_facts drop constraint nobody_fits");
        }
    }

    [Test]
    public async Task The_success_rate_is_over_the_ended_runs()
    {
        await GivenAgent();
        await Run(Name); // nothing to count yet, so nothing breaks
        await Captured(Inquiry());
        await Run(Name);

        var job = await Job(Name);

        job.GetProperty("success_rate").GetDecimal().ShouldBe(50m);
        job.GetProperty("trend")
            .EnumerateArray()
            .Select(t => t.GetProperty("outcome").GetString())
            .ShouldBe(["succeeded", "failed"]);
        job.GetProperty("current_run").ValueKind.ShouldBe(JsonValueKind.Null);
    }
}
