using System.ComponentModel.DataAnnotations;

namespace ThinkRealty.Infrastructure.Suggestions;

/// <summary>An external property service that suggests instead of the local search; off unless an address is given.</summary>
public sealed record PropertyServiceSettings
{
    /// <summary>Where captures are posted to: <c>{property_type, areas, budget_min, budget_max, purpose, limit}</c>.</summary>
    public Uri? Url { get; init; }

    /// <summary>Sent as bearer token, if given.</summary>
    public string? Token { get; init; }

    /// <summary>Milliseconds that a capture waits for it at most.</summary>
    [Range(50, 5000)]
    public int TimeoutMilliseconds { get; init; } = 800;

    /// <summary>Seconds for which it is left alone after it has failed too often.</summary>
    [Range(1, 600)]
    public int RestSeconds { get; init; } = 15;
}
