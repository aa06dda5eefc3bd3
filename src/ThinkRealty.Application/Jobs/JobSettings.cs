using System.ComponentModel.DataAnnotations;

namespace ThinkRealty.Application.Jobs;

/// <summary>When the jobs run, and the thresholds they go by. Section <c>Jobs</c>; an interval of 00:00:00 is "off".</summary>
public sealed record JobSettings
{
    private const string Off = "00:00:00";
    private const string Longest = "7.00:00:00";

    // What a short batch changed makes work afterwards, for the reports' projection above all.
    private static readonly TimeSpan ShortestRest = TimeSpan.FromMilliseconds(25);

    /// <summary>Whether this node runs jobs; one that only answers requests may leave them to others.</summary>
    public bool Run { get; init; } = true;

    [Range(typeof(TimeSpan), Off, Longest)]
    public TimeSpan ReassignStaleLeadsEvery { get; init; } = TimeSpan.FromHours(1);

    [Range(typeof(TimeSpan), Off, Longest)]
    public TimeSpan DecayScoresEvery { get; init; } = TimeSpan.FromHours(1);

    [Range(typeof(TimeSpan), Off, Longest)]
    public TimeSpan EscalateFollowUpsEvery { get; init; } = TimeSpan.FromHours(1);

    [Range(typeof(TimeSpan), Off, Longest)]
    public TimeSpan DrainQueueEvery { get; init; } = TimeSpan.FromMinutes(1);

    [Range(typeof(TimeSpan), Off, Longest)]
    public TimeSpan RefreshAgentMetricsEvery { get; init; } = TimeSpan.FromHours(1);

    [Range(typeof(TimeSpan), Off, Longest)]
    public TimeSpan RebalanceWorkloadEvery { get; init; } = TimeSpan.Zero;

    [Range(typeof(TimeSpan), Off, Longest)]
    public TimeSpan PurgeOldRecordsEvery { get; init; } = TimeSpan.FromDays(1);

    /// <summary>Hours without a contact after which an assigned lead is stale (rules §6).</summary>
    [Range(1, 8760)]
    public int StaleAfterHours { get; init; } = 24;

    /// <summary>How often a lead goes on by itself before a supervisor must look (rules §6).</summary>
    [Range(1, 20)]
    public int StaleHops { get; init; } = 3;

    /// <summary>Days overdue after which a follow-up is escalated; the database insists at 30 (rules §8).</summary>
    [Range(1, 29)]
    public int EscalateAfterDays { get; init; } = 29;

    /// <summary>An agent above this share of the maximum gives leads away, percent (rules §6).</summary>
    [Range(1, 100)]
    public int RebalanceAbovePercent { get; init; } = 80;

    /// <summary>An agent below this share of the maximum may get them, percent (rules §6).</summary>
    [Range(1, 100)]
    public int RebalanceBelowPercent { get; init; } = 60;

    /// <summary>Days for which refused inquiries are kept (rules §4).</summary>
    [Range(1, 3650)]
    public int KeepIntakeDays { get; init; } = 90;

    /// <summary>Days for which runs of jobs, and agents' former figures, are kept.</summary>
    [Range(1, 3650)]
    public int KeepRunsDays { get; init; } = 90;

    /// <summary>
    /// How long a run rests after each batch, percent of the time that the batch took, but 25 ms at least; 0: not at all. Whoever
    /// waits for an answer comes first.
    /// </summary>
    [Range(0, 1000)]
    public int RestPercent { get; init; } = 50;

    /// <summary>How often a failed run is tried again.</summary>
    [Range(0, 10)]
    public int Retries { get; init; } = 3;

    /// <summary>Seconds before the first of these; each further one waits four times as long.</summary>
    [Range(1, 3600)]
    public int RetryAfterSeconds { get; init; } = 60;

    /// <summary>The rest after a batch that took so long.</summary>
    public TimeSpan RestAfter(TimeSpan batch) =>
        RestPercent == 0 ? TimeSpan.Zero : Max(batch * RestPercent / 100, ShortestRest);

    private static TimeSpan Max(TimeSpan one, TimeSpan another) => one > another ? one : another;
}
