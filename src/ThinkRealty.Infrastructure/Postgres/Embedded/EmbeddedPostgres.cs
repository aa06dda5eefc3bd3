using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace ThinkRealty.Infrastructure.Postgres.Embedded;

/// <summary>
/// A PostgreSQL server of our own: private data, loopback only, a free port at every start. It survives the end of this
/// program by <c>kill -9</c>; the next start on the same folder stops what was left over and recovers the data.
/// </summary>
public sealed class EmbeddedPostgres : IAsyncDisposable
{
    private const string Superuser = "thinkrealty";

    private readonly EmbeddedPostgresOptions _options;
    private readonly DataFolder _folder;
    private readonly PostgresPrograms _programs;
    private int _port;
    private bool _stopped;

    private EmbeddedPostgres(EmbeddedPostgresOptions options, DataFolder folder, PostgresPrograms programs) =>
        (_options, _folder, _programs) = (options, folder, programs);

    /// <summary>
    /// Where the data really is: not the wanted folder when we are root and user postgres cannot get there.
    /// </summary>
    public string Folder => _folder.Path;

    /// <summary>The wanted folder where the data had to go elsewhere; else null.</summary>
    public string? UnreachableFolder =>
        Path.GetFullPath(_options.Folder) is var wanted && wanted != Folder ? wanted : null;

    /// <summary>Makes the data where there is none, and waits until the server answers.</summary>
    /// <exception cref="EmbeddedPostgresException">
    /// Programs missing or of another version, folder in use or not writable, disk full, no answer within the deadline.
    /// </exception>
    public static async Task<EmbeddedPostgres> StartAsync(
        EmbeddedPostgresOptions options,
        CancellationToken cancellationToken
    )
    {
        var user = await ServerUser.ChooseAsync(cancellationToken);
        // Before the folder is made: without programs nothing shall be left behind.
        await PostgresPrograms.FindAsync(options.ProgramFolders, dataVersion: null, user, cancellationToken);
        var folder = await DataFolder.OpenAsync(options.Folder, user, cancellationToken);
        EmbeddedPostgres? server = null;
        try
        {
            var programs = await PostgresPrograms.FindAsync(
                options.ProgramFolders,
                folder.Version,
                user,
                cancellationToken
            );
            server = new(options, folder, programs);
            await server.StopLeftOverAsync();
            if (!options.Durable)
                folder.Empty();
            if (folder.Version is null)
                await server.MakeClusterAsync(cancellationToken);
            await server.StartServerAsync(cancellationToken);
            return server;
        }
        catch (Exception failure)
        {
            if (server is not null)
                await server.StopLeftOverAsync();
            folder.Dispose();
            throw failure switch
            {
                _ when DiskFull.IsCause(failure) => new EmbeddedPostgresException(
                    DiskFull.Sentence(folder.Path),
                    failure
                ),
                IOException or UnauthorizedAccessException => new EmbeddedPostgresException(
                    $"The data folder {folder.Path} cannot be used: {failure.Message}",
                    failure
                ),
                _ => failure,
            };
        }
    }

    public string ConnectionString(string database) =>
        new NpgsqlConnectionStringBuilder
        {
            Host = "127.0.0.1",
            Port = _port,
            Username = Superuser,
            Password = _folder.ReadPassword(),
            Database = database,
        }.ConnectionString;

    /// <summary>Makes the database when it is missing.</summary>
    public async Task EnsureDatabaseAsync(string database, CancellationToken cancellationToken)
    {
        await using var source = NpgsqlDataSource.Create(ConnectionString("postgres"));
        await using var look = source.CreateCommand("select 1 from pg_database where datname = $1");
        look.Parameters.Add(new() { Value = database });
        if (await look.ExecuteScalarAsync(cancellationToken) is not null)
            return;
        await using var make = source.CreateCommand($"create database \"{database}\"");
        await make.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Ends the server in order: open transactions are rolled back, everything is written.</summary>
    public async Task StopAsync()
    {
        if (_stopped)
            return;
        _stopped = true;
        await StopLeftOverAsync();
        if (!_options.Durable)
            _folder.Empty();
        _folder.Dispose();
        if (!_options.Durable)
            Directory.Delete(_folder.Path, recursive: true);
    }

    public async ValueTask DisposeAsync() => await StopAsync();

    private async Task MakeClusterAsync(CancellationToken cancellationToken)
    {
        // Made aside and renamed, so that a start that was killed halfway leaves nothing that looks whole.
        var aside = _folder.In("cluster.new");
        if (Directory.Exists(aside))
            Directory.Delete(aside, recursive: true);

        string[] arguments =
        [
            "--pgdata=" + aside,
            "--username=" + Superuser,
            "--pwfile=" + await _folder.NewPasswordAsync(cancellationToken),
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            OperatingSystem.IsMacOS() ? "--locale=C" : "--locale=C.UTF-8",
            .. _options.Durable ? Array.Empty<string>() : ["--no-sync"],
        ];
        var outcome = await _programs.RunAsync("initdb", arguments, cancellationToken);
        if (!outcome.Succeeded && DiskFull.IsCause(outcome.Said, _folder.Path))
            throw new EmbeddedPostgresException(DiskFull.Sentence(_folder.Path));
        if (!outcome.Succeeded)
            throw new EmbeddedPostgresException(
                $"PostgreSQL could not make its data in {_folder.Path}: {LastLines(outcome.Said, 3)}"
            );
        Directory.Move(aside, _folder.Cluster);
    }

    private async Task StartServerAsync(CancellationToken cancellationToken)
    {
        var deadline = DateTime.UtcNow + _options.Deadline;
        while (true)
        {
            _port = FreePort();
            _folder.TurnLog();
            // Not cancellable: it ends by itself, and only then is it known whether there is a server to stop.
            var outcome = await _programs.RunAsync("pg_ctl", StartArguments(deadline), CancellationToken.None);
            cancellationToken.ThrowIfCancellationRequested();
            if (outcome.Succeeded)
                return;

            var log = File.Exists(_folder.Log) ? await File.ReadAllTextAsync(_folder.Log, cancellationToken) : "";
            if (DiskFull.IsCause(outcome.Said + log, _folder.Path))
                throw new EmbeddedPostgresException(DiskFull.Sentence(_folder.Path));
            if (DateTime.UtcNow >= deadline || !IsPassing(log))
                throw new EmbeddedPostgresException(
                    $"PostgreSQL did not come up within {_options.Deadline.TotalSeconds:0} s; the end of its log {_folder.Log}: "
                        + LastLines(log.Length > 0 ? log : outcome.Said, 5)
                );
            await Task.Delay(TimeSpan.FromMilliseconds(200), cancellationToken);
        }
    }

    private string[] StartArguments(DateTime deadline)
    {
        var settings = new Dictionary<string, string>
        {
            ["listen_addresses"] = "127.0.0.1",
            ["port"] = $"{_port}",
            ["unix_socket_directories"] = "",
            ["max_connections"] = $"{_options.MaxConnections}",
            ["timezone"] = "UTC",
        };
        if (!_options.Durable)
            settings["fsync"] = settings["synchronous_commit"] = settings["full_page_writes"] = "off";

        var seconds = Math.Max(1, (int)Math.Ceiling((deadline - DateTime.UtcNow).TotalSeconds));
        return
        [
            "start",
            "--wait",
            $"--timeout={seconds}",
            "--pgdata=" + _folder.Cluster,
            "--log=" + _folder.Log,
            "--options=" + string.Join(' ', settings.Select(s => $"-c {s.Key}='{s.Value}'")),
        ];
    }

    // Somebody took the port meanwhile, or the last processes of a killed server are still on their way out.
    private static bool IsPassing(string log) =>
        log.Contains("Address already in use", StringComparison.Ordinal)
        || log.Contains("is still in use", StringComparison.Ordinal);

    private async Task StopLeftOverAsync()
    {
        if (Postmaster.Of(_folder.Cluster) is not { } postmaster)
            return;
        if (postmaster.IsAnotherProgram)
            postmaster.Disown();
        if (!postmaster.IsRunning)
            return;

        foreach (var mode in (string[])["fast", "immediate"])
            if ((await _programs.RunAsync("pg_ctl", Stop(mode), CancellationToken.None)).Succeeded)
                return;
        if (postmaster.IsRunning)
            throw new EmbeddedPostgresException(
                $"The PostgreSQL server that runs on {_folder.Cluster} (process {postmaster.Pid}) does not stop."
            );
    }

    private string[] Stop(string mode) =>
        ["stop", "--wait", "--timeout=30", "--mode=" + mode, "--pgdata=" + _folder.Cluster];

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string LastLines(string text, int count) =>
        string.Join(
            " | ",
            text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).TakeLast(count)
        );
}
