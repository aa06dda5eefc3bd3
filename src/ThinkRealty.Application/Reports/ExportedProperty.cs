using System.Text.Json;
using ThinkRealty.Domain.Leads;
using ThinkRealty.Domain.Properties;

namespace ThinkRealty.Application.Reports;

/// <summary>A property of the catalogue.</summary>
public sealed record ExportedProperty
{
    /// <summary>The property.</summary>
    public Guid PropertyId { get; init; }

    /// <summary>1–200 characters.</summary>
    public string Title { get; init; } = "";

    /// <summary>The project it belongs to.</summary>
    public string? Development { get; init; }

    /// <summary>Street and building.</summary>
    public string? Address { get; init; }

    /// <summary>By its full name.</summary>
    public string Area { get; init; } = "";

    /// <summary>What it is.</summary>
    public PropertyType PropertyType { get; init; }

    /// <summary>0 for a studio; null where the type has none.</summary>
    public int? Bedrooms { get; init; }

    /// <summary>How many it has.</summary>
    public int? Bathrooms { get; init; }

    /// <summary>Square feet.</summary>
    public decimal? SizeSqft { get; init; }

    /// <summary>AED; a year's rent where it is to rent.</summary>
    public decimal Price { get; init; }

    /// <summary>What it is offered for.</summary>
    public OfferedTo Purpose { get; init; }

    /// <summary>Only active ones are suggested.</summary>
    public bool IsActive { get; init; }

    /// <summary>Where the listing was taken from.</summary>
    public string? Source { get; init; }

    /// <summary>Its name there; unique within the source.</summary>
    public string? SourceId { get; init; }

    /// <summary>Where it can be looked at.</summary>
    public string? ListingUrl { get; init; }

    /// <summary>The agent who looks after it.</summary>
    public Guid? AgentId { get; init; }

    /// <summary>How often the listing was looked at.</summary>
    public int Views { get; init; }

    /// <summary>How often somebody asked about it.</summary>
    public int Inquiries { get; init; }

    /// <summary>What social media say of it, as it was given.</summary>
    public JsonElement? Social => StoredSocial is null ? null : JsonSerializer.Deserialize<JsonElement>(StoredSocial);

    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset UpdatedAt { get; init; }

    internal string? StoredSocial { get; init; }

    internal const string Select = """
        select p.id as property_id, p.title, p.development, p.address, p.area, p.property_type, p.bedrooms, p.bathrooms,
               p.size_sqft, p.price, p.purpose, p.is_active, p.source, p.source_id, p.listing_url, p.agent_id, p.views,
               p.inquiries, p.social::text as stored_social, p.created_at, p.updated_at
          from properties p
        """;
}
