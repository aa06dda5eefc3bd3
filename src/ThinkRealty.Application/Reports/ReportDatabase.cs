using System.Data.Common;

namespace ThinkRealty.Application.Reports;

/// <summary>
/// Where reports and exports are read: a pool of its own, so that a long export never takes a capture's connection, and by
/// configuration another server that follows the first one.
/// </summary>
/// <param name="source">The pool.</param>
/// <param name="longestExport">
/// How long the server waits for an export whose reader is slow; everything else that stands still it ends after seconds.
/// </param>
public sealed class ReportDatabase(DbDataSource source, TimeSpan longestExport)
{
    public TimeSpan LongestExport { get; } = longestExport;

    public ValueTask<DbConnection> OpenAsync(CancellationToken cancellationToken) =>
        source.OpenConnectionAsync(cancellationToken);
}
