using Npgsql;
using ThinkRealty.FunctionalTests.Fixture;

namespace ThinkRealty.FunctionalTests.Verbs;

/// <summary>What works in Production and should not stay so is said at the start, in a sentence each.</summary>
public sealed class StartWarningsTests
{
    private static readonly Dictionary<string, string> Safe = new()
    {
        ["ASPNETCORE_ENVIRONMENT"] = "Production",
        ["Access__KeyRingSecret"] = "a secret of more than thirty-two characters",
        ["Bootstrap__AdminEmail"] = "admin@thinkrealty.test",
        ["Bootstrap__AdminPassword"] = "a long enough password",
    };

    private TestDatabase _database = null!;

    [SetUp]
    public async Task MakeDatabase() => _database = await TestServer.NewDatabaseAsync();

    [TearDown]
    public async Task DropDatabase() => await _database.DisposeAsync();

    [Test]
    public async Task Demo_users_and_the_demo_key_of_a_database_from_Development_are_named()
    {
        await ServeAsync(new() { ["ASPNETCORE_ENVIRONMENT"] = "Development" });

        (await ServeAsync(Safe)).ShouldContain(
            "The database has 3 active demo users and the demo key; they are refused outside Development"
        );
    }

    [Test]
    public async Task A_database_in_which_nobody_can_sign_in_is_named()
    {
        var settings = new Dictionary<string, string>(Safe);
        settings.Remove("Bootstrap__AdminEmail");
        settings.Remove("Bootstrap__AdminPassword");

        (await ServeAsync(settings)).ShouldContain("There is no active admin");
        (await ServeAsync(Safe)).ShouldNotContain("There is no active admin");
    }

    [Test]
    public async Task Sample_data_in_Production_is_named()
    {
        var settings = new Dictionary<string, string>(Safe) { ["SAMPLE_DATA"] = "true" };

        (await ServeAsync(settings)).ShouldContain("SAMPLE_DATA has filled the empty database");
        (await _database.Scalar<long>("select count(*) from users where is_demo")).ShouldBe(0);
    }

    [Test]
    public async Task A_superuser_with_a_password_that_everybody_tries_is_named()
    {
        var role = $"easy_{Guid.NewGuid():N}";
        await _database.Execute($"create role {role} superuser login password 'postgres'");
        var connection = new NpgsqlConnectionStringBuilder(_database.ConnectionString)
        {
            Username = role,
            Password = "postgres",
        };

        var said = await ServeAsync(Safe, connection.ConnectionString);

        said.ShouldContain("signs in to PostgreSQL as a superuser");
        said.ShouldContain("is one that everybody tries first");
        await _database.Execute($"drop role {role}");
    }

    [Test]
    public async Task A_start_that_is_as_it_should_be_says_nothing()
    {
        var role = $"works_{Guid.NewGuid():N}";
        await _database.Execute(
            $"""
            create role {role} login password '{role}secret';
            grant usage on schema public, reporting to {role};
            grant select, insert, update, delete on all tables in schema public, reporting to {role};
            grant usage on all sequences in schema public, reporting to {role};
            grant execute on all functions in schema public, reporting to {role}
            """
        );
        var connection = new NpgsqlConnectionStringBuilder(_database.ConnectionString)
        {
            Username = role,
            Password = $"{role}secret",
        };
        var settings = new Dictionary<string, string>(Safe) { ["Jobs__Run"] = "false" };

        (await ServeAsync(settings, connection.ConnectionString)).ShouldBeEmpty();
        await _database.Execute($"drop owned by {role}; drop role {role}");
    }

    // Everything that a start and an end in order wrote down.
    private async Task<string> ServeAsync(Dictionary<string, string> settings, string? connectionString = null)
    {
        var environment = new Dictionary<string, string>(settings)
        {
            ["ConnectionStrings__Postgres"] = connectionString ?? _database.ConnectionString,
        };
        var (process, api) = await ApiProcess.ServeAsync([], environment);
        await using var _ = process;
        using (api)
            (await process.TerminateAsync()).ShouldBe(0, process.Errors);
        return process.Output + process.Errors;
    }
}
