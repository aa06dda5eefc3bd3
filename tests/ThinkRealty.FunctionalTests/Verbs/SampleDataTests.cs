using ThinkRealty.FunctionalTests.Fixture;

namespace ThinkRealty.FunctionalTests.Verbs;

public sealed class SampleDataTests
{
    [Test]
    public async Task The_verb_fills_the_configured_database_once()
    {
        await using var database = await TestServer.NewDatabaseAsync();
        var environment = new Dictionary<string, string>
        {
            ["ConnectionStrings__Postgres"] = database.ConnectionString,
            ["ASPNETCORE_ENVIRONMENT"] = "Production",
        };

        (await SaysAsync(environment)).ShouldBe("The database holds sample data now.");
        (await SaysAsync(environment)).ShouldBe("Nothing was added: the database is not empty.");

        (await database.Scalar<long>("select count(*) from agents")).ShouldBe(10);
        (await database.Scalar<long>("select count(*) from users")).ShouldBe(0);
    }

    private static async Task<string> SaysAsync(IReadOnlyDictionary<string, string> environment)
    {
        await using var process = new ApiProcess(["sample-data"], environment);
        (await process.ExitAsync()).ShouldBe(0, process.Errors);
        return process.Output;
    }
}
