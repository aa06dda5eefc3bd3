namespace ThinkRealty.Application.Jobs;

/// <summary>Says when a job runs, on one node of all. All that the rest of the program knows of the scheduler.</summary>
public interface IJobScheduler
{
    /// <summary>Asks for a run besides the schedule; it is kept, whatever becomes of this node.</summary>
    /// <param name="job">Its name.</param>
    /// <param name="request">Why; it begins when it is due, or as soon as the job's present run has ended.</param>
    Task AskAsync(string job, RunRequest request, CancellationToken cancellationToken);

    /// <summary>When each job runs next; a job that is not here runs only by hand, or continuously.</summary>
    Task<IReadOnlyDictionary<string, DateTimeOffset>> NextRunsAsync(CancellationToken cancellationToken);

    /// <summary>The nodes that run jobs.</summary>
    Task<IReadOnlyList<JobNode>> NodesAsync(CancellationToken cancellationToken);
}

/// <summary>A node that runs jobs.</summary>
/// <param name="Node">Its name, as in the runs.</param>
/// <param name="LastSeenAt">When it last gave a sign of life.</param>
/// <param name="IsAlive">Whether that is recent enough; else another node takes over what it was at.</param>
public sealed record JobNode(string Node, DateTimeOffset LastSeenAt, bool IsAlive);
