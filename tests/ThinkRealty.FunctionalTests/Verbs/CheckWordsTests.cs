using ThinkRealty.FunctionalTests.Fixture;

namespace ThinkRealty.FunctionalTests.Verbs;

/// <summary>The verb <c>check-data</c> on words that are not in the vocabularies (rules §2).</summary>
public sealed class CheckWordsTests : SqlTest
{
    [Test]
    public async Task Words_that_no_migration_could_settle_are_listed_by_table_id_and_field()
    {
        var (agent, lead) = (Guid.NewGuid(), Guid.NewGuid());
        await Database.Execute(
            """
            set session_replication_role = replica;
            select given.agent(id => @agent, languages => array['english', 'klingon'], areas => array[E'Hidden\u001fMarina']);
            select given.lead(id => @lead);
            select given.lead();
            update leads set nationality = 'UAE', business_domain = 'third';
            update leads set nationality = 'Martian', business_domain = 'proptech' where id = @lead;
            reset session_replication_role
            """,
            new { agent, lead }
        );
        var environment = new Dictionary<string, string>
        {
            ["ConnectionStrings__Postgres"] = Database.ConnectionString,
            ["ASPNETCORE_ENVIRONMENT"] = "Production",
        };

        await using var process = new ApiProcess(["check-data"], environment);

        (await process.ExitAsync()).ShouldBe(1);
        (process.Output + process.Errors)
            .Split('\n')
            .ShouldBe([
                $"agents {agent} languages: The language is not known, so no lead is matched by it.",
                $"agents {agent} specialization_areas: The area holds a control character.",
                $"leads {lead} business_domain: The business domain is not one of first, second, third.",
                $"leads {lead} nationality: No country was recognised.",
                "Findings: 4.",
            ]);
    }
}
