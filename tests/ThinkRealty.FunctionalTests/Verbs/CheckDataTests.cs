using ThinkRealty.Domain;
using ThinkRealty.Domain.Leads;
using ThinkRealty.FunctionalTests.Fixture;

namespace ThinkRealty.FunctionalTests.Verbs;

/// <summary>The verb that lists what older versions let in and today's rules would not.</summary>
public sealed class CheckDataTests : SqlTest
{
    private static readonly Guid Lead = Guid.Parse("0192f000-0000-7000-8000-00000000000a");

    [Test]
    public async Task It_lists_table_id_field_and_reason_without_the_value_and_ends_with_1()
    {
        var agent = await Scalar<Guid>("select given.agent()");
        (await RunAsync()).ShouldBe((0, "Every stored value fits today's rules."));

        await Database.Execute(
            """
            select given.lead(agent => @agent, id => @lead);
            update leads
               set email = 'mailto:secret@b.co', instagram_handle = '17841400008460056', first_name = e'\u3164',
                   phone = '+97150123456', whatsapp_number = '+4402079461382';
            update agents set email = 'two words@secret.example', phone = '+123456789012345';
            """,
            new { agent, lead = Lead }
        );
        var (code, said) = await RunAsync();

        code.ShouldBe(1);
        said.Split('\n', StringSplitOptions.TrimEntries)
            .ShouldBe([
                $"leads {Lead} email: The same address is written differently today.",
                $"agents {agent} email: {Email.Problem}",
                $"leads {Lead} instagram_handle: {InstagramHandle.Problem}",
                $"leads {Lead} first_name: A name contains at least one visible letter or digit.",
                $"leads {Lead} phone: The number is too short: one digit is missing.",
                $"leads {Lead} whatsapp_number: The same number is written differently today.",
                $"agents {agent} phone: The number is too long.",
                "Findings: 7.",
            ]);
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
