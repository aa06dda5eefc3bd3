using System.Data.Common;
using Dapper;
using ThinkRealty.Application.Access;

namespace ThinkRealty.Application.Jobs;

/// <summary>Puts together what is to be said of jobs: their settings, their switch, their runs and the scheduler's plan.</summary>
internal sealed class JobViews(DbDataSource db, IJobScheduler scheduler, JobSettings settings)
{
    private const int Trend = 30;

    private const string Sql = $"""
        select j.name, j.paused_at, j.paused_by, u.full_name as paused_by_name
          from jobs j left join users u on u.id = j.paused_by
         where j.name = any (@names);
        select {JobRunRow.Columns}
          from unnest(@names) n (name)
         cross join lateral (select * from job_runs r where r.job = n.name order by r.no desc limit 101) r
          left join users u on u.id = r.requested_by
         order by r.no
        """;

    public async Task<IReadOnlyList<JobView>> ReadAsync(IReadOnlyList<Job> jobs, CancellationToken cancellationToken)
    {
        var next = await scheduler.NextRunsAsync(cancellationToken);
        await using var connection = await db.OpenConnectionAsync(cancellationToken);
        await using var grid = await connection.QueryMultipleAsync(
            new(Sql, new { names = jobs.Select(j => j.Name).ToArray() }, cancellationToken: cancellationToken)
        );
        var switches = (await grid.ReadAsync<Switch>()).ToDictionary(s => s.Name);
        var runs = (await grid.ReadAsync<JobRunRow>()).ToLookup(r => r.Job, r => r.ToView());
        return
        [
            .. jobs.Select(job => View(job, switches[job.Name], [.. runs[job.Name]], next.GetValueOrDefault(job.Name))),
        ];
    }

    private JobView View(Job job, Switch paused, List<JobRunView> runs, DateTimeOffset next)
    {
        var every = job.Every(settings);
        var ended = runs.Where(r => r.Outcome != RunOutcome.Running).TakeLast(100).ToList();
        var current = runs.Find(r => r.Outcome == RunOutcome.Running);
        return new()
        {
            Name = job.Name,
            Description = job.Describe(settings),
            Schedule = ScheduleWords.Of(every),
            EverySeconds = every > TimeSpan.Zero ? (long)every.Value.TotalSeconds : null,
            NextRunAt = paused.PausedAt is null && next != default ? next : null,
            Paused = paused.PausedAt is not null,
            PausedAt = paused.PausedAt,
            PausedBy = Actor.Of(paused.PausedBy, paused.PausedByName),
            Running = current is not null,
            CurrentRun = current,
            LastRun = ended.LastOrDefault(),
            SuccessRate =
                ended.Count == 0 ? null : Percent(ended.Count(r => r.Outcome == RunOutcome.Succeeded), ended.Count),
            Trend = [.. ended.TakeLast(Trend).Select(r => new RunTrend(r.StartedAt, r.DurationMs ?? 0, r.Outcome))],
        };
    }

    private static decimal Percent(int some, int all) =>
        Math.Round(100m * some / all, 2, MidpointRounding.AwayFromZero);

    private sealed record Switch
    {
        public string Name { get; init; } = "";
        public DateTimeOffset? PausedAt { get; init; }
        public Guid? PausedBy { get; init; }
        public string? PausedByName { get; init; }
    }
}
