using System.ComponentModel.DataAnnotations;

namespace ThinkRealty.Infrastructure.Reporting;

/// <summary>How the reports are kept up to date.</summary>
public sealed record ReportingSettings
{
    /// <summary>Whether this node counts changed leads; one that only answers requests may leave it to others.</summary>
    public bool Project { get; init; } = true;

    /// <summary>Milliseconds between two looks for changes.</summary>
    [Range(50, 10_000)]
    public int PauseMilliseconds { get; init; } = 300;

    /// <summary>Changes counted in one transaction at most.</summary>
    [Range(1, 100_000)]
    public int Batch { get; init; } = 5_000;

    /// <summary>Connections that reports and exports keep at most.</summary>
    [Range(1, 1000)]
    public int MaxConnections { get; init; } = 8;
}
