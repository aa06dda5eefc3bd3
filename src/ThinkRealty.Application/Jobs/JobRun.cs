namespace ThinkRealty.Application.Jobs;

/// <summary>Why a run was begun.</summary>
public enum RunCause
{
    /// <summary>It was due.</summary>
    Schedule,

    /// <summary>A supervisor wanted it.</summary>
    Request,

    /// <summary>The one before failed, or lost its database.</summary>
    Retry,

    /// <summary>The node that was at it went away.</summary>
    Recovery,

    /// <summary>It was due while the job was paused.</summary>
    CatchUp,
}

/// <summary>How a run stands, or how it ended.</summary>
public enum RunOutcome
{
    Running,
    Succeeded,

    /// <summary>An error, which the run names; it is tried again some times.</summary>
    Failed,

    /// <summary>Its node stopped or went away, or the database did; another run goes on with the work.</summary>
    Interrupted,
}

/// <summary>What the scheduler asks for.</summary>
/// <param name="Cause">Why.</param>
/// <param name="DueAt">When it was due, by the scheduler's clock.</param>
/// <param name="Attempt">1, and one more for each retry.</param>
/// <param name="RequestedBy">The user who wanted it.</param>
public sealed record RunRequest(RunCause Cause, DateTimeOffset DueAt, int Attempt = 1, Guid? RequestedBy = null)
{
    /// <summary>Not by the program's clock: the scheduler knows one that nobody moves.</summary>
    public static RunRequest ForNow(RunCause cause, Guid? by = null) =>
        new(cause, DateTimeOffset.UtcNow, RequestedBy: by);

    /// <summary>Whether a pause keeps it from running: what nobody asked for by name.</summary>
    public bool WaitsWhilePaused => Cause == RunCause.Schedule || (RequestedBy is null && Cause != RunCause.CatchUp);
}

/// <summary>A run that has begun.</summary>
/// <param name="Id">Also the token that its batches hold.</param>
public sealed record BegunRun(Guid Id, string Job, RunRequest Request, string Node, string TraceId);
