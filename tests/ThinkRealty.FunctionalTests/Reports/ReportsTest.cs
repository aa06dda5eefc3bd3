using System.Text.Json;
using ThinkRealty.FunctionalTests.Fixture;

namespace ThinkRealty.FunctionalTests.Reports;

/// <summary>A test that reads reports, once they have seen what was done before.</summary>
public abstract class ReportsTest : EmptyDeskTest
{
    protected const string Analytics = "/api/v1/analytics";

    protected HttpClient Supervisor { get; private set; } = null!;

    [SetUp]
    public async Task SignIn() => Supervisor = await SignedInAs("supervisor");

    [TearDown]
    public void SignOut() => Supervisor.Dispose();

    /// <summary>
    /// Everything that is committed by now is in the reports. The test counts beside the node, so that it does not wait for
    /// the node's next look.
    /// </summary>
    protected Task ReportsAreUpToDate() =>
        Eventually(
            async () =>
            {
                await Database.Execute("select reporting.project(10000)");
                return await Scalar<bool>("select not exists (select from reporting.pending)");
            },
            "the reports are up to date"
        );

    /// <summary>A report as a supervisor reads it, up to date.</summary>
    protected async Task<JsonElement> Report(string pathAndQuery)
    {
        await ReportsAreUpToDate();
        var response = await Supervisor.GetAsync($"{Analytics}/{pathAndQuery}");
        var text = await response.Content.ReadAsStringAsync();
        ((int)response.StatusCode).ShouldBe(200, text);
        return JsonSerializer.Deserialize<JsonElement>(text);
    }

    /// <summary>Facts are what counting gives, and sums are what adding up the facts gives.</summary>
    protected async Task ReportsAreExact()
    {
        await ReportsAreUpToDate();
        (
            await Rows<Guid>(
                """
                select lead_id from (table reporting.counted_leads except table reporting.lead_facts) missing
                union all
                select lead_id from (table reporting.lead_facts except table reporting.counted_leads) wrong
                """
            )
        ).ShouldBeEmpty("facts that are not what counting gives");
        (await SumsThatAddingUpChanges()).ShouldBe(0, "sums that are not what adding up gives");
    }

    // In a transaction that is taken back: only looked at, not mended.
    private async Task<long> SumsThatAddingUpChanges()
    {
        await using var connection = await Database.Connect();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = """
            select pg_advisory_xact_lock(hashtextextended('projection of reports', 0));
            create temporary table by_agent on commit drop as select * from reporting.agent_sums where leads <> 0;
            create temporary table by_day on commit drop as
              select * from reporting.day_sums where (leads, conversions, interactions) <> (0, 0, 0);
            create temporary table by_profile on commit drop as select * from reporting.profile_sums where leads <> 0;
            select reporting.rebuild_sums();
            """;
        await command.ExecuteNonQueryAsync();
        command.CommandText = """
            select (select count(*) from (table by_agent except table reporting.agent_sums) a)
                 + (select count(*) from (table reporting.agent_sums except table by_agent) a)
                 + (select count(*) from (table by_day except table reporting.day_sums) d)
                 + (select count(*) from (table reporting.day_sums except table by_day) d)
                 + (select count(*) from (table by_profile except table reporting.profile_sums) p)
                 + (select count(*) from (table reporting.profile_sums except table by_profile) p)
            """;
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
