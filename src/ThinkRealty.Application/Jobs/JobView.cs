using ThinkRealty.Application.Access;

namespace ThinkRealty.Application.Jobs;

/// <summary>One job as it stands.</summary>
public sealed record JobView
{
    public required string Name { get; init; }

    /// <summary>What it does.</summary>
    public required string Description { get; init; }

    /// <summary>When it runs, in words.</summary>
    public required string Schedule { get; init; }

    /// <summary>Seconds between two due runs; null where it runs continuously, or only by hand.</summary>
    public long? EverySeconds { get; init; }

    /// <summary>By the scheduler's clock; null where nothing is due: paused, continuous, or only by hand.</summary>
    public DateTimeOffset? NextRunAt { get; init; }

    /// <summary>Whether a supervisor keeps it from running by itself.</summary>
    public required bool Paused { get; init; }

    /// <summary>Since when, where it is paused.</summary>
    public DateTimeOffset? PausedAt { get; init; }

    /// <summary>Who paused it.</summary>
    public Actor? PausedBy { get; init; }

    /// <summary>Whether a run is going on.</summary>
    public required bool Running { get; init; }

    /// <summary>The run that is going on, with what it has done so far.</summary>
    public JobRunView? CurrentRun { get; init; }

    /// <summary>The run that ended last.</summary>
    public JobRunView? LastRun { get; init; }

    /// <summary>Percent of the last 100 ended runs that succeeded, two decimals; null before the first one.</summary>
    public decimal? SuccessRate { get; init; }

    /// <summary>The last 30 ended runs, the oldest first.</summary>
    public required IReadOnlyList<RunTrend> Trend { get; init; }
}

/// <summary>A point of the duration trend.</summary>
/// <param name="StartedAt">When the run began.</param>
/// <param name="DurationMs">Milliseconds.</param>
/// <param name="Outcome">How it ended.</param>
public sealed record RunTrend(DateTimeOffset StartedAt, long DurationMs, RunOutcome Outcome);
