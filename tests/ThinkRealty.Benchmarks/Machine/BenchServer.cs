using Npgsql;
using ThinkRealty.Infrastructure.Postgres;
using ThinkRealty.Infrastructure.Postgres.Embedded;

namespace ThinkRealty.Benchmarks.Machine;

/// <summary>A fresh PostgreSQL with the settings the program gives its own, thrown away at the end.</summary>
internal sealed class BenchServer : IAsyncDisposable
{
    private readonly EmbeddedPostgres _server;
    private readonly List<BenchDatabase> _databases = [];

    private BenchServer(EmbeddedPostgres server) => _server = server;

    /// <summary>Where its programs are, pgbench among them.</summary>
    public required string Programs { get; init; }

    public required string Version { get; init; }

    /// <summary>Process id of the server, the parent of all its processes.</summary>
    public required int Postmaster { get; init; }

    public static async Task<BenchServer> StartAsync(CancellationToken cancellationToken)
    {
        Progress.Say("starting PostgreSQL");
        var folder = Path.Combine(Path.GetTempPath(), $"thinkrealty-bench-{Guid.CreateVersion7():N}");
        var server = await EmbeddedPostgres.StartAsync(new(folder), cancellationToken);
        try
        {
            await using var source = NpgsqlDataSource.Create(server.ConnectionString("postgres"));
            await using var ask = source.CreateCommand(
                "select setting, current_setting('server_version'), pg_backend_pid() from pg_config where name = 'BINDIR'"
            );
            await using var reader = await ask.ExecuteReaderAsync(cancellationToken);
            await reader.ReadAsync(cancellationToken);
            return new(server)
            {
                Programs = reader.GetString(0),
                Version = reader.GetString(1),
                Postmaster = CpuTime.ParentOf(reader.GetInt32(2)),
            };
        }
        catch
        {
            await ThrowAwayAsync(server);
            throw;
        }
    }

    /// <summary>A database with the whole schema and nothing in it.</summary>
    public async Task<BenchDatabase> NewDatabaseAsync(string name, CancellationToken cancellationToken)
    {
        await _server.EnsureDatabaseAsync(name, cancellationToken);
        var database = new BenchDatabase(_server.ConnectionString(name));
        _databases.Add(database);
        await new Migrator(database.ConnectionString).UpAsync(cancellationToken);
        return database;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var database in _databases)
            await database.DisposeAsync();
        await ThrowAwayAsync(_server);
    }

    private static async Task ThrowAwayAsync(EmbeddedPostgres server)
    {
        await server.StopAsync();
        Directory.Delete(server.Folder, recursive: true);
    }
}

/// <summary>One database of the server.</summary>
internal sealed class BenchDatabase(string connectionString) : IAsyncDisposable
{
    private const int LongestStatement = 600; // seconds

    private readonly NpgsqlDataSource _source = Source(connectionString, options: "");

    // Neither foreign keys are looked at nor triggers fired.
    private readonly NpgsqlDataSource _pastTriggers = Source(connectionString, "-c session_replication_role=replica");

    public string ConnectionString { get; } = connectionString;

    /// <summary>Runs statements, all in one transaction where none of them objects; parameters are $1, $2 ….</summary>
    public Task ExecuteAsync(string sql, CancellationToken cancellationToken, params object[] values) =>
        ExecuteAsync(_source, sql, values, cancellationToken);

    /// <summary>The same without triggers and foreign keys, for data that is good by how it is made.</summary>
    public Task ExecutePastTriggersAsync(string sql, CancellationToken cancellationToken, params object[] values) =>
        ExecuteAsync(_pastTriggers, sql, values, cancellationToken);

    /// <summary>The first row of a query's numbers; parameters are $1, $2 ….</summary>
    public async Task<IReadOnlyList<long>> NumbersAsync(
        string sql,
        CancellationToken cancellationToken,
        params object[] values
    )
    {
        await using var command = _source.CreateCommand(sql);
        foreach (var value in values)
            command.Parameters.Add(new() { Value = value });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetInt64)];
    }

    /// <summary>The first column of every row.</summary>
    public async Task<IReadOnlyList<string>> TextsAsync(string sql, CancellationToken cancellationToken)
    {
        await using var command = _source.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var texts = new List<string>();
        while (await reader.ReadAsync(cancellationToken))
            texts.Add(reader.GetString(0));
        return texts;
    }

    public async ValueTask DisposeAsync()
    {
        await _source.DisposeAsync();
        await _pastTriggers.DisposeAsync();
    }

    private static async Task ExecuteAsync(
        NpgsqlDataSource source,
        string sql,
        object[] values,
        CancellationToken cancellationToken
    )
    {
        await using var command = source.CreateCommand(sql);
        foreach (var value in values)
            command.Parameters.Add(new() { Value = value });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static NpgsqlDataSource Source(string connectionString, string options) =>
        NpgsqlDataSource.Create(
            new NpgsqlConnectionStringBuilder(connectionString)
            {
                CommandTimeout = LongestStatement,
                Options = options,
            }.ConnectionString
        );
}
