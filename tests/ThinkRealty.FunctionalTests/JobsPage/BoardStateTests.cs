using ThinkRealty.Api.JobsPage;
using ThinkRealty.Application.Jobs;

namespace ThinkRealty.FunctionalTests.JobsPage;

/// <summary>What stands out on the board, and what does not.</summary>
public sealed class BoardStateTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 17, 6, 0, 0, TimeSpan.Zero);
    private static readonly JobSettings Settings = new();

    [TestCase(0, false), TestCase(60, false), TestCase(60.001, true)]
    public void Reports_are_too_old_after_a_minute(double seconds, bool areOld) =>
        State(Job(), lag: seconds).AreReportsOld.ShouldBe(areOld);

    // Three retries are set, so the fourth attempt is the last that is made by itself.
    [TestCase(1, "Failed, tried again soon"), TestCase(3, "Failed, tried again soon")]
    [TestCase(4, "Failed, no attempt left"), TestCase(5, "Failed, no attempt left")]
    public void A_job_that_failed_says_whether_it_is_tried_again(int attempt, string badge)
    {
        var job = Job(Run(RunOutcome.Failed, attempt));

        Badges(job).ShouldBe([badge]);
        State(job).GivenUp.Count.ShouldBe(badge.EndsWith("left", StringComparison.Ordinal) ? 1 : 0);
        State(job).OpenFailures.ShouldBe([job.LastRun!]);
    }

    [Test]
    public void What_is_grave_comes_first_and_what_is_well_is_said_only_alone()
    {
        var failed = Job(Run(RunOutcome.Failed, attempt: 4));
        Badges(failed with { Running = true, Paused = true })
            .ShouldBe(["Failed, no attempt left", "Running", "Paused"]);

        var well = Job(Run(RunOutcome.Succeeded));
        Badges(well).ShouldBe(["In order"]);
        Badges(well with { Running = true }).ShouldBe(["Running"]);
        Badges(well with { Paused = true }).ShouldBe(["Paused"]);
        Badges(Job(Run(RunOutcome.Interrupted))).ShouldBe(["Interrupted"]);
    }

    [Test]
    public void A_job_without_runs_says_whether_one_is_to_come()
    {
        Badges(Job(name: "project_reports")).ShouldBe(["In order"]);
        Badges(Job(name: "project_reports"), lag: 61).ShouldBe(["Behind"]);
        Badges(Job(), Settings).ShouldBe(["Not run yet"]);
        Badges(Job(), Settings with { DecayScoresEvery = TimeSpan.Zero }).ShouldBe(["Only by hand"]);
    }

    [Test]
    public void A_paused_job_is_not_in_order_and_looks_unlike_one_that_has_not_run()
    {
        var well = Job(Run(RunOutcome.Succeeded));
        var paused = well with { Paused = true };
        var neverRun = Job();

        State(well).InOrder.ShouldBe(1);
        State(neverRun).InOrder.ShouldBe(1);
        State(well with { Running = true }).InOrder.ShouldBe(1);
        State(paused).InOrder.ShouldBe(0);
        State(paused with { Running = true }).InOrder.ShouldBe(0);
        State(Job(Run(RunOutcome.Failed))).InOrder.ShouldBe(0);
        State(Job(Run(RunOutcome.Interrupted))).InOrder.ShouldBe(0);
        State(Job(name: "project_reports"), lag: 61).InOrder.ShouldBe(0);
        State(neverRun, Settings with { DecayScoresEvery = TimeSpan.Zero }).InOrder.ShouldBe(1);
        State(paused).Badges(paused).First().Kind.ShouldNotBe(State(neverRun).Badges(neverRun).First().Kind);
    }

    [Test]
    public void A_failure_that_something_came_after_is_an_earlier_one()
    {
        var (first, second) = (Run(RunOutcome.Failed), Run(RunOutcome.Failed));

        State(Job(second), failures: [second, first]).EarlierFailures.ShouldBe([first]);
        State(Job(Run(RunOutcome.Succeeded)), failures: [second, first]).EarlierFailures.ShouldBe([second, first]);
    }

    private static IEnumerable<string> Badges(JobView job, JobSettings? settings = null, double lag = 0) =>
        State(job, settings, lag).Badges(job).Select(badge => badge.Word.English);

    private static BoardState State(
        JobView job,
        JobSettings? settings = null,
        double lag = 0,
        IReadOnlyList<JobRunView>? failures = null
    ) =>
        new(
            new([job], 1, [], QueueLength: 0, OldestWaitingSince: null, lag),
            new(failures ?? [], failures?.Count ?? 0, Skip: 0, Limit: 20, NextCursor: null),
            settings ?? Settings
        );

    private static JobView Job(JobRunView? last = null, string name = "decay_scores") =>
        new()
        {
            Name = name,
            Description = "",
            Schedule = "",
            Paused = false,
            Running = false,
            LastRun = last,
            Trend = [],
        };

    private static JobRunView Run(RunOutcome outcome, int attempt = 1) =>
        new()
        {
            RunId = Guid.CreateVersion7(),
            Job = "decay_scores",
            Node = "",
            Cause = RunCause.Schedule,
            Attempt = attempt,
            DueAt = Now,
            StartedAt = Now,
            Outcome = outcome,
            Counts = new(0, 0, new Dictionary<string, long>(), null),
            TraceId = "",
        };
}
