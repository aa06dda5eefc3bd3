using ThinkRealty.Application.Reports;

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

    public static IReadOnlyList<Job> All { get; } = [ProjectReports];

    /// <summary>The job of that name; null: there is none.</summary>
    public static Job? Find(string name) => All.FirstOrDefault(job => job.Name == name);
}
