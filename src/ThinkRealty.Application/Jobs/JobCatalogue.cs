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
            "Counts changed leads for the reports.",
            Every: _ => null,
            Offset: TimeSpan.Zero,
            () => new ProjectReports()
        );

    public static Job ReassignStaleLeads { get; } =
        new(
            "reassign_stale_leads",
            "Gives leads that nobody has contacted for a day to the best other agent.",
            settings => settings.ReassignStaleLeadsEvery,
            Offset: TimeSpan.Zero,
            () => new ReassignStaleLeads()
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

    public static Job DrainQueue { get; } =
        new(
            "drain_queue",
            "Gives the leads that wait to agents with room, who waits longest first.",
            settings => settings.DrainQueueEvery,
            Offset: TimeSpan.Zero,
            () => new DrainWaitingLeads()
        );

    public static Job RebalanceWorkload { get; } =
        new(
            "rebalance_workload",
            "Moves untouched leads from agents with much to do to agents with little.",
            settings => settings.RebalanceWorkloadEvery,
            Offset: TimeSpan.FromMinutes(40),
            () => new RebalanceWorkload()
        );

    public static IReadOnlyList<Job> All { get; } =
    [ReassignStaleLeads, DecayScores, EscalateFollowUps, DrainQueue, RebalanceWorkload, ProjectReports];

    /// <summary>The job of that name; null: there is none.</summary>
    public static Job? Find(string name) => All.FirstOrDefault(job => job.Name == name);
}
