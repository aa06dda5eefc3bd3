using ThinkRealty.FunctionalTests.Fixture;

namespace ThinkRealty.FunctionalTests.Verbs;

/// <summary>The verb that lists what older versions let in and today's rules would not.</summary>
public sealed class CheckDataTests : SqlTest
{
    [Test]
    public async Task It_lists_table_id_field_and_reason_without_the_value_and_ends_with_1()
    {
        var agent = await Scalar<Guid>("select given.agent()");
        (await RunAsync()).ShouldBe((0, "Every stored value fits today's rules."));

        await Database.Execute("update agents set email = 'two words@secret.example'");
        var (code, said) = await RunAsync();

        code.ShouldBe(1);
        said.ShouldBe($"agents {agent} email: This is not an e-mail address.\nFindings: 1.");
    }

    private async Task<(int Code, string Said)> RunAsync()
    {
        var environment = new Dictionary<string, string>
        {
            ["ConnectionStrings__Postgres"] = Database.ConnectionString,
            ["ASPNETCORE_ENVIRONMENT"] = "Production",
        };
        await using var process = new ApiProcess(["check-data"], environment);
        return (await process.ExitAsync(), process.Output + process.Errors);
    }
}
