using System.Diagnostics;
using System.Globalization;
using Npgsql;
using ThinkRealty.FunctionalTests.Fixture;
using ThinkRealty.FunctionalTests.Http;
using ThinkRealty.Infrastructure.Postgres;
using ThinkRealty.Infrastructure.Postgres.Embedded;

namespace ThinkRealty.FunctionalTests.Faults;

/// <summary>A PostgreSQL of the test's own, with the whole schema, that goes away and comes back at the same address.</summary>
internal sealed class MortalPostgres : IAsyncDisposable
{
    private const string Name = "desk";
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"thinkrealty-mortal-{Guid.NewGuid():N}");
    private readonly Wire _wire = new();
    private EmbeddedPostgres? _server;

    private MortalPostgres() { }

    /// <summary>For the program.</summary>
    public string ConnectionString { get; private set; } = "";

    /// <summary>For the test's own looks: each has a new connection.</summary>
    public TestDatabase Database { get; private set; } = null!;

    public static async Task<MortalPostgres> StartAsync()
    {
        var postgres = new MortalPostgres();
        await postgres.StartAgainAsync();
        var server = postgres._server!;
        await server.EnsureDatabaseAsync(Name, CancellationToken.None);
        var address = new NpgsqlConnectionStringBuilder(server.ConnectionString(Name)) { Port = postgres._wire.Port };
        postgres.ConnectionString = address.ConnectionString;
        await new Migrator(postgres.ConnectionString).UpAsync(CancellationToken.None);
        address.Pooling = false;
        postgres.Database = new(Name, address.ConnectionString);
        postgres.Database.Keep(); // it goes with its server
        return postgres;
    }

    /// <summary>As <c>pg_ctl stop --mode=immediate</c>: nothing is written, every session is torn.</summary>
    public async Task StopImmediatelyAsync()
    {
        var file = Path.Combine(_server!.Folder, "cluster", "postmaster.pid");
        var pid = int.Parse((await File.ReadAllLinesAsync(file))[0], CultureInfo.InvariantCulture);
        using var postmaster = Process.GetProcessById(pid);
        using (var kill = Process.Start("kill", ["-QUIT", $"{pid}"]))
            await kill.WaitForExitAsync();
        _wire.Cut();
        using var deadline = new CancellationTokenSource(Deadline);
        await postmaster.WaitForExitAsync(deadline.Token);
        await _server.StopAsync();
    }

    public async Task StartAgainAsync()
    {
        _server = await EmbeddedPostgres.StartAsync(new(_folder), CancellationToken.None);
        _wire.LeadTo(new NpgsqlConnectionStringBuilder(_server.ConnectionString("postgres")).Port);
    }

    public async ValueTask DisposeAsync()
    {
        if (Database is not null)
            await Database.DisposeAsync();
        _wire.Dispose();
        if (_server is null)
            return;
        await _server.StopAsync();
        Directory.Delete(_server.Folder, recursive: true);
    }
}
