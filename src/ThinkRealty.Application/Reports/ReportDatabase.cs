using System.Data.Common;

namespace ThinkRealty.Application.Reports;

/// <summary>
/// Where reports and exports are read: a pool of its own, so that a long export never takes a capture's connection, and by
/// configuration another server that follows the first one.
/// </summary>
public sealed class ReportDatabase(DbDataSource source)
{
    public ValueTask<DbConnection> OpenAsync(CancellationToken cancellationToken) =>
        source.OpenConnectionAsync(cancellationToken);
}
