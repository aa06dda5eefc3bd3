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

    /// <summary>Waits until everything that is committed by now is in the reports.</summary>
    protected async Task ReportsAreUpToDate()
    {
        var now = await Scalar<DateTime>("select clock_timestamp()");
        await Eventually(
            async () => await Scalar<DateTime>("select as_of from reporting.progress") > now,
            "the reports are up to date"
        );
    }

    /// <summary>A report as a supervisor reads it, up to date.</summary>
    protected async Task<JsonElement> Report(string pathAndQuery)
    {
        await ReportsAreUpToDate();
        var response = await Supervisor.GetAsync($"{Analytics}/{pathAndQuery}");
        var text = await response.Content.ReadAsStringAsync();
        ((int)response.StatusCode).ShouldBe(200, text);
        return JsonSerializer.Deserialize<JsonElement>(text);
    }
}
