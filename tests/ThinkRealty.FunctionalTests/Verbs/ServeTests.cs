using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;
using ThinkRealty.FunctionalTests.Fixture;

namespace ThinkRealty.FunctionalTests.Verbs;

/// <summary>The program as a person starts it, on a PostgreSQL of its own, and what machines do to it.</summary>
public sealed class ServeTests
{
    private string _data = "";

    [SetUp]
    public void ChooseFolder() => _data = Path.Combine(Path.GetTempPath(), $"thinkrealty-{Guid.CreateVersion7():N}");

    [TearDown]
    public void RemoveFolder()
    {
        if (Directory.Exists(_data))
            Directory.Delete(_data, recursive: true);
    }

    [Test]
    public async Task It_greets_serves_and_ends_in_order_when_asked()
    {
        var (process, api) = await ServeAsync();
        using (api)
            foreach (var page in (string[])["docs", "jobs"])
                process.Output.ShouldContain($"{api.BaseAddress}{page}");
        (await MarksAsync()).ShouldBe(0);

        (await process.TerminateAsync()).ShouldBe(0);

        process.Errors.ShouldBeEmpty();
        File.Exists(PidFile).ShouldBeFalse();
        await process.DisposeAsync();
    }

    [Test]
    public async Task Killed_alone_it_stops_the_server_that_was_left_over_and_keeps_the_data()
    {
        await ServeAndKillAsync();
        var leftOver = PostmasterPid();
        Directory.Exists($"/proc/{leftOver}").ShouldBeTrue();

        var (process, api) = await ServeAsync();
        await using var _ = process;
        using var __ = api;

        PostmasterPid().ShouldNotBe(leftOver);
        (await MarksAsync()).ShouldBe(1);
        await process.TerminateAsync();
    }

    [Test]
    public async Task Killed_with_its_server_it_recovers_though_the_number_in_the_pid_file_is_another_programs_now()
    {
        await ServeAndKillAsync();
        using (var postmaster = Process.GetProcessById(PostmasterPid()))
            postmaster.Kill();
        using var stranger = Process.Start("sleep", "60");
        await File.WriteAllLinesAsync(PidFile, [$"{stranger.Id}", .. File.ReadLines(PidFile).Skip(1).ToList()]);

        var (process, api) = await ServeAsync();
        await using var _ = process;
        using var __ = api;

        (await MarksAsync()).ShouldBe(1);
        stranger.HasExited.ShouldBeFalse();
        stranger.Kill();
        await process.TerminateAsync();
    }

    [Test]
    public async Task A_second_one_on_the_same_data_says_one_sentence_and_harms_nothing()
    {
        var (first, api) = await ServeAsync();
        await using var _ = first;
        using var __ = api;

        await using var second = new ApiProcess(["serve", "--port", "0", "--data", _data]);

        (await second.ExitAsync()).ShouldBe(1);
        second.Errors.ShouldBe(
            $"The data folder {_data}/postgres is in use by another running program: stop that one, or choose another folder."
        );
        (await api.GetAsync("/health/live")).EnsureSuccessStatusCode();
        await first.TerminateAsync();
    }

    [Test]
    public async Task A_taken_port_is_one_sentence()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;

        await using var process = new ApiProcess(["serve", "--port", $"{port}", "--data", _data]);

        (await process.ExitAsync()).ShouldBe(1);
        process.Errors.ShouldBe(
            $"http://127.0.0.1:{port} is taken by another program: stop that one, or choose another port with --port."
        );
        process.Output.ShouldBeEmpty();
        File.Exists(PidFile).ShouldBeFalse();
    }

    [TestCase(
        "dance",
        "There is no verb dance; there are serve, migrate, sample-data, reports, metrics, check-data, schema and openapi."
    )]
    [TestCase("serve --prot 1", "serve has no option --prot; it has --port, --data, --no-sample-data.")]
    [TestCase("serve --port", "--port needs a value.")]
    [TestCase("serve --port 70000", "--port is a number from 0 (any free port) to 65535, not 70000.")]
    public async Task What_cannot_be_understood_is_answered_with_what_exists(string typed, string sentence)
    {
        await using var process = new ApiProcess(typed.Split(' '));

        (await process.ExitAsync()).ShouldBe(2);
        process.Errors.ShouldBe(sentence);
    }

    [TestCase(
        "ConnectionStrings__Postgres",
        "Host=127.0.0.1;Port=1;Database=x;Username=x",
        "PostgreSQL cannot be reached: "
    )]
    [TestCase("DATABASE_URL", "postgres://x:secret@127.0.0.1:1/x", "PostgreSQL cannot be reached: ")]
    [TestCase("DATABASE_URL", "mysql://x:secret@127.0.0.1/x", "DATABASE_URL cannot be read; ")]
    [TestCase("Database__MaxConnections", "many", "Database:MaxConnections cannot be read. ")]
    [TestCase("SAMPLE_DATA", "perhaps secret", "SAMPLE_DATA cannot be read; it is true or false.")]
    [TestCase("ConnectionStrings__Postgres", "Hots=secret", "ConnectionStrings:Postgres cannot be read; ")]
    public async Task A_wrong_setting_is_one_sentence_without_secrets(string name, string value, string sentence)
    {
        await using var process = new ApiProcess(
            ["serve", "--port", "0", "--data", _data],
            new Dictionary<string, string> { [name] = value }
        );

        (await process.ExitAsync()).ShouldNotBe(0);
        process.Errors.ShouldStartWith(sentence);
        process.Errors.Split('\n').Length.ShouldBe(1);
        process.Errors.ShouldNotContain("secret");
    }

    private string PidFile => Path.Combine(_data, "postgres", "cluster", "postmaster.pid");

    private int PostmasterPid() => int.Parse(File.ReadLines(PidFile).First(), CultureInfo.InvariantCulture);

    private Task<(ApiProcess Process, HttpClient Api)> ServeAsync() =>
        ApiProcess.ServeAsync(["--data", _data, "--no-sample-data"]);

    private async Task ServeAndKillAsync()
    {
        var (process, api) = await ServeAsync();
        using var _ = api;
        await using var own = NpgsqlDataSource.Create(OwnDatabase());
        await using var mark = own.CreateCommand("create table mark as select 1 as id");
        await mark.ExecuteNonQueryAsync();
        await process.KillAsync();
        await process.DisposeAsync();
    }

    private async Task<long> MarksAsync()
    {
        await using var own = NpgsqlDataSource.Create(OwnDatabase());
        await using var count = own.CreateCommand("select count(*) from pg_class where relname = 'mark'");
        return (long)(await count.ExecuteScalarAsync())!;
    }

    // As a person with a right to the data folder would get in: the pid file has the port, the password lies beside it.
    private string OwnDatabase() =>
        new NpgsqlConnectionStringBuilder
        {
            Host = "127.0.0.1",
            Port = int.Parse(File.ReadLines(PidFile).ElementAt(3), CultureInfo.InvariantCulture),
            Username = "thinkrealty",
            Password = File.ReadAllText(Path.Combine(_data, "postgres", "password")),
            Database = "thinkrealty",
            Pooling = false,
        }.ConnectionString;
}
