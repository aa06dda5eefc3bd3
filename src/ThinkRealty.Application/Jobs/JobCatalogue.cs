using ThinkRealty.Application.Agents;
using ThinkRealty.Application.Assignment;
using ThinkRealty.Application.FollowUps;
using ThinkRealty.Application.Reports;
using ThinkRealty.Application.Scoring;

namespace ThinkRealty.Application.Jobs;

/// <summary>Every job there is.</summary>
public static class JobCatalogue
{
    /// <summary>Goes on all the time besides its runs, several times a second.</summary>
    public static Job ProjectReports { get; } =
        new(
            "project_reports",
            _ => "Counts changed leads for the reports.",
            Every: _ => null,
            Offset: TimeSpan.Zero,
            () => new ProjectReports()
        );

    public static Job ReassignStaleLeads { get; } =
        new(
            "reassign_stale_leads",
            settings =>
                $"Gives leads that nobody has contacted for {Hours(settings.StaleAfterHours)} to the best other agent.",
            settings => settings.ReassignStaleLeadsEvery,
            Offset: TimeSpan.Zero,
            () => new ReassignStaleLeads()
        );

    public static Job DecayScores { get; } =
        new(
            "decay_scores",
            _ => "Books every complete week of silence in the scores of active leads.",
            settings => settings.DecayScoresEvery,
            Offset: TimeSpan.FromMinutes(10),
            () => new DecayScores()
        );

    public static Job EscalateFollowUps { get; } =
        new(
            "escalate_follow_ups",
            settings =>
                $"Calls in a supervisor where a follow-up has been overdue for {Days(settings.EscalateAfterDays)}.",
            settings => settings.EscalateFollowUpsEvery,
            Offset: TimeSpan.FromMinutes(20),
            () => new EscalateFollowUps()
        );

    public static Job DrainQueue { get; } =
        new(
            "drain_queue",
            _ => "Gives waiting leads to agents with room, the oldest first.",
            settings => settings.DrainQueueEvery,
            Offset: TimeSpan.Zero,
            () => new DrainWaitingLeads()
        );

    public static Job RefreshAgentMetrics { get; } =
        new(
            "refresh_agent_metrics",
            _ => "Measures the conversion rate of every agent over the last 90 days.",
            settings => settings.RefreshAgentMetricsEvery,
            Offset: TimeSpan.FromMinutes(30),
            () => new RefreshAgentMetrics()
        );

    public static Job RebalanceWorkload { get; } =
        new(
            "rebalance_workload",
            settings =>
                $"Moves untouched leads from agents above {settings.RebalanceAbovePercent} % of their maximum to agents below "
                + $"{settings.RebalanceBelowPercent} %.",
            settings => settings.RebalanceWorkloadEvery,
            Offset: TimeSpan.FromMinutes(40),
            () => new RebalanceWorkload()
        );

    /// <summary>At three in the morning, Dubai, as it is set.</summary>
    public static Job PurgeOldRecords { get; } =
        new(
            "purge_old_records",
            settings =>
                $"Deletes refused inquiries after {Days(settings.KeepIntakeDays)}, records of runs after "
                + $"{Days(settings.KeepRunsDays)}, and request keys, tokens and sign-ins that have expired.",
            settings => settings.PurgeOldRecordsEvery,
            Offset: TimeSpan.FromHours(3),
            () => new PurgeOldRecords()
        );

    public static IReadOnlyList<Job> All { get; } =
    [
        ReassignStaleLeads,
        DecayScores,
        EscalateFollowUps,
        DrainQueue,
        RefreshAgentMetrics,
        RebalanceWorkload,
        PurgeOldRecords,
        ProjectReports,
    ];

    /// <summary>The job of that name; null: there is none.</summary>
    public static Job? Find(string name) => All.FirstOrDefault(job => job.Name == name);

    private static string Hours(int number) => number == 1 ? "1 hour" : $"{number} hours";

    private static string Days(int number) => number == 1 ? "1 day" : $"{number} days";
}
