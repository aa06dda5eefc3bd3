using ThinkRealty.Api.JobsPage.Words;
using ThinkRealty.Application.Jobs;
using ThinkRealty.Application.Pipeline;

namespace ThinkRealty.Api.JobsPage;

/// <summary>How it all stands.</summary>
/// <param name="Board">As the API shows it.</param>
/// <param name="Failures">The latest failed runs of all jobs.</param>
/// <param name="Settings">How often jobs run, and how often a failed one is tried again.</param>
public sealed record BoardState(JobBoard Board, Page<JobRunView> Failures, JobSettings Settings)
{
    /// <summary>Seconds; reports older than that stand out.</summary>
    private const double ReportsTooOld = 60;

    public bool AreReportsOld => Board.ReportLagSeconds > ReportsTooOld;

    public IReadOnlyList<JobNode> Alive { get; } = [.. Board.Nodes.Where(node => node.IsAlive)];

    public IReadOnlyList<JobNode> Gone { get; } = [.. Board.Nodes.Where(node => !node.IsAlive)];

    /// <summary>Jobs that failed last and are not tried again by themselves.</summary>
    public IReadOnlyList<JobView> GivenUp { get; } = [.. Board.Data.Where(job => HasGivenUp(job, Settings))];

    /// <summary>The failed runs that nothing has come after yet.</summary>
    public IReadOnlyList<JobRunView> OpenFailures { get; } =
    [.. Board.Data.Select(job => job.LastRun).OfType<JobRunView>().Where(run => run.Outcome == RunOutcome.Failed)];

    public IEnumerable<JobRunView> EarlierFailures =>
        Failures.Data.ExceptBy(OpenFailures.Select(run => run.RunId), run => run.RunId);

    public int Failed => OpenFailures.Count;

    /// <summary>Jobs that run when they should; a paused one does not.</summary>
    public int InOrder => Board.Data.Count(job => Badges(job).All(badge => badge.Kind is "good" or "busy" or "held"));

    public int AttemptsInAll => Settings.Retries + 1;

    /// <summary>Whether the job runs only when somebody starts it.</summary>
    public bool IsOff(JobView job) => Every(job) is { Ticks: <= 0 };

    public bool IsRunning(string job) => Board.Data.Any(j => j.Name == job && j.Running);

    /// <summary>A job's interval; zero: only by hand; null: continuously.</summary>
    public TimeSpan? Every(JobView job) => JobCatalogue.Find(job.Name)!.Every(Settings);

    /// <summary>What is to be said of a job at a glance, the gravest first.</summary>
    public IEnumerable<Badge> Badges(JobView job)
    {
        if (HasGivenUp(job, Settings))
            yield return new(Texts.FailedForGood, "bad");
        if (job.Running)
            yield return new(Texts.RunningNow, "busy");
        if (job.Paused)
            yield return new(Texts.Paused, "stopped");
        if (Rest(job) is { } rest)
            yield return rest;
    }

    private Badge? Rest(JobView job) =>
        (job.LastRun?.Outcome, Every(job)) switch
        {
            (RunOutcome.Failed, _) when HasGivenUp(job, Settings) => null,
            (RunOutcome.Failed, _) => new(Texts.FailedForNow, "warn"),
            (RunOutcome.Interrupted, _) => new(Texts.InterruptedLast, "warn"),
            _ when job.Running || job.Paused => null,
            (_, null) when AreReportsOld => new(Texts.Behind, "bad"),
            (_, { Ticks: <= 0 }) => new(Texts.Off, "held"),
            (null, { }) => new(Texts.NotRunYet, "held"),
            _ => new(Texts.InOrder, "good"),
        };

    private static bool HasGivenUp(JobView job, JobSettings settings) =>
        job.LastRun is { Outcome: RunOutcome.Failed } last && last.Attempt > settings.Retries;
}

/// <summary>A word on a job's state.</summary>
/// <param name="Word">What it says.</param>
/// <param name="Kind">How it looks: bad, warn, stopped, busy, held or good.</param>
public sealed record Badge(Text Word, string Kind)
{
    /// <summary>Whether somebody wants to hear of it at once.</summary>
    public bool IsNews => Kind is "bad" or "warn";
}
