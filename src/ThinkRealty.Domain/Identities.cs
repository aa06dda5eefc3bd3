namespace ThinkRealty.Domain;

// Version-7 UUIDs made in the domain: they sort by the moment they were made.

public readonly record struct LeadId(Guid Value)
{
    public static LeadId New(DateTimeOffset now) => new(Guid.CreateVersion7(now));
}

public readonly record struct AgentId(Guid Value)
{
    public static AgentId New(DateTimeOffset now) => new(Guid.CreateVersion7(now));
}

public readonly record struct PropertyId(Guid Value)
{
    public static PropertyId New(DateTimeOffset now) => new(Guid.CreateVersion7(now));
}

public readonly record struct SaleId(Guid Value)
{
    public static SaleId New(DateTimeOffset now) => new(Guid.CreateVersion7(now));
}
