using System.Net;
using ThinkRealty.FunctionalTests.Fixture;

namespace ThinkRealty.FunctionalTests.Assignment;

/// <summary>Ten agents with fifty places each, and six hundred people at once (rules §6).</summary>
public sealed class ParallelCapturesTests : EmptyDeskTest
{
    private const int People = 600;
    private const int Places = 500;

    [SetUp]
    public async Task TenAgents()
    {
        for (var i = 0; i < 10; i++)
            await GivenAgent();
    }

    [Test]
    public Task On_one_node_every_place_is_given_once_and_the_rest_wait() => ShouldFillTheDesk(Api);

    [Test]
    public async Task On_two_nodes_every_place_is_given_once_and_the_rest_wait()
    {
        await using var another = AnotherNode();
        using var elsewhere = WithKey(another.CreateClient());

        await ShouldFillTheDesk(Api, elsewhere);
    }

    [Test]
    public async Task In_two_processes_every_place_is_given_once_and_the_rest_wait()
    {
        var (one, oneApi) = await ServeAsync();
        await using var _ = one;
        using var __ = WithKey(oneApi);
        var (other, otherApi) = await ServeAsync();
        await using var ___ = other;
        using var ____ = WithKey(otherApi);

        await ShouldFillTheDesk(oneApi, otherApi);

        (await one.TerminateAsync()).ShouldBe(0);
        (await other.TerminateAsync()).ShouldBe(0);
    }

    private Task<(ApiProcess Process, HttpClient Api)> ServeAsync() =>
        ApiProcess.ServeAsync(
            ["--no-sample-data"],
            new Dictionary<string, string>
            {
                ["ConnectionStrings__Postgres"] = Database.ConnectionString,
                ["Access__KeyRingSecret"] = ApiNode.KeyRingSecret,
                ["Database__ConnectSeconds"] = "15", // a test machine may be busy
                ["Database__IdleInTransactionSeconds"] = "60",
            }
        );

    private async Task ShouldFillTheDesk(params HttpClient[] nodes)
    {
        var responses = await Task.WhenAll(
            Enumerable.Range(0, People).Select(i => Capture(Inquiry(), nodes[i % nodes.Length]))
        );

        var others = responses.Where(r => r.StatusCode is not (HttpStatusCode.Created or HttpStatusCode.Accepted));
        (await Task.WhenAll(others.Select(r => r.Content.ReadAsStringAsync()))).ShouldBeEmpty();
        responses.Count(r => r.StatusCode == HttpStatusCode.Created).ShouldBe(Places);
        (await Rows<int>("select active_leads from agent_seats")).ShouldBe(Enumerable.Repeat(50, 10));
        (await Count("leads where queued_at is not null")).ShouldBe(People - Places);
        await AllInvariantsHold();
    }
}
