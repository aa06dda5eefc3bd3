using ThinkRealty.Domain.Leads;

namespace ThinkRealty.Application.Properties;

/// <summary>A property service outside the program that suggests instead of us, where one is configured.</summary>
public interface IPropertyService
{
    bool IsConfigured { get; }

    /// <summary>Its suggestions, at most five; null where it did not answer in time, or has failed too often lately.</summary>
    Task<IReadOnlyList<Guid>?> SuggestAsync(Wishes wishes, CancellationToken cancellationToken);
}
