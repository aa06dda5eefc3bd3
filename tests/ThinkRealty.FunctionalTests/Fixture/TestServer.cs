using System.Security.Cryptography;
using System.Text;
using Npgsql;
using ThinkRealty.Infrastructure.Postgres;
using ThinkRealty.Infrastructure.Postgres.Embedded;

namespace ThinkRealty.FunctionalTests.Fixture;

/// <summary>
/// The one PostgreSQL of a test run: an embedded server that flushes nothing, or the one that <c>TEST_POSTGRES</c> names.
/// A template is migrated once, every database is a copy of it.
/// </summary>
public static class TestServer
{
    private const string Template = "template";
    private static readonly string Run = "test_" + Guid.CreateVersion7().ToString("N")[^12..];
    private static readonly Lazy<Task<(EmbeddedPostgres? Own, string Admin)>> Server = new(StartAsync);

    // A template may have no other session while it is copied, so copies are made one at a time.
    private static readonly SemaphoreSlim OneCopy = new(1);
    private static bool _hasTemplate;
    private static int _databases;

    /// <summary>A fresh database with the whole schema.</summary>
    public static async Task<TestDatabase> NewDatabaseAsync()
    {
        await OneCopy.WaitAsync();
        try
        {
            if (!_hasTemplate)
            {
                await using var template = await CreateAsync(Template, from: "template0");
                await new Migrator(template.ConnectionString).UpAsync(CancellationToken.None);
                NpgsqlConnection.ClearAllPools();
                template.Keep();
                _hasTemplate = true;
            }

            return await CreateAsync($"{++_databases}", from: $"{Run}_{Template}");
        }
        finally
        {
            OneCopy.Release();
        }
    }

    /// <summary>A fresh database with nothing in it.</summary>
    public static Task<TestDatabase> NewEmptyDatabaseAsync() =>
        CreateAsync($"empty_{Interlocked.Increment(ref _databases)}", from: "template0");

    public static async Task StopAsync()
    {
        if (!Server.IsValueCreated)
            return;
        if (_hasTemplate)
            await ExecuteAsync($"drop database if exists \"{Run}_{Template}\" with (force)");
        if ((await Server.Value).Own is { } own)
            await own.StopAsync();
    }

    internal static async Task ExecuteAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create((await Server.Value).Admin);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<TestDatabase> CreateAsync(string name, string from)
    {
        var database = $"{Run}_{name}";
        await ExecuteAsync($"create database \"{database}\" template \"{from}\"");
        var admin = new NpgsqlConnectionStringBuilder((await Server.Value).Admin) { Database = database };
        return new(database, admin.ConnectionString);
    }

    private static async Task<(EmbeddedPostgres?, string)> StartAsync()
    {
        if (Environment.GetEnvironmentVariable("TEST_POSTGRES") is { Length: > 0 } given)
            return (null, given);

        // The same folder for every run of this build: a run that was killed is cleaned up by the next one.
        var build = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(AppContext.BaseDirectory)))[..8];
        var folder = Path.Combine(Path.GetTempPath(), $"thinkrealty-tests-{build}");
        var own = await EmbeddedPostgres.StartAsync(new(folder) { Durable = false }, CancellationToken.None);
        return (own, own.ConnectionString("postgres"));
    }
}
