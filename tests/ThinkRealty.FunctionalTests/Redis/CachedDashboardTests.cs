using System.Text.Json;
using System.Text.RegularExpressions;
using StackExchange.Redis;
using ThinkRealty.FunctionalTests.Dashboard;
using ThinkRealty.FunctionalTests.Fixture;

namespace ThinkRealty.FunctionalTests.Redis;

/// <summary>Dashboards come from Redis as long as nothing of the agent has changed; any change shows at once on every node.</summary>
public sealed partial class CachedDashboardTests : DashboardTest
{
    private const int Marked = 99; // no lead of these tests has this score
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private ApiNode _another = null!;
    private HttpClient _elsewhere = null!;
    private ConnectionMultiplexer _redis = null!;

    // What would change something for an agent who holds @lead, and with it the dashboard.
    private static readonly string[] Changes =
    [
        "select given.lead(agent => @agent)",
        "update leads set status = 'contacted' where id = @lead",
        "update leads set status = 'lost' where id = @lead",
        "update leads set archived_at = updated_at where id = @lead",
        "update leads set raw_score = 70, lead_score = 70 where id = @lead",
        "update leads set first_name = 'Fatima' where id = @lead",
        "update leads set first_contact_at = created_at where id = @lead",
        "select given.follow_up(@lead, now())",
        "update follow_up_tasks set due_date = due_date + interval '1 hour' where lead_id = @lead; update leads set next_follow_up = next_follow_up + interval '1 hour' where id = @lead",
        "update follow_up_tasks set status = 'cancelled' where lead_id = @lead; update leads set next_follow_up = null where id = @lead",
        "update follow_up_tasks set priority = 'urgent' where lead_id = @lead",
        "delete from follow_up_tasks where lead_id = @lead; update leads set next_follow_up = null where id = @lead",
        "insert into lead_activities (id, lead_id, type, direction, is_automated, occurred_at, recorded_at) values (gen_random_uuid(), @lead, 'note', 'outbound', false, now(), now())",
        "update lead_assignments set agent_id = @other where lead_id = @lead; update follow_up_tasks set agent_id = @other where lead_id = @lead; update leads set assigned_agent_id = @other where id = @lead",
        "update lead_assignments set agent_id = @agent where lead_id = @others; update leads set assigned_agent_id = @agent where id = @others",
        "set session_replication_role = replica; delete from lead_conversion_history where lead_id = @lead; reset session_replication_role; delete from leads where id = @lead",
    ];

    protected override IReadOnlyDictionary<string, string?> Settings =>
        new Dictionary<string, string?>(base.Settings)
        {
            ["ConnectionStrings:Redis"] = RedisServer.Shared,
            ["Redis:TimeoutMilliseconds"] = "5000", // a test machine may be busy
        };

    [OneTimeSetUp]
    public async Task StartAnotherNode()
    {
        _another = AnotherNode();
        _elsewhere = _another.CreateClient();
        _elsewhere.DefaultRequestHeaders.Authorization = Supervisor.DefaultRequestHeaders.Authorization;
        _redis = await RedisServer.ConnectAsync(RedisServer.Shared);
    }

    [OneTimeTearDown]
    public async Task StopAnotherNode()
    {
        _redis?.Dispose();
        _elsewhere?.Dispose();
        if (_another is not null)
            await _another.DisposeAsync();
    }

    [Test]
    public async Task The_second_answer_comes_from_Redis_on_every_node()
    {
        var agent = await GivenAgent();
        await GivenLead(agent);
        var first = await Dashboard(agent);

        await Mark(agent);

        ScoreIn(first).ShouldBe(60);
        ScoreIn(await Dashboard(agent)).ShouldBe(Marked);
        ScoreIn(await Dashboard(agent, by: _elsewhere)).ShouldBe(Marked);
        ScoreIn(await Dashboard(agent, "?source_filter=bayut")).ShouldBe(60); // another question
        ScoreIn(await Dashboard(agent, "?status_filter=active")).ShouldBe(60);
        ScoreIn(await Dashboard(agent, "?date_range=7d")).ShouldBe(60);
        ScoreIn(await Dashboard(agent, "?date_range=custom&start_date=2026-01-01&end_date=2026-01-31")).ShouldBe(60);
    }

    [Test]
    public async Task It_is_the_whole_answer_that_is_kept()
    {
        var agent = await GivenAgent();
        var lead = await GivenLead(agent, contactAfterHours: 1.5);
        await Database.Execute("select given.follow_up(@lead, now())", new { lead });
        var cold = await Dashboard(agent);
        await Mark(agent, score: 60);

        (await Dashboard(agent, by: _elsewhere)).ToString().ShouldBe(cold.ToString());
    }

    [TestCaseSource(nameof(Changes))]
    public async Task Any_change_shows_at_once_on_every_node(string change)
    {
        var (agent, other) = (await GivenAgent(), await GivenAgent());
        var (lead, others) = (await GivenLead(agent), await GivenLead(other));
        if (change.Contains("follow_up_tasks", StringComparison.Ordinal))
            await Database.Execute("select given.follow_up(@lead, now())", new { lead });
        await Dashboard(agent);
        await Mark(agent);
        await Dashboard(other);
        await Mark(other);

        await Database.Execute(
            $"begin; {change}; commit",
            new
            {
                agent,
                other,
                lead,
                others,
            }
        );

        ScoreIn(await Dashboard(agent)).ShouldNotBe(Marked);
        ScoreIn(await Dashboard(agent, by: _elsewhere)).ShouldNotBe(Marked);
        var concernsBoth = change.Contains("@other", StringComparison.Ordinal);
        (ScoreIn(await Dashboard(other)) == Marked).ShouldBe(!concernsBoth);
    }

    [Test]
    public async Task A_capture_shows_at_once_on_every_node()
    {
        var agent = await GivenAgent();
        await Dashboard(agent);
        await Mark(agent);

        AgentIn(await Captured(Inquiry())).ShouldBe(agent);

        ScoreIn(await Dashboard(agent, by: _elsewhere)).ShouldBe(85);
    }

    [Test]
    public async Task What_was_rolled_back_changes_nothing()
    {
        var agent = await GivenAgent();
        await GivenLead(agent);
        await Dashboard(agent);
        await Mark(agent);

        await Database.Execute("begin; select given.lead(agent => @agent); rollback", new { agent });

        ScoreIn(await Dashboard(agent)).ShouldBe(Marked);
    }

    [Test]
    public async Task It_lasts_for_five_minutes()
    {
        var agent = await GivenAgent();
        await GivenLead(agent);
        await Dashboard(agent, "?source_filter=direct"); // a rank that nobody has asked for
        await Mark(agent);

        Clock.Advance(TimeSpan.FromMinutes(5) - TimeSpan.FromSeconds(1));
        ScoreIn(await Dashboard(agent, "?source_filter=direct")).ShouldBe(Marked);
        Clock.Advance(TimeSpan.FromSeconds(1));

        ScoreIn(await Dashboard(agent, "?source_filter=direct")).ShouldBe(0);
        foreach (var key in Keys(agent))
            ((await _redis.GetDatabase().KeyTimeToLiveAsync(key))!.Value).ShouldBeLessThanOrEqualTo(
                TimeSpan.FromMinutes(5)
            );
    }

    [TestCase(""), TestCase("{"), TestCase("null"), TestCase("[]"), TestCase("{\"ReadAt\":1}"), TestCase("{}")]
    public async Task What_nobody_can_read_is_as_good_as_nothing(string rubbish)
    {
        var agent = await GivenAgent();
        await GivenLead(agent);
        var good = await Dashboard(agent);
        await Mark(agent);
        foreach (var key in Keys(agent))
            await _redis.GetDatabase().StringSetAsync(key, rubbish);

        (await Dashboard(agent)).ToString().ShouldBe(good.ToString());
    }

    private static int ScoreIn(JsonElement dashboard) =>
        Summary(dashboard).GetProperty("lead_score_average").GetInt32();

    // Changes the score in what Redis keeps of the agent, as soon as it keeps anything: nobody waits for that.
    private async Task Mark(Guid agent, int score = Marked)
    {
        var since = System.Diagnostics.Stopwatch.StartNew();
        while (!Keys(agent).Any())
        {
            since.Elapsed.ShouldBeLessThan(Deadline, "nothing is kept in Redis");
            await Task.Delay(10);
        }

        foreach (var key in Keys(agent))
        {
            var text = (string)await _redis.GetDatabase().StringGetAsync(key);
            var marked = ScoreOfSummary().Replace(text, $"\"LeadScoreAverage\":{score}");
            await _redis.GetDatabase().StringSetAsync(key, marked, await _redis.GetDatabase().KeyTimeToLiveAsync(key));
        }
    }

    private IEnumerable<RedisKey> Keys(Guid agent) =>
        _redis.GetServer(_redis.GetEndPoints()[0]).Keys(pattern: $"dashboard:*{agent:N}*");

    [GeneratedRegex("\"LeadScoreAverage\":[0-9]+", RegexOptions.None, 1000)]
    private static partial Regex ScoreOfSummary();
}
