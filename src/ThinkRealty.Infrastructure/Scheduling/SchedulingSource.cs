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

    public NpgsqlDataSource Db { get; } =
        new NpgsqlDataSourceBuilder(
            new NpgsqlConnectionStringBuilder(connectionString)
            {
                ApplicationName = "thinkrealty jobs",
                MaxPoolSize = Connections,
                Timeout = database.CommandSeconds,
                CommandTimeout = database.CommandSeconds,
                IncludeErrorDetail = false,
            }.ConnectionString
        )
        {
            Name = "thinkrealty jobs",
        }.Build();

    public ValueTask DisposeAsync() => Db.DisposeAsync();
}
