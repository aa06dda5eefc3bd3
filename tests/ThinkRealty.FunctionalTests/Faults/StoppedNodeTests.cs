using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ThinkRealty.FunctionalTests.Fixture;

namespace ThinkRealty.FunctionalTests.Faults;

/// <summary>One of two nodes is stopped in the middle of its transactions, as a paused machine is, and continues later.</summary>
public sealed class StoppedNodeTests : FaultTest
{
    private const int Callers = 12;
    private static readonly TimeSpan WithinSeconds = TimeSpan.FromSeconds(20);

    private TestDatabase _database = null!;
    private readonly ConcurrentBag<HttpStatusCode> _answers = [];
    private readonly ConcurrentBag<Guid> _captured = [];
    private readonly ConcurrentBag<string> _sent = [];
    private readonly ConcurrentBag<string> _logged = [];

    [SetUp]
    public async Task MakeDesk()
    {
        _database = await TestServer.NewDatabaseAsync();
        await GivenKey(_database);
        for (var i = 0; i < 3; i++)
            await GivenAgent(_database);
    }

    [TearDown]
    public async Task DropDesk() => await _database.DisposeAsync();

    [Test]
    public async Task A_stopped_node_gives_its_seats_back_and_does_nothing_twice_when_it_continues()
    {
        var (stopped, there) = await ServeAsync(Environment(_database.ConnectionString));
        await using var _ = stopped;
        var (healthy, here) = await ServeAsync(Environment(_database.ConnectionString));
        await using var __ = healthy;
        using var admin = await AsAdmin(there);
        var lead = await Captured(here);
        // So that a moment at which the node holds a seat is found soon.
        await _database.Execute(
            """
            create function take_time() returns trigger language plpgsql as $$ begin perform pg_sleep(0.1); return new; end $$;
            create trigger take_time before insert on audit_log for each row execute function take_time()
            """
        );

        using var enough = new CancellationTokenSource();
        var load = Enumerable.Range(0, Callers).Select(n => CallAsync(n, there, admin, lead, enough.Token)).ToList();
        await Eventually(() => Task.FromResult(_answers.Count > Callers), "the node is under load");
        await StopWhileItHoldsSeatsAsync(stopped);
        var since = Stopwatch.StartNew();

        await Eventually(
            async () => (await Capture(here)).StatusCode == HttpStatusCode.Created,
            "the other node assigns again"
        );
        await Eventually(async () => await HeldSeats() == 0, "no seat is held");
        TestContext.Out.WriteLine($"Assigned again after {since.Elapsed.TotalSeconds:0.0} s");
        since.Elapsed.ShouldBeLessThan(WithinSeconds);

        stopped.Continue();
        await enough.CancelAsync();
        await Task.WhenAll(load);
        await Eventually(
            async () => (await Capture(there)).StatusCode == HttpStatusCode.Created,
            "the node that was stopped works again"
        );
        await _database.Execute("drop trigger take_time on audit_log");

        _answers.ShouldAllBe(status => (int)status < 300 || status == HttpStatusCode.ServiceUnavailable);
        await NothingIsLostOrDoneTwice();
        await Eventually(
            async () => await _database.Scalar<long>("select count(*) from leads where queued_at is not null") == 0,
            "nobody waits"
        );
        await Invariants.HoldIn(_database, loweredAgents: []);
    }

    // Captures and updates in turn, each update with a note of its own.
    private async Task CallAsync(int caller, HttpClient api, HttpClient admin, Guid lead, CancellationToken enough)
    {
        for (var n = caller; !enough.IsCancellationRequested; n++)
            if (n % 3 == 0)
            {
                var note = Guid.NewGuid().ToString();
                _sent.Add(note);
                var answer = await admin.PutAsJsonAsync(
                    $"/api/v1/leads/{lead}/update",
                    new { activity = new { type = "note", notes = note } },
                    CancellationToken.None
                );
                _answers.Add(answer.StatusCode);
                if (answer.IsSuccessStatusCode)
                    _logged.Add(note);
            }
            else if (_captured.Count < 100)
            {
                var answer = await Capture(api);
                _answers.Add(answer.StatusCode);
                if (answer.IsSuccessStatusCode)
                    _captured.Add(await LeadOf(answer));
            }
    }

    private async Task StopWhileItHoldsSeatsAsync(ApiProcess node)
    {
        for (var tries = 0; tries < 50; tries++)
        {
            node.Hang();
            // What PostgreSQL was doing for the node ends; what the node was in the middle of stays open.
            var since = Stopwatch.StartNew();
            while (since.Elapsed < TimeSpan.FromSeconds(1))
                if (await AreSeatsHeldByIdleSessions())
                    return;
            node.Continue();
            await Eventually(async () => await HeldSeats() > 0, "the node gives leads again");
        }

        Assert.Fail("The node was never caught holding a seat.");
    }

    private async Task<bool> AreSeatsHeldByIdleSessions() =>
        await _database.Scalar<bool>(
            """
            select exists (select from pg_stat_activity
                            where datname = current_database() and application_name = 'thinkrealty'
                              and state = 'idle in transaction' and state_change < clock_timestamp() - interval '300 milliseconds')
            """
        )
        && await HeldSeats() > 0;

    private Task<long> HeldSeats() =>
        _database.Scalar<long>(
            """
            select (select count(*) from agent_seats)
                 - (select count(*) from (select from agent_seats for no key update skip locked) free)
            """
        );

    private async Task NothingIsLostOrDoneTwice()
    {
        var leads = await _database.Rows<Guid>("select id from leads");
        _captured.ShouldBeSubsetOf(leads);
        (
            await _database.Scalar<long>(
                "select count(*) from (select phone from leads group by phone having count(*) > 1) t"
            )
        ).ShouldBe(0);
        var notes = await _database.Rows<string>("select notes from lead_activities where type = 'note'");
        notes.ShouldBeUnique();
        notes.ShouldBeSubsetOf(_sent);
        _logged.ShouldBeSubsetOf(notes);
    }

    private static async Task<Guid> LeadOf(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        answer.IsSuccessStatusCode.ShouldBeTrue(text);
        return JsonDocument.Parse(text).RootElement.GetProperty("lead_id").GetGuid();
    }
}
