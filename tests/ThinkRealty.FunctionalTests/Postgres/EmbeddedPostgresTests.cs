using Npgsql;
using ThinkRealty.Infrastructure.Postgres.Embedded;

namespace ThinkRealty.FunctionalTests.Postgres;

/// <summary>The server of our own; what it survives when the program is killed is in <c>ServeTests</c>.</summary>
public sealed class EmbeddedPostgresTests
{
    private string _folder = "";
    private EmbeddedPostgres? _server;

    [SetUp]
    public async Task StartWithOneRow()
    {
        _folder = Path.Combine(Path.GetTempPath(), $"thinkrealty-{Guid.CreateVersion7():N}");
        _server = await StartAsync();
        await _server.EnsureDatabaseAsync("desk", CancellationToken.None);
        await ExecuteAsync("create table leads as select 1 as id");
    }

    [TearDown]
    public async Task StopAndRemove()
    {
        if (_server is not null)
            await _server.StopAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Test]
    public async Task A_second_start_finds_the_data()
    {
        await _server!.StopAsync();
        File.Exists(Path.Combine(_folder, "cluster", "postmaster.pid")).ShouldBeFalse();

        _server = await StartAsync();

        (await CountAsync()).ShouldBe(1);
    }

    [Test]
    public async Task It_listens_on_loopback_only_and_asks_for_the_password()
    {
        (await ExecuteAsync("show listen_addresses")).ShouldBe("127.0.0.1");
        (await ExecuteAsync("show unix_socket_directories")).ShouldBe("");
        (await ExecuteAsync("show server_encoding")).ShouldBe("UTF8");

        var stranger = new NpgsqlConnectionStringBuilder(_server!.ConnectionString("desk")) { Password = "guessed" };
        await using var connection = new NpgsqlConnection(stranger.ConnectionString);
        var refused = await Should.ThrowAsync<PostgresException>(connection.OpenAsync());
        refused.SqlState.ShouldBe(PostgresErrorCodes.InvalidPassword);

        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(Path.Combine(_folder, "password"))
                .ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Test]
    public async Task A_second_program_on_the_same_data_is_told_so_and_harms_nothing()
    {
        var refused = await Should.ThrowAsync<EmbeddedPostgresException>(StartAsync());

        refused.Message.ShouldBe(
            $"The data folder {_server!.Folder} is in use by another running program: stop that one, or choose another folder."
        );
        (await CountAsync()).ShouldBe(1);
    }

    [Test]
    public async Task Without_the_programs_it_says_what_to_install_and_leaves_no_folder()
    {
        var nowhere = Path.Combine(Path.GetTempPath(), $"thinkrealty-{Guid.CreateVersion7():N}");

        var missing = await Should.ThrowAsync<EmbeddedPostgresException>(
            EmbeddedPostgres.StartAsync(new(nowhere) { ProgramFolders = ["/nowhere/bin"] }, CancellationToken.None)
        );

        missing.Message.ShouldStartWith("PostgreSQL is not installed");
        Directory.Exists(nowhere).ShouldBeFalse();
    }

    [Test]
    public async Task Data_of_another_version_is_left_alone()
    {
        await _server!.StopAsync();
        var file = Path.Combine(_folder, "cluster", "PG_VERSION");
        var version = await File.ReadAllTextAsync(file);
        await File.WriteAllTextAsync(file, "9\n");

        var refused = await Should.ThrowAsync<EmbeddedPostgresException>(StartAsync());

        refused.Message.ShouldStartWith("The data was made by PostgreSQL 9, but only ");
        await File.WriteAllTextAsync(file, version);
    }

    [Test]
    public async Task A_start_that_fails_shows_the_end_of_the_log()
    {
        await _server!.StopAsync();
        await File.AppendAllTextAsync(Path.Combine(_folder, "cluster", "postgresql.conf"), "no_such_setting = 1\n");

        var failed = await Should.ThrowAsync<EmbeddedPostgresException>(StartAsync());

        failed.Message.ShouldContain("server.log");
        failed.Message.ShouldContain("no_such_setting");
    }

    private Task<EmbeddedPostgres> StartAsync() => EmbeddedPostgres.StartAsync(new(_folder), CancellationToken.None);

    private async Task<object?> ExecuteAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(_server!.ConnectionString("desk"));
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }

    private async Task<long> CountAsync() => (long)(await ExecuteAsync("select count(*) from leads"))!;
}
