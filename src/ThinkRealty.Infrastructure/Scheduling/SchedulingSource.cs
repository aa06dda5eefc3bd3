using Npgsql;
using ThinkRealty.Infrastructure.Postgres;

namespace ThinkRealty.Infrastructure.Scheduling;

/// <summary>
/// The few connections by which a node says that it lives and runs are begun and ended: its own, so that no storm of
/// requests has it taken for dead.
/// </summary>
internal sealed class SchedulingSource(string connectionString, DatabaseOptions database) : IAsyncDisposable
{
    private const int Connections = 4;
    private const int IdleSeconds = 5;

    public NpgsqlDataSource Db { get; } =
        new NpgsqlDataSourceBuilder(
            new NpgsqlConnectionStringBuilder(connectionString)
            {
                ApplicationName = "thinkrealty jobs",
                MaxPoolSize = Connections,
                Timeout = database.CommandSeconds,
                CommandTimeout = database.CommandSeconds,
                IncludeErrorDetail = false,
                // Where nothing is scheduled, a connection is not kept: the next one may be needed after an outage.
                ConnectionIdleLifetime = IdleSeconds,
                ConnectionPruningInterval = 1,
            }
                .Bounded(database)
                .ConnectionString
        )
        {
            Name = "thinkrealty jobs",
        }.Build();

    public ValueTask DisposeAsync() => Db.DisposeAsync();
}
