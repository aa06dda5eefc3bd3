using ThinkRealty.Application.Agents;
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
            "Counts changed leads for the reports.",
            Every: _ => null,
            Offset: TimeSpan.Zero,
            () => new ProjectReports()
        );

    public static Job DecayScores { get; } =
        new(
            "decay_scores",
            "Books every complete week of silence in the scores of active leads.",
            settings => settings.DecayScoresEvery,
            Offset: TimeSpan.FromMinutes(10),
            () => new DecayScores()
        );

    public static Job EscalateFollowUps { get; } =
        new(
            "escalate_follow_ups",
            "Calls in a supervisor where a follow-up has been overdue for 29 days.",
            settings => settings.EscalateFollowUpsEvery,
            Offset: TimeSpan.FromMinutes(20),
            () => new EscalateFollowUps()
        );

    public static Job RefreshAgentMetrics { get; } =
        new(
            "refresh_agent_metrics",
            "Measures the conversion rate of every agent over the last 90 days.",
            settings => settings.RefreshAgentMetricsEvery,
            Offset: TimeSpan.FromMinutes(30),
            () => new RefreshAgentMetrics()
        );

    public static IReadOnlyList<Job> All { get; } =
    [ProjectReports, DecayScores, EscalateFollowUps, RefreshAgentMetrics];

    /// <summary>The job of that name; null: there is none.</summary>
    public static Job? Find(string name) => All.FirstOrDefault(job => job.Name == name);
}
