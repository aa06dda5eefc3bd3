using System.Net;
using System.Text.Json;
using ThinkRealty.Application.Jobs;
using ThinkRealty.FunctionalTests.Fixture;

namespace ThinkRealty.FunctionalTests.Jobs;

/// <summary>A test with jobs: a node that runs them, and a supervisor who looks after them.</summary>
public abstract class JobsTest : EmptyDeskTest
{
    /// <summary>A node that runs jobs, but none by itself.</summary>
    protected static IReadOnlyDictionary<string, string?> JobsByHand { get; } =
        new Dictionary<string, string?>(
            typeof(JobSettings)
                .GetProperties()
                .Where(p => p.PropertyType == typeof(TimeSpan))
                .Select(p => KeyValuePair.Create($"Jobs:{p.Name}", (string?)"00:00:00"))
        )
        {
            ["Jobs:Run"] = "true",
            ["Reports:Project"] = "false",
        };

    protected override IReadOnlyDictionary<string, string?> Settings => JobsByHand;

    protected HttpClient Supervisor { get; private set; } = null!;

    [SetUp]
    public async Task SignInSupervisor() => Supervisor = await SignedInAs("supervisor");

    [TearDown]
    public void SignOutSupervisor() => Supervisor.Dispose();

    /// <summary>Triggers a job and waits until that run has ended.</summary>
    protected async Task<JsonElement> Run(string job)
    {
        var before = await LatestRun(job);
        var response = await Supervisor.PostAsync($"/api/v1/jobs/{job}/trigger", content: null);
        response.StatusCode.ShouldBe(HttpStatusCode.Accepted, await response.Content.ReadAsStringAsync());
        JsonElement? run = null;
        await Eventually(
            async () =>
                (run = await LatestRun(job)) is { } latest
                && latest.GetProperty("outcome").GetString() != "running"
                && latest.GetProperty("run_id").GetGuid() != before?.GetProperty("run_id").GetGuid(),
            $"{job} runs"
        );
        return run!.Value;
    }

    protected async Task<JsonElement> Job(string job) =>
        await Json((await Supervisor.GetAsync($"/api/v1/jobs/{job}")).EnsureSuccessStatusCode());

    protected async Task<JsonElement?> LatestRun(string job)
    {
        var view = await Job(job);
        return view.GetProperty("current_run") is { ValueKind: JsonValueKind.Object } current ? current
            : view.GetProperty("last_run") is { ValueKind: JsonValueKind.Object } last ? last
            : null;
    }
}
