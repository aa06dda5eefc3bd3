using System.Data.Common;
using Dapper;
using MediatR;
using ThinkRealty.Application.Pipeline;

namespace ThinkRealty.Application.Jobs;

/// <summary>Every job, and what a supervisor wants to know beside them.</summary>
public sealed record ListJobs : IQuery<JobBoard>;

/// <summary>The jobs with the state of what they look after.</summary>
/// <param name="Data">Every job.</param>
/// <param name="Total">How many.</param>
/// <param name="Nodes">The nodes that run jobs.</param>
/// <param name="QueueLength">Leads that wait for an agent.</param>
/// <param name="OldestWaitingSince">Since when the first of them waits.</param>
/// <param name="ReportLagSeconds">How old the reports are, seconds.</param>
public sealed record JobBoard(
    IReadOnlyList<JobView> Data,
    long Total,
    IReadOnlyList<JobNode> Nodes,
    long QueueLength,
    DateTimeOffset? OldestWaitingSince,
    double ReportLagSeconds
);

internal sealed class ListJobsHandler(DbDataSource db, IJobScheduler scheduler, JobViews views)
    : IRequestHandler<ListJobs, JobBoard>
{
    private const string Sql = """
        select count(*) as queue_length, min(queued_at) as oldest_waiting_since,
               (select extract(epoch from clock_timestamp() - as_of)::double precision from reporting.progress)
                 as report_lag_seconds
          from leads where queued_at is not null
        """;

    public async Task<JobBoard> Handle(ListJobs request, CancellationToken cancellationToken)
    {
        var jobs = await views.ReadAsync([.. JobCatalogue.All], cancellationToken);
        var nodes = await scheduler.NodesAsync(cancellationToken);
        await using var connection = await db.OpenConnectionAsync(cancellationToken);
        var beside = await connection.QuerySingleAsync<Beside>(new(Sql, cancellationToken: cancellationToken));
        return new(
            jobs,
            jobs.Count,
            nodes,
            beside.QueueLength,
            beside.OldestWaitingSince,
            Math.Round(Math.Max(0, beside.ReportLagSeconds), 3)
        );
    }

    private sealed record Beside
    {
        public long QueueLength { get; init; }
        public DateTimeOffset? OldestWaitingSince { get; init; }
        public double ReportLagSeconds { get; init; }
    }
}
