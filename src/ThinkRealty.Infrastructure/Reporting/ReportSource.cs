using Npgsql;
using ThinkRealty.Infrastructure.Postgres;

namespace ThinkRealty.Infrastructure.Reporting;

/// <summary>Makes the pool that reports and exports are read by.</summary>
internal static class ReportSource
{
    // Nothing is written here, and compiling a statement takes longer than ours take.
    private const string ForReading = "-c default_transaction_read_only=on -c jit=off -c work_mem=32MB";

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
        };
        to.Options = $"{to.Options} {ForReading}".TrimStart();
        return new NpgsqlDataSourceBuilder(to.ConnectionString) { Name = "thinkrealty reports" }.Build();
    }
}
