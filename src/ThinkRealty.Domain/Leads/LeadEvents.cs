namespace ThinkRealty.Domain.Leads;

public sealed record LeadCaptured(LeadId Lead, DateTimeOffset At) : DomainEvent(At);

/// <summary>No agent had room, or somebody waits already: the lead waits for its turn.</summary>
public sealed record LeadQueued(LeadId Lead, DateTimeOffset At) : DomainEvent(At);

public sealed record LeadAssigned(LeadId Lead, AgentId Agent, DateTimeOffset At) : DomainEvent(At);

public sealed record LeadStatusChanged(LeadId Lead, LeadStatus From, LeadStatus To, DateTimeOffset At)
    : DomainEvent(At);

/// <summary>An agent has one place more: whoever waits longest may have it.</summary>
public sealed record PlaceFreed(LeadId Lead, DateTimeOffset At) : DomainEvent(At);

public sealed record ActivityLogged(LeadId Lead, ActivityType Type, DateTimeOffset At) : DomainEvent(At);

public sealed record FollowUpPlanned(LeadId Lead, DateTimeOffset DueDate, DateTimeOffset At) : DomainEvent(At);

public sealed record PropertyLiked(LeadId Lead, PropertyId Property, DateTimeOffset At) : DomainEvent(At);
