namespace ThinkRealty.Domain;

/// <summary>Something that happened to an aggregate, named in the past tense.</summary>
/// <param name="At">The program's clock, UTC.</param>
public abstract record DomainEvent(DateTimeOffset At);

/// <summary>What the unit of work sees of every aggregate: the events that wait for the commit.</summary>
public interface IAggregateRoot
{
    /// <summary>What happened since the aggregate was made or loaded.</summary>
    IReadOnlyList<DomainEvent> Events { get; }

    /// <summary>The identity as the database and the audit know it.</summary>
    Guid Identity { get; }
}

/// <summary>A thing with an identity that keeps its own promises.</summary>
public abstract class AggregateRoot<TId> : IAggregateRoot
    where TId : struct
{
    private readonly List<DomainEvent> _events = [];

    public required TId Id { get; init; }

    public IReadOnlyList<DomainEvent> Events => _events;

    public abstract Guid Identity { get; }

    protected void Raise(DomainEvent happened) => _events.Add(happened);
}
