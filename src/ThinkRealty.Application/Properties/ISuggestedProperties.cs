using ThinkRealty.Domain.Leads;

namespace ThinkRealty.Application.Properties;

/// <summary>Properties that may please a new lead.</summary>
public interface ISuggestedProperties
{
    /// <summary>
    /// Up to five active properties that open or converted leads with a similar profile liked, by interest and recency,
    /// topped up from the catalogue.
    /// </summary>
    Task<IReadOnlyList<Guid>> ForAsync(Wishes wishes, CancellationToken cancellationToken);
}
