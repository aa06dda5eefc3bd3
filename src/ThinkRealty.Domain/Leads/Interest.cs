namespace ThinkRealty.Domain.Leads;

/// <summary>A property the lead likes.</summary>
public sealed class Interest
{
    private Interest() { } // EF Core builds it from a row.

    internal Interest(LeadId lead, PropertyId property, InterestLevel level, DateTimeOffset now)
    {
        (LeadId, PropertyId, InterestLevel) = (lead, property, level);
        CreatedAt = UpdatedAt = now;
    }

    public LeadId LeadId { get; private init; }
    public PropertyId PropertyId { get; private init; }
    public InterestLevel InterestLevel { get; private set; }
    public DateTimeOffset CreatedAt { get; private init; }
    public DateTimeOffset UpdatedAt { get; private set; }

    internal void Becomes(InterestLevel level, DateTimeOffset now) => (InterestLevel, UpdatedAt) = (level, now);
}
