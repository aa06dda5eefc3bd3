namespace ThinkRealty.Domain.Leads;

public sealed record LeadCaptured(LeadId Lead, DateTimeOffset At) : DomainEvent(At);

/// <summary>No agent had room, or somebody waits already: the lead waits for its turn.</summary>
public sealed record LeadQueued(LeadId Lead, DateTimeOffset At) : DomainEvent(At);

public sealed record LeadAssigned(LeadId Lead, AgentId Agent, DateTimeOffset At) : DomainEvent(At);

/// <summary>It went stale once too often, or nobody else could have it: a supervisor must look.</summary>
public sealed record SupervisorCalled(LeadId Lead, DateTimeOffset At) : DomainEvent(At);

public sealed record LeadStatusChanged(LeadId Lead, LeadStatus From, LeadStatus To, DateTimeOffset At)
    : DomainEvent(At);

/// <summary>An agent has one place more: whoever waits longest may have it.</summary>
public sealed record PlaceFreed(LeadId Lead, DateTimeOffset At) : DomainEvent(At);

public sealed record ActivityLogged(LeadId Lead, ActivityType Type, DateTimeOffset At) : DomainEvent(At);

public sealed record FollowUpPlanned(LeadId Lead, DateTimeOffset DueDate, DateTimeOffset At) : DomainEvent(At);

public sealed record PropertyLiked(LeadId Lead, PropertyId Property, DateTimeOffset At) : DomainEvent(At);

/// <summary>The status stays and is refined (rules §7).</summary>
public sealed record LeadRefined(LeadId Lead, SubStatus SubStatus, DateTimeOffset At) : DomainEvent(At);

/// <summary>A converted lead's deal was corrected (rules §7); values in AED.</summary>
public sealed record DealCorrected(LeadId Lead, decimal? From, decimal? To, DateTimeOffset At) : DomainEvent(At);

public sealed record LeadArchived(LeadId Lead, DateTimeOffset At) : DomainEvent(At);

public sealed record LeadRestored(LeadId Lead, DateTimeOffset At) : DomainEvent(At);

/// <summary>Tags came or went.</summary>
public sealed record LeadTagged(LeadId Lead, DateTimeOffset At) : DomainEvent(At);

/// <summary>A note was corrected or struck out.</summary>
public sealed record NoteRevised(LeadId Lead, Guid Note, DateTimeOffset At) : DomainEvent(At);

public sealed record FollowUpMoved(LeadId Lead, Guid FollowUp, DateTimeOffset DueDate, DateTimeOffset At)
    : DomainEvent(At);

public sealed record FollowUpCompleted(LeadId Lead, Guid FollowUp, DateTimeOffset At) : DomainEvent(At);

public sealed record FollowUpCancelled(LeadId Lead, Guid FollowUp, DateTimeOffset At) : DomainEvent(At);
