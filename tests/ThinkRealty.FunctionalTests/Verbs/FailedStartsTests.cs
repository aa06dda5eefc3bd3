using System.Net;
using System.Net.Sockets;
using Npgsql;
using ThinkRealty.Api.Verbs;
using ThinkRealty.FunctionalTests.Fixture;
using ThinkRealty.Infrastructure.Postgres;
using ThinkRealty.Infrastructure.Postgres.Embedded;

namespace ThinkRealty.FunctionalTests.Verbs;

/// <summary>What a person or the machine has done wrong ends every verb with one sentence that says what to do, and 1.</summary>
public sealed class FailedStartsTests
{
    private const string Secret = "a secret of more than thirty-two characters";

    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(1);

    private static readonly string[] Verbs =
    [
        "serve --port 0",
        "migrate up",
        "migrate down",
        "sample-data",
        "reports rebuild",
        "metrics refresh",
        "schema --out /tmp/thinkrealty-never-written.sql",
    ];

    private static readonly string[] OverASchema = [.. Verbs.Except([Verbs[1], Verbs[2], Verbs[6]])];

    private TestDatabase _database = null!;

    [SetUp]
    public async Task MakeDatabase() => _database = await TestServer.NewDatabaseAsync();

    [TearDown]
    public async Task DropDatabase() => await _database.DisposeAsync();

    [TestCaseSource(nameof(Verbs))]
    public async Task A_server_that_cannot_be_reached(string verb)
    {
        await ShouldFail(
            verb,
            Changed(c => c.Port = 1),
            "PostgreSQL cannot be reached: ",
            "Start it, or correct ConnectionStrings:Postgres or DATABASE_URL."
        );
        await ShouldFail(
            verb,
            Changed(c => c.Host = "no-such-host.invalid"),
            "cannot be reached: ",
            "ConnectionStrings:Postgres or DATABASE_URL."
        );
    }

    [TestCaseSource(nameof(Verbs))]
    public async Task A_wrong_password_and_a_missing_database(string verb)
    {
        await ShouldFail(
            verb,
            Changed(c => c.Password = "hunter2"),
            "PostgreSQL refused: password authentication failed",
            "Correct the user or the password in ConnectionStrings:Postgres or DATABASE_URL."
        );
        await ShouldFail(
            verb,
            Changed(c => c.Database = "missing"),
            "PostgreSQL refused: database \"missing\" does not exist",
            "Make the database, or correct ConnectionStrings:Postgres or DATABASE_URL."
        );
    }

    [TestCaseSource(nameof(OverASchema))]
    public async Task A_database_without_a_schema(string verb)
    {
        await using var empty = await TestServer.NewEmptyDatabaseAsync();

        await ShouldFail(verb, empty.ConnectionString, "The database has no schema yet: ", "run `migrate up`");
        (
            await empty.Scalar<long>("select count(*) from pg_class where relnamespace = 'public'::regnamespace")
        ).ShouldBe(0);
    }

    [TestCaseSource(nameof(OverASchema))]
    public async Task A_schema_that_is_older(string verb)
    {
        var step = (await new Migrator(_database.ConnectionString).DownAsync(null, CancellationToken.None))[0];

        await ShouldFail(
            verb,
            _database.ConnectionString,
            $"The database's schema is older than this program, which needs the step {step} too: ",
            "run `migrate up`"
        );
    }

    [TestCaseSource(nameof(Verbs))]
    public async Task A_schema_that_is_newer(string verb)
    {
        if (verb.StartsWith("schema", StringComparison.Ordinal))
            Assert.Pass("It writes down whatever schema there is.");
        await _database.Execute("""insert into "__EFMigrationsHistory" values ('9999_later', '10.0.0')""");

        await ShouldFail(
            verb,
            _database.ConnectionString,
            "The database's schema is newer than this program, which does not know the step 9999_later: ",
            "use the newer program"
        );
        (await _database.Scalar<long>("select count(*) from users")).ShouldBe(0);
    }

    [TestCase("serve --port 0", "PostgreSQL only reads here")]
    [TestCase("sample-data", "PostgreSQL only reads here")]
    [TestCase("metrics refresh", "PostgreSQL only reads here")]
    [TestCase("reports rebuild", "PostgreSQL only reads here")]
    [TestCase("migrate down", "PostgreSQL refused: cannot execute ")]
    public async Task A_database_that_only_reads(string verb, string sentence) =>
        await ShouldFail(
            verb,
            _database.ConnectionString + ";Options=-c default_transaction_read_only=on",
            sentence,
            "a standby"
        );

    [TestCase("sample-data")]
    [TestCase("serve --port 0 --SAMPLE_DATA=true")]
    [TestCase("migrate up")]
    public async Task A_full_disk(string verb)
    {
        using var disk = new SmallDisk(megabytes: 256);
        await using var postgres = await EmbeddedPostgres.StartAsync(
            new(Path.Combine(disk.Folder, "postgres")),
            CancellationToken.None
        );
        var connection = postgres.ConnectionString("postgres");
        if (!verb.StartsWith("migrate", StringComparison.Ordinal))
            await new Migrator(connection).UpAsync(CancellationToken.None);
        disk.Fill();

        await ShouldFail(verb, connection, "The disk is full: ", "Make room and start again.");
    }

    [Test]
    public async Task A_role_that_may_not_do_it()
    {
        var role = $"may_{Guid.NewGuid():N}";
        await _database.Execute($"create role {role} login password 'may'");
        var connection = Changed(c => (c.Username, c.Password) = (role, "may"));
        foreach (var verb in Verbs.Where(v => !v.StartsWith("schema", StringComparison.Ordinal)))
            await ShouldFail(verb, connection, "PostgreSQL refused: permission denied", "Use a role that may do this");
        await _database.Execute($"drop owned by {role}; drop role {role}");
    }

    [Test]
    public async Task A_port_that_is_taken()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;

        await ShouldFail(
            $"serve --port {port}",
            _database.ConnectionString,
            $"http://127.0.0.1:{port} is taken by another program",
            "--port"
        );
    }

    [TestCase("--urls=http://203.0.113.7:0", "an address that this machine does not have", "--urls")]
    [TestCase("--urls=nonsense", "An address in --urls or ASPNETCORE_URLS cannot be read", "http://127.0.0.1:8000")]
    [TestCase("--urls=https://127.0.0.1:0", "HTTPS needs a certificate", "Kestrel:Certificates:Default:Path")]
    public async Task An_address_that_cannot_be_listened_on(string urls, string sentence, string advice) =>
        await ShouldFail($"serve {urls}", _database.ConnectionString, sentence, advice);

    [Test]
    public async Task A_file_that_cannot_be_written() =>
        await ShouldFail(
            "schema --out /proc/schema.sql",
            _database.ConnectionString,
            "A file cannot be read or written: ",
            "/proc"
        );

    [TestCase("serve --port 0"), TestCase("sample-data"), TestCase("metrics refresh")]
    public async Task A_secret_in_a_file_that_is_not_there(string verb) =>
        await ShouldFail(
            $"{verb} --Access:KeyRingSecret= --Access:KeyRingSecretFile=/no/such/file",
            _database.ConnectionString,
            "Access:KeyRingSecretFile names a file that cannot be read",
            "check that it is there"
        );

    [
        TestCase("--Proxies:Known:0=0.0.0.0/0", "Proxies:Known names every address"),
        TestCase("--Proxies:Known:0=::/0", "every")
    ]
    [TestCase("--Proxies:Known:0=nobody", "Proxies:Known holds what is neither")]
    [TestCase(
        "--Bootstrap:AdminEmail=a@b.ae --Bootstrap:AdminPassword=demo-password",
        "Bootstrap:AdminPassword is published"
    )]
    [TestCase(
        "--Bootstrap:AdminEmail=a@thinkrealty.example --Bootstrap:AdminPassword=0123456789",
        "Bootstrap:AdminEmail is at"
    )]
    [TestCase("--Https:HstsDays=-1", "Https:HstsDays")]
    public async Task A_setting_that_is_not_safe_in_Production(string settings, string sentence) =>
        await ShouldFail($"serve --port 0 {settings}", _database.ConnectionString, sentence, "");

    // The process itself, as a service manager sees it.
    [Test]
    public async Task Production_on_an_empty_database_ends_with_1_and_one_line()
    {
        await using var empty = await TestServer.NewEmptyDatabaseAsync();
        await using var process = new ApiProcess(
            ["serve", "--port", "0"],
            new Dictionary<string, string>
            {
                ["ConnectionStrings__Postgres"] = empty.ConnectionString,
                ["ASPNETCORE_ENVIRONMENT"] = "Production",
                ["Access__KeyRingSecret"] = Secret,
            }
        );

        (await process.ExitAsync()).ShouldBe(1);
        process.Errors.ShouldStartWith("The database has no schema yet: ");
        process.Errors.Split('\n').Length.ShouldBe(1);
        process.Output.ShouldBeEmpty();
    }

    [Test]
    public async Task A_fault_of_the_program_itself_ends_with_1_too()
    {
        Failure.Sentence(new InvalidOperationException("not ours to explain")).ShouldBeNull();

        // An endpoint without an address.
        var (code, said) = await RunAsync([
            "serve",
            "--Kestrel:Endpoints:Http:Protocols=Http1",
            .. Against(_database.ConnectionString),
        ]);

        code.ShouldBe(1, said);
        said.ShouldStartWith("ThinkRealty stops because of a fault of its own; please report this:");
        said.ShouldContain("   at "); // where it happened
    }

    private static async Task ShouldFail(string verb, string connectionString, string sentence, string advice)
    {
        var (code, said) = await RunAsync([.. verb.Split(' '), .. Against(connectionString)]);

        code.ShouldBe(1, said);
        said.ShouldContain(sentence);
        said.ShouldContain(advice);
        said.ShouldEndWith(".");
        said.Split('\n').Length.ShouldBe(1, said);
        said.ShouldNotContain("hunter2");
    }

    private static string[] Against(string connectionString) =>
        [
            "--environment=Production",
            $"--ConnectionStrings:Postgres={connectionString}",
            $"--Access:KeyRingSecret={Secret}",
        ];

    // In this process, because there are many of them; what the exit code is, Program hands on.
    private static async Task<(int Code, string Said)> RunAsync(string[] arguments)
    {
        // The last of two is the one that counts.
        var distinct = arguments.GroupBy(a => a.Split('=')[0]).Select(g => g.First()).ToArray();
        var (errors, output) = (Console.Error, Console.Out);
        await using var said = new StringWriter();
        Console.SetError(said);
        Console.SetOut(TextWriter.Null);
        try
        {
            return (await CommandLine.RunAsync(distinct).WaitAsync(Deadline), said.ToString().Trim());
        }
        finally
        {
            Console.SetError(errors);
            Console.SetOut(output);
        }
    }

    private string Changed(Action<NpgsqlConnectionStringBuilder> change)
    {
        var connection = new NpgsqlConnectionStringBuilder(_database.ConnectionString);
        change(connection);
        return connection.ConnectionString;
    }
}
