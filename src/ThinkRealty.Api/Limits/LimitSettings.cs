using System.ComponentModel.DataAnnotations;

namespace ThinkRealty.Api.Limits;

/// <summary>How many requests are worked on at once; section <c>Limits</c>.</summary>
internal sealed record LimitSettings
{
    /// <summary>Connections to PostgreSQL that requests leave to the work in the background.</summary>
    [Range(0, 100)]
    public int ReservedConnections { get; init; } = 4;

    /// <summary>Requests that may wait for their turn, oldest first; what comes on top is <c>rate_limited</c>.</summary>
    [Range(0, 100_000)]
    public int Waiting { get; init; } = 5_000;

    /// <summary>Exports that run at once on a node; each holds a connection for as long as its reader takes.</summary>
    [Range(1, 100)]
    public int Exports { get; init; } = 4;

    /// <summary>Minutes after which an export is torn: while it runs, the database keeps every row as it was at its start.</summary>
    [Range(1, 1440)]
    public int ExportMinutes { get; init; } = 30;
}

/// <summary>How often one caller may call; section <c>RateLimit</c>.</summary>
internal sealed record RateLimitSettings
{
    /// <summary>Requests a minute for each caller; 0 = as often as it likes.</summary>
    [Range(0, 1_000_000)]
    public int PermitsPerMinute { get; init; }
}
