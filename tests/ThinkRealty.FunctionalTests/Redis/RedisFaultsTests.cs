using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using ThinkRealty.FunctionalTests.Fixture;

namespace ThinkRealty.FunctionalTests.Redis;

/// <summary>Whatever happens to Redis, and whenever: no request fails because of it, none waits long, no rule breaks.</summary>
public sealed class RedisFaultsTests : EmptyDeskTest
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(2);

    private RedisServer? _redis;
    private HttpClient _supervisor = null!;

    protected override IReadOnlyDictionary<string, string?> Settings =>
        new Dictionary<string, string?>
        {
            ["ConnectionStrings:Redis"] = (_redis ??= new()).Address,
            ["Redis:RestSeconds"] = "1",
            ["Access:FreeTriesPerAddress"] = "1000",
        };

    [OneTimeTearDown]
    public void StopRedis() => _redis?.Dispose();

    [SetUp]
    public async Task BringPeople()
    {
        for (var i = 0; i < 8; i++)
            await GivenAgent();
        _supervisor = await SignedInAs("supervisor");
        await Eventually(async () => await RedisPart() == "ok", "Redis answers");
    }

    [TearDown]
    public void SignOut() => _supervisor.Dispose();

    [Test]
    public async Task Readiness_tells_of_it_and_stays_ready()
    {
        _redis!.Hang();
        await Eventually(async () => await RedisPart() == "degraded", "the node misses Redis");
        _redis.GoOn();
        await Eventually(async () => await RedisPart() == "ok", "Redis goes on");

        _redis.Kill();
        await Eventually(async () => await RedisPart() == "degraded", "the node misses Redis");
        _redis.StartAgain();
        await Eventually(async () => await RedisPart() == "ok", "Redis is back");
    }

    [Test]
    public async Task A_hung_server_keeps_nobody_waiting()
    {
        var agent = await Scalar<Guid>("select agent_id from agent_seats limit 1");
        _redis!.Hang();
        try
        {
            foreach (var _ in Enumerable.Range(0, 20))
            {
                (await Timed(() => Capture(Inquiry()))).StatusCode.ShouldBe(HttpStatusCode.Created);
                (await Timed(() => _supervisor.GetAsync($"/api/v1/agents/{agent}/dashboard"))).StatusCode.ShouldBe(
                    HttpStatusCode.OK
                );
            }
        }
        finally
        {
            _redis.GoOn();
        }
    }

    [Test]
    public async Task A_server_that_comes_back_from_a_hang_serves_nothing_of_the_past()
    {
        var (agent, before) = (await Scalar<Guid>("select agent_id from agent_seats limit 1"), new List<int>());
        await Eventually(
            async () =>
            {
                before.Add(await ActiveLeads(agent));
                return before.Count > 3;
            },
            "the dashboard is in Redis"
        );
        _redis!.Hang();
        while (await ActiveLeads(agent) == 0)
            await Captured(Inquiry());
        _redis.GoOn();
        var held = await Scalar<long>("select active_leads from agent_seats where agent_id = @agent", new { agent });

        await Eventually(async () => await RedisPart() == "ok", "Redis goes on");

        foreach (var _ in Enumerable.Range(0, 20))
            (await ActiveLeads(agent)).ShouldBe((int)held);
    }

    [TestCase("killed"), TestCase("hung"), TestCase("emptied"), TestCase("restarted")]
    public async Task In_the_middle_of_load_no_request_fails_and_no_rule_breaks(string what)
    {
        await using var another = AnotherNode();
        using var elsewhere = WithKey(another.CreateClient());
        var agents = await Rows<Guid>("select agent_id from agent_seats");
        var phones = Enumerable.Range(0, 60).Select(_ => NewPhone()).ToArray();
        var answers = new ConcurrentBag<(string What, HttpStatusCode Status)>();
        var (next, happened) = (-1, new TaskCompletionSource());

        var load = Enumerable.Range(0, 6).Select(Work).ToList();
        await happened.Task;
        await Happen();
        await Task.WhenAll(load);
        if (what is "killed")
            _redis!.StartAgain();

        answers.Where(a => a.What == "dashboard").ShouldAllBe(a => a.Status == HttpStatusCode.OK);
        // Each person asks three times by one source: one lead, two refusals.
        answers.Count(a => a.Status == HttpStatusCode.Created).ShouldBe(phones.Length);
        answers.Count(a => a.Status == HttpStatusCode.Conflict).ShouldBe(2 * phones.Length);
        answers.Count.ShouldBe(4 * phones.Length);
        await AllInvariantsHold();
        foreach (var agent in agents)
            (await ActiveLeads(agent)).ShouldBe(
                (int)await Scalar<long>("select active_leads from agent_seats where agent_id = @agent", new { agent })
            );

        async Task Work(int worker)
        {
            await Task.Yield();
            var api = worker % 2 == 0 ? Api : elsewhere;
            int one;
            while ((one = Interlocked.Increment(ref next)) < 3 * phones.Length)
            {
                var captured = await Capture(Inquiry(phones[one % phones.Length]), api);
                answers.Add(("capture", captured.StatusCode));
                if (one % 3 == 0)
                {
                    var dashboard = await _supervisor.GetAsync(
                        $"/api/v1/agents/{agents[one % agents.Count]}/dashboard"
                    );
                    answers.Add(("dashboard", dashboard.StatusCode));
                }

                if (one == phones.Length / 2)
                    happened.SetResult();
            }
        }

        async Task Happen()
        {
            switch (what)
            {
                case "killed":
                    _redis!.Kill();
                    break;
                case "hung":
                    _redis!.Hang();
                    await Eventually(
                        () => Task.FromResult(Volatile.Read(ref next) > 2 * phones.Length),
                        "load goes on"
                    );
                    _redis.GoOn();
                    break;
                case "emptied":
                    await _redis!.EmptyAsync();
                    break;
                default:
                    _redis!.Kill();
                    _redis.StartAgain();
                    break;
            }
        }
    }

    [Test]
    public async Task A_node_starts_without_it_and_finds_it_later()
    {
        _redis!.Kill();
        await using var late = AnotherNode();
        using var api = WithKey(late.CreateClient());
        (await Capture(Inquiry(), api)).StatusCode.ShouldBe(HttpStatusCode.Created);

        _redis.StartAgain();

        await Eventually(async () => await RedisPart(api) == "ok", "the node finds Redis");
    }

    private async Task<string?> RedisPart(HttpClient? by = null)
    {
        var answer = await (by ?? Api).GetAsync("/health/ready");
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        var ready = await Json(answer);
        var part = ready.GetProperty("parts").GetProperty("redis").GetString();
        ready.GetProperty("status").GetString().ShouldBe(part);
        return part;
    }

    private async Task<int> ActiveLeads(Guid agent)
    {
        var dashboard = await Json(await _supervisor.GetAsync($"/api/v1/agents/{agent}/dashboard"));
        return dashboard.GetProperty("agent_summary").GetProperty("total_active_leads").GetInt32();
    }

    private static async Task<HttpResponseMessage> Timed(Func<Task<HttpResponseMessage>> request)
    {
        var since = Stopwatch.StartNew();
        var response = await request();
        since.Elapsed.ShouldBeLessThan(Soon);
        return response;
    }
}
