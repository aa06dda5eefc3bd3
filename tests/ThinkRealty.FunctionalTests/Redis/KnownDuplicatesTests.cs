using System.Net;
using StackExchange.Redis;
using ThinkRealty.FunctionalTests.Fixture;

namespace ThinkRealty.FunctionalTests.Redis;

/// <summary>Redis hints at duplicates and decides nothing: whatever it says, the answer is PostgreSQL's (rules §4).</summary>
public sealed class KnownDuplicatesTests : EmptyDeskTest
{
    private ConnectionMultiplexer _redis = null!;

    protected override IReadOnlyDictionary<string, string?> Settings =>
        new Dictionary<string, string?>
        {
            ["ConnectionStrings:Redis"] = RedisServer.Shared,
            ["Redis:TimeoutMilliseconds"] = "5000", // a test machine may be busy
        };

    [OneTimeSetUp]
    public async Task ConnectToRedis() => _redis = await RedisServer.ConnectAsync(RedisServer.Shared);

    [OneTimeTearDown]
    public void LeaveRedis() => _redis?.Dispose();

    [SetUp]
    public Task BringAnAgent() => GivenAgent();

    [Test]
    public async Task A_known_duplicate_is_refused_without_waiting_for_anybody()
    {
        var phone = NewPhone();
        var lead = LeadIn(await CapturedAndHinted(phone));
        // Whoever holds this lock keeps every transaction of this phone waiting.
        await using var busy = await Database.Connect();
        await using var transaction = await busy.BeginTransactionAsync();
        await using var hold = new Npgsql.NpgsqlCommand(
            "select pg_advisory_xact_lock(hashtextextended(@phone, 0))",
            busy
        )
        {
            Parameters = { new("phone", phone) },
        };
        await hold.ExecuteNonQueryAsync();

        var refused = await Capture(Inquiry(phone));

        await ShouldBeProblem(refused, 409, "duplicate_lead");
        (await Json(refused)).GetProperty("existing_lead_id").GetGuid().ShouldBe(lead);
        (await Scalar<string>("select reason from intake")).ShouldBe("duplicate_lead");
    }

    [Test]
    public async Task A_hint_without_a_claim_refuses_nobody()
    {
        var phone = NewPhone();
        await CapturedAndHinted(phone);
        await Database.Execute(
            "set session_replication_role = replica; delete from phone_claims; reset session_replication_role"
        );

        (await Capture(Inquiry(phone))).StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    [Test]
    public async Task A_hint_that_outlives_the_window_refuses_nobody()
    {
        var phone = NewPhone();
        await CapturedAndHinted(phone);

        Clock.Advance(TimeSpan.FromHours(24) - TimeSpan.FromSeconds(1));
        (await Capture(Inquiry(phone))).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        Clock.Advance(TimeSpan.FromSeconds(1));

        (await Capture(Inquiry(phone))).StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    [Test]
    public async Task Without_a_hint_the_transaction_refuses()
    {
        var phone = NewPhone();
        await CapturedAndHinted(phone);
        foreach (var key in Hints())
            await _redis.GetDatabase().KeyDeleteAsync(key);

        await ShouldBeProblem(await Capture(Inquiry(phone)), 409, "duplicate_lead");
    }

    [Test]
    public async Task Another_source_is_another_inquiry()
    {
        var phone = NewPhone();
        await CapturedAndHinted(phone);

        (await Capture(Inquiry(phone, source: "dubizzle"))).StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    [Test]
    public async Task A_request_repeated_under_its_key_has_its_first_answer_again()
    {
        var inquiry = Inquiry();
        var first = await Capture(inquiry, key: "once");
        await HintsToBe(1);

        var again = await Capture(inquiry, key: "once");

        again.StatusCode.ShouldBe(HttpStatusCode.Created);
        (await again.Content.ReadAsStringAsync()).ShouldBe(await first.Content.ReadAsStringAsync());
        await ShouldBeProblem(await Capture(inquiry, key: "another"), 409, "duplicate_lead");
    }

    [Test]
    public async Task Redis_learns_no_phone_and_forgets_with_the_window()
    {
        await CapturedAndHinted("+971501234567");

        foreach (var key in Hints())
        {
            key.ToString().ShouldNotContain("501234567");
            ((await _redis.GetDatabase().KeyTimeToLiveAsync(key))!.Value).ShouldBeInRange(
                TimeSpan.FromHours(23),
                TimeSpan.FromHours(24)
            );
        }
    }

    private async Task<System.Text.Json.JsonElement> CapturedAndHinted(string phone)
    {
        foreach (var key in Hints())
            await _redis.GetDatabase().KeyDeleteAsync(key);
        var answer = await Captured(Inquiry(phone));
        await HintsToBe(1);
        return answer;
    }

    // Written after the answer.
    private Task HintsToBe(int count) =>
        Eventually(() => Task.FromResult(Hints().Count() >= count), "the hint in Redis");

    private IEnumerable<RedisKey> Hints() => _redis.GetServer(_redis.GetEndPoints()[0]).Keys(pattern: "captured:*");
}
