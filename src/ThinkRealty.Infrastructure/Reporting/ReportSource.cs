using Npgsql;
using ThinkRealty.Infrastructure.Postgres;

namespace ThinkRealty.Infrastructure.Reporting;

/// <summary>The pool that reports and exports are read by; it ends with the program.</summary>
internal sealed record ReportPool(NpgsqlDataSource Pool) : IAsyncDisposable, IDisposable
{
    public ValueTask DisposeAsync() => Pool.DisposeAsync();

    public void Dispose() => Pool.Dispose();
}

/// <summary>Makes the pool that reports and exports are read by.</summary>
internal static class ReportSource
{
    public static NpgsqlDataSource Create(string connectionString, DatabaseOptions database, ReportingSettings settings)
    {
        var to = new NpgsqlConnectionStringBuilder(connectionString)
        {
            ApplicationName = "thinkrealty reports",
            MaxPoolSize = settings.MaxConnections,
            Timeout = database.CommandSeconds, // a burst waits for its turn in this small pool, as long as a report may take
            CommandTimeout = database.CommandSeconds,
            NoResetOnClose = true,
            IncludeErrorDetail = false,
        }
            .Bounded(database)
            // Nothing is written here, and compiling a statement takes longer than ours take.
            .With("default_transaction_read_only", "on")
            .With("jit", "off")
            .With("work_mem", "32MB");
        return new NpgsqlDataSourceBuilder(to.ConnectionString) { Name = "thinkrealty reports" }.Build();
    }
}
