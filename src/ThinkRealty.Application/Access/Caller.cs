namespace ThinkRealty.Application.Access;

/// <summary>What a user may do (rules §11).</summary>
public enum Role
{
    Admin,
    Supervisor,
    Agent,
}

/// <summary>What an integration key may do (rules §11).</summary>
public enum Scope
{
    Capture,
    Export,
    Metrics,
}

/// <summary>Who or what is calling.</summary>
public enum CallerKind
{
    /// <summary>The program itself: jobs, the queue, sample data.</summary>
    System,

    /// <summary>A person who signed in.</summary>
    User,

    /// <summary>An integration with an API key.</summary>
    Key,

    /// <summary>Nobody known; only the doors that are open to everyone let it in.</summary>
    Anonymous,
}

/// <summary>Whoever sent the request. A user has a role, and an agent's user the agent; a key has scopes.</summary>
public sealed record Caller(
    CallerKind Kind,
    Guid Id,
    Role? Role = null,
    Guid? AgentId = null,
    IReadOnlyList<Scope>? Scopes = null
)
{
    public static Caller System { get; } = new(CallerKind.System, Guid.Empty);

    public static Caller Anonymous { get; } = new(CallerKind.Anonymous, Guid.Empty);

    /// <summary>Admins, supervisors and the program itself look at every lead; an agent at the own ones.</summary>
    public bool SeesEveryLead => Kind == CallerKind.System || Role is Access.Role.Admin or Access.Role.Supervisor;

    /// <summary>The agent whose leads are the only ones that lists show; null for whoever sees every lead.</summary>
    public Guid? OnlyAgent => SeesEveryLead ? null : AgentId ?? Guid.Empty;

    /// <summary>Whether a lead that this agent holds, or nobody, may be looked at.</summary>
    public bool MaySee(Guid? holder) => SeesEveryLead || (AgentId is { } own && own == holder);

    public bool Has(Scope scope) => Scopes?.Contains(scope) == true;
}

/// <summary>What a command needs to know about the request that brought it; filled by the door it came through.</summary>
public sealed class CallContext
{
    public Caller Caller { get; set; } = Caller.System;

    /// <summary>Who acts, as histories name them; null: the program itself.</summary>
    public Guid? ActorId => Caller.Kind == CallerKind.System ? null : Caller.Id;

    /// <summary>The caller's <c>Idempotency-Key</c>, if it sent one.</summary>
    public string? IdempotencyKey { get; set; }

    /// <summary>
    /// SHA-256 of method, path with query, and what the body says: tells whether two requests under one key are the same.
    /// </summary>
    public string RequestDigest { get; set; } = "";

    /// <summary>The same of the body's bytes; first answers kept by earlier versions are known by it.</summary>
    public string RequestDigestOfBytes { get; set; } = "";

    /// <summary>The request is only held against its rules: no command runs.</summary>
    public bool IsOnlyJudged { get; set; }

    /// <summary>What makes two inquiries of a caller the same one: its idempotency key, else the hash of what the body says.</summary>
    public string? InquiryKey { get; set; }

    /// <summary>The refused inquiry that is sent again; null: this one arrives by itself.</summary>
    public Guid? Replays { get; set; }

    public string TraceId { get; set; } = "";

    /// <summary>The run of a job that this is a batch of; null: nobody's.</summary>
    public Guid? RunId { get; set; }
}
