using Npgsql;

namespace ThinkRealty.Infrastructure.Postgres;

/// <summary>Makes the program's one pool of connections; both EF Core and Dapper draw from it.</summary>
public static class PostgresSource
{
    /// <summary>The pool that requests and jobs work with: PostgreSQL does not wait for them for long.</summary>
    public static NpgsqlDataSource Create(string connectionString, DatabaseOptions options) =>
        Build(Settings(connectionString, options).Bounded(options));

    /// <summary>A pool for what may take its time between two statements: migrations.</summary>
    public static NpgsqlDataSource CreateUnbounded(string connectionString, DatabaseOptions options) =>
        Build(Settings(connectionString, options));

    private static NpgsqlConnectionStringBuilder Settings(string connectionString, DatabaseOptions options) =>
        new(connectionString)
        {
            ApplicationName = "thinkrealty",
            MaxPoolSize = options.MaxConnections,
            MinPoolSize = options.MaxConnections / 2, // the rest is given back after minutes without work
            Timeout = options.ConnectSeconds,
            CommandTimeout = options.CommandSeconds,
            // Prepared once, run often: without it captures are half as fast.
            MaxAutoPrepare = 200,
            AutoPrepareMinUsages = 2,
            // Nothing of ours outlives its transaction in a session, so there is nothing to reset between two of them.
            NoResetOnClose = true,
            IncludeErrorDetail = false,
        };

    private static NpgsqlDataSource Build(NpgsqlConnectionStringBuilder settings) =>
        new NpgsqlDataSourceBuilder(settings.ConnectionString) { Name = "thinkrealty" }.Build();
}
