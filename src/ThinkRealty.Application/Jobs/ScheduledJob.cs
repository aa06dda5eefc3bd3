using ThinkRealty.Domain;

namespace ThinkRealty.Application.Jobs;

public readonly record struct JobId(Guid Value);

/// <summary>A job as a supervisor holds it: going or paused.</summary>
public sealed class ScheduledJob : AggregateRoot<JobId>
{
    private ScheduledJob() { } // EF Core builds it from a row.

    public string Name { get; private init; } = "";
    public DateTimeOffset? PausedAt { get; private set; }
    public Guid? PausedBy { get; private set; }

    /// <summary>The first due run that fell into the pause.</summary>
    public DateTimeOffset? MissedAt { get; private set; }

    public override Guid Identity => Id.Value;

    public void Pause(Guid by, DateTimeOffset now)
    {
        if (PausedAt is not null)
            return;
        (PausedAt, PausedBy) = (now, by);
        Raise(new JobPaused(Id, now));
    }

    /// <summary>Goes on; answers whether a run is owed for the time of the pause.</summary>
    public bool Resume(DateTimeOffset now)
    {
        if (PausedAt is null)
            return false;
        var isOwed = MissedAt is not null;
        (PausedAt, PausedBy, MissedAt) = (null, null, null);
        Raise(new JobResumed(Id, now));
        return isOwed;
    }

    /// <summary>A supervisor wants a run now.</summary>
    public void Trigger(DateTimeOffset now) => Raise(new JobTriggered(Id, now));

    /// <summary>A supervisor wants another try of a run that failed.</summary>
    public void Retry(Guid run, DateTimeOffset now) => Raise(new JobRetried(Id, run, now));
}

public sealed record JobPaused(JobId JobId, DateTimeOffset At) : DomainEvent(At);

public sealed record JobResumed(JobId JobId, DateTimeOffset At) : DomainEvent(At);

public sealed record JobTriggered(JobId JobId, DateTimeOffset At) : DomainEvent(At);

public sealed record JobRetried(JobId JobId, Guid Run, DateTimeOffset At) : DomainEvent(At);

/// <summary>The jobs as the commands see them.</summary>
public interface IJobRepository
{
    /// <summary>The job, locked until the transaction ends, so that nobody begins a run meanwhile.</summary>
    /// <exception cref="DomainException"><c>job_not_found</c>.</exception>
    Task<ScheduledJob> GetAsync(string name, CancellationToken cancellationToken);

    /// <summary>The run that the job is at; null: none.</summary>
    Task<Guid?> RunningAsync(string name, CancellationToken cancellationToken);

    /// <summary>One of its runs; null: the job has no such run.</summary>
    Task<KnownRun?> FindRunAsync(string name, Guid run, CancellationToken cancellationToken);
}

/// <summary>How a run stands.</summary>
public sealed record KnownRun(RunOutcome Outcome, int Attempt);
