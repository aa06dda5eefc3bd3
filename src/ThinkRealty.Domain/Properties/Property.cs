using ThinkRealty.Domain.Leads;

namespace ThinkRealty.Domain.Properties;

/// <summary>A property that may be bought or rented; suggestions and interests draw from these.</summary>
public sealed class Property : AggregateRoot<PropertyId>
{
    private Property() { } // EF Core builds it from a row; everyone else calls List.

    public override Guid Identity => Id.Value;

    public Listing Listing { get; private init; } = null!;
    public bool IsActive { get; private init; } = true;
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Takes a property into the catalogue, its area by the one name under which we show it.</summary>
    public static Property List(Listing listing, DateTimeOffset now)
    {
        Property property = new()
        {
            Id = PropertyId.New(now),
            Listing = listing with { Area = Areas.Canonical(listing.Area) },
            CreatedAt = now,
            UpdatedAt = now,
        };
        property.Raise(new PropertyListed(property.Id, now));
        return property;
    }
}

/// <summary>What a property is offered for.</summary>
public enum OfferedTo
{
    Buy,
    Rent,
}

/// <summary>What is told of a property.</summary>
public sealed record Listing
{
    public required string Title { get; init; }
    public string? Development { get; init; }
    public required string Area { get; init; }
    public required PropertyType PropertyType { get; init; }

    /// <summary>0 for a studio; none where the type has no bedrooms.</summary>
    public int? Bedrooms { get; init; }
    public int? Bathrooms { get; init; }

    /// <summary>Square feet.</summary>
    public decimal? SizeSqft { get; init; }

    /// <summary>AED; a year's rent where it is to rent.</summary>
    public required decimal Price { get; init; }
    public required OfferedTo Purpose { get; init; }

    /// <summary>The portal it comes from; none: our own.</summary>
    public LeadSource? Source { get; init; }

    /// <summary>The portal's own reference, for example <c>BAY-123</c>.</summary>
    public string? SourceId { get; init; }
    public AgentId? AgentId { get; init; }
}

public sealed record PropertyListed(PropertyId Property, DateTimeOffset At) : DomainEvent(At);
