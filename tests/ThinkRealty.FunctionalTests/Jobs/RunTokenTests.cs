using MediatR;
using Microsoft.Extensions.DependencyInjection;
using ThinkRealty.Application.Access;
using ThinkRealty.Application.Jobs;
using ThinkRealty.Application.Reports;

namespace ThinkRealty.FunctionalTests.Jobs;

/// <summary>One node works on a job at a time, and each due run is begun once, whatever nodes believe of each other.</summary>
public sealed class RunTokenTests : JobsTest
{
    private const string Name = "project_reports";

    private static readonly DateTimeOffset Due = new(2026, 1, 17, 9, 0, 0, TimeSpan.Zero);

    private IJobRuns Runs => Node.Services.GetRequiredService<IJobRuns>();

    [Test]
    public async Task A_due_run_is_begun_once_however_many_nodes_hear_of_it()
    {
        var begun = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(n => Begin($"node {n}", new(RunCause.Schedule, Due)))
        );

        begun.Count(run => run is not null).ShouldBe(1);
        (await Scalar<string>("select outcome from job_runs")).ShouldBe("running");
    }

    [Test]
    public async Task The_next_due_run_ends_one_whose_node_went_away()
    {
        var lost = await Begin("node a", new(RunCause.Schedule, Due));

        var next = await Begin("node b", new(RunCause.Schedule, Due.AddHours(1)));

        (await Rows<string>("select outcome || ' ' || coalesce(error, '') from job_runs order by no")).ShouldBe([
            "interrupted The node went away.",
            "running ",
        ]);
        next!.Id.ShouldNotBe(lost!.Id);
    }

    [Test]
    public async Task A_run_whose_node_went_away_ends_also_while_the_job_is_paused()
    {
        await Begin("node a", new(RunCause.Schedule, Due));
        await Supervisor.PostAsync($"/api/v1/jobs/{Name}/pause", content: null);

        (await Begin("node b", new(RunCause.Recovery, Due))).ShouldBeNull();

        (await Rows<string>("select outcome from job_runs")).ShouldBe(["interrupted"]);
        (await Count("jobs where missed_at is not null")).ShouldBe(1);
        await Supervisor.PostAsync($"/api/v1/jobs/{Name}/resume", content: null);
        await Eventually(async () => await Count("job_runs where outcome = 'succeeded'") == 1, "the run that is owed");
    }

    [Test]
    public async Task A_node_that_was_taken_for_dead_changes_nothing_more()
    {
        await GivenAgent();
        await Captured(Inquiry());
        var dead = (await Begin("node a", new(RunCause.Schedule, Due)))!;
        await Begin("node b", new(RunCause.Recovery, Due));

        await Should.ThrowAsync<RunTakenOverException>(() => SendBatch(dead.Id));

        (await Scalar<long>("select count(*) from reporting.lead_facts")).ShouldBe(0);
        (await Scalar<long>("select count(*) from reporting.pending")).ShouldBeGreaterThan(0);
        (await Scalar<long>("select sum(seen) from job_runs")).ShouldBe(0);
    }

    [Test]
    public async Task What_a_batch_counts_stands_or_falls_with_the_batch()
    {
        await GivenAgent();
        await Captured(Inquiry());
        var run = (await Begin("node a", new(RunCause.Schedule, Due)))!;
        await Database.Execute(
            "alter table reporting.progress add constraint never_now check (as_of < '2000-01-01') not valid"
        );
        try
        {
            await Should.ThrowAsync<Exception>(() => SendBatch(run.Id));
        }
        finally
        {
            await Database.Execute("alter table reporting.progress drop constraint never_now");
        }

        (await Scalar<long>("select seen from job_runs")).ShouldBe(0);
        await SendBatch(run.Id);
        (await Scalar<long>("select seen from job_runs")).ShouldBe(1);
        (await Scalar<long>("select changed from job_runs")).ShouldBe(1);
    }

    private Task<BegunRun?> Begin(string node, RunRequest request) =>
        Runs.BeginAsync(Name, request, node, "a trace", Clock.Now, CancellationToken.None);

    private async Task SendBatch(Guid run)
    {
        await using var scope = Node.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CallContext>().RunId = run;
        await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new ProjectReports());
    }
}
