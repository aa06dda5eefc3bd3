using System.Net;
using System.Text.Json;
using Npgsql;
using ThinkRealty.FunctionalTests.Fixture;
using ThinkRealty.Infrastructure.Postgres;
using ThinkRealty.Infrastructure.Postgres.Embedded;

namespace ThinkRealty.FunctionalTests.Http;

/// <summary><c>/health/ready</c> names the part that is missing or cannot write, and costs next to nothing to ask.</summary>
public sealed class ReadinessTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(1);

    [Test]
    public async Task A_full_disk_is_told_from_a_database_that_writes()
    {
        using var disk = new SmallDisk(megabytes: 256);
        await using var postgres = await EmbeddedPostgres.StartAsync(
            new(Path.Combine(disk.Folder, "postgres")),
            CancellationToken.None
        );
        var connection = postgres.ConnectionString("postgres");
        await new Migrator(connection).UpAsync(CancellationToken.None);
        await using var host = await SurfaceHost.StartAsync(("ConnectionStrings:Postgres", connection));
        await BecomesAsync(host, 200, "ok", "ok", "ok");

        disk.Fill();
        await BecomesAsync(host, 503, "down", "disk_full", "ok");

        disk.Clear();
        await BecomesAsync(host, 200, "ok", "ok", "ok");
    }

    [Test]
    public async Task A_database_that_only_reads_is_named()
    {
        await using var database = await TestServer.NewDatabaseAsync();
        await using var host = await SurfaceHost.StartAsync(
            ("ConnectionStrings:Postgres", $"{database.ConnectionString};Options=-c default_transaction_read_only=on")
        );

        await BecomesAsync(host, 503, "down", "read_only", "ok");
    }

    [Test]
    public async Task A_schema_without_its_last_step_is_named()
    {
        await using var database = await TestServer.NewDatabaseAsync();
        await new Migrator(database.ConnectionString).DownAsync(targetId: null, CancellationToken.None);
        await using var host = await SurfaceHost.StartAsync(("ConnectionStrings:Postgres", database.ConnectionString));

        await BecomesAsync(host, 503, "down", "ok", "behind");
    }

    [Test]
    public async Task A_missing_server_is_named()
    {
        await using var host = await SurfaceHost.StartAsync();

        await BecomesAsync(host, 503, "down", "down", "down");
    }

    [Test]
    public async Task A_role_that_may_only_read_and_write_rows_can_ask()
    {
        await using var database = await TestServer.NewDatabaseAsync();
        var role = $"asks_{Guid.NewGuid():N}";
        await database.Execute(
            $"""create role {role} login password 'asks'; grant select on "__EFMigrationsHistory" to {role}"""
        );
        var connection = new NpgsqlConnectionStringBuilder(database.ConnectionString)
        {
            Username = role,
            Password = "asks",
            Pooling = true,
        };
        await using (
            var host = await SurfaceHost.StartAsync(("ConnectionStrings:Postgres", connection.ConnectionString))
        )
            await BecomesAsync(host, 200, "ok", "ok", "ok");
        await database.Execute($"drop owned by {role}; drop role {role}");
    }

    [Test]
    public async Task Hundreds_of_probes_at_once_ask_the_database_once()
    {
        await using var database = await TestServer.NewDatabaseAsync();
        await using var host = await SurfaceHost.StartAsync(("ConnectionStrings:Postgres", database.ConnectionString));
        const string Spilled = "select temp_files from pg_stat_database where datname = current_database()";
        var rounds = 0;

        await Task.WhenAll(
            Enumerable
                .Range(0, 300)
                .Select(async _ =>
                {
                    using var answer = await host.Api.GetAsync("/health/ready");
                    answer.StatusCode.ShouldBe(HttpStatusCode.OK);
                    Interlocked.Increment(ref rounds);
                })
        );

        rounds.ShouldBe(300);
        // Each look at the database spills one file; the server counts them when the session is idle or ends.
        var since = DateTime.UtcNow;
        while (await database.Scalar<long>(Spilled) == 0 && DateTime.UtcNow - since < Deadline)
            await Task.Delay(50);
        (await database.Scalar<long>(Spilled)).ShouldBeInRange(1, 30);
    }

    private static async Task BecomesAsync(SurfaceHost host, int status, string whole, string postgres, string schema)
    {
        var since = DateTime.UtcNow;
        string? said;
        do
        {
            using var answer = await host.Api.GetAsync("/health/ready");
            var ready = JsonSerializer.Deserialize<JsonElement>(await answer.Content.ReadAsStringAsync());
            var parts = ready.GetProperty("parts");
            said =
                $"{(int)answer.StatusCode} {ready.GetProperty("status")} {parts.GetProperty("postgres")} {parts.GetProperty("schema")}";
            if (said == $"{status} {whole} {postgres} {schema}")
                return;
            await Task.Delay(100);
        } while (DateTime.UtcNow - since < Deadline);

        said.ShouldBe($"{status} {whole} {postgres} {schema}");
    }
}
