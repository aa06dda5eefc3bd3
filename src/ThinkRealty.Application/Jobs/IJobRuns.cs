namespace ThinkRealty.Application.Jobs;

/// <summary>The record of runs, which also sees to it that a job has one at a time and each due run happens once.</summary>
public interface IJobRuns
{
    /// <summary>
    /// Begins a run, as soon as the database answers. One that is still open belongs to a node that went away: it ends here, and can do nothing more. Null
    /// where nothing is to be done: the job is paused (a due run is remembered), or this due run has been begun already.
    /// </summary>
    Task<BegunRun?> BeginAsync(
        string job,
        RunRequest request,
        string node,
        string traceId,
        DateTimeOffset now,
        CancellationToken cancellationToken
    );

    /// <summary>Ends a run, as soon as the database answers. False: another node has ended it before.</summary>
    /// <param name="run">Which one.</param>
    /// <param name="outcome">How.</param>
    /// <param name="error">What went wrong, without anything personal; null where nothing did.</param>
    /// <param name="took">From beginning to end.</param>
    /// <param name="now">The program's clock.</param>
    /// <param name="giveUp">Ends the waiting for the database.</param>
    Task<bool> EndAsync(
        BegunRun run,
        RunOutcome outcome,
        string? error,
        TimeSpan took,
        DateTimeOffset now,
        CancellationToken giveUp
    );
}

/// <summary>The right to work on a run, inside the transaction of one of its batches.</summary>
public interface IRunToken
{
    /// <summary>Holds it until the transaction ends.</summary>
    /// <exception cref="RunTakenOverException">The run has ended: another node was faster.</exception>
    Task HoldAsync(Guid run, CancellationToken cancellationToken);

    /// <summary>Adds what the batch did; it counts together with the batch, or not at all.</summary>
    Task AdvanceAsync(Guid run, JobStep step, CancellationToken cancellationToken);
}

/// <summary>This node was taken for dead, and another one does its work.</summary>
public sealed class RunTakenOverException() : Exception("The run has ended; another node has taken over.");
