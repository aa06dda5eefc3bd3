using System.Net.Http.Json;
using Npgsql;

namespace ThinkRealty.FunctionalTests.Jobs;

/// <summary>Who moves many leads holds no seats for longer than one part takes, so captures need not wait (rules §6).</summary>
public sealed class SeatsStayFreeTests : LeadJobTest
{
    [SetUp]
    public Task NobodyIsBusy() =>
        Database.Execute(
            "update leads set status = 'lost', updated_at = created_at where is_active_lead(status, archived_at)"
        );

    [Test]
    public async Task A_dry_run_of_rebalancing_holds_no_seat()
    {
        await GivenFull(5);
        await GivenAgent();
        await using var other = await Database.Connect();
        await using var held = await other.BeginTransactionAsync();
        // The run needs these rows to choose, and stands still in the middle of it.
        await Execute(other, "lock table lead_assignments in access exclusive mode");

        var sent = Rebalance(dryRun: true);
        await Eventually(
            async () =>
                await Scalar<bool>(
                    "select exists (select from pg_locks where relation = 'lead_assignments'::regclass and not granted)"
                ),
            "the run waits"
        );

        (await HeldSeats()).ShouldBe(0);
        await held.RollbackAsync();
        (await Done(sent)).GetProperty("moved").GetInt32().ShouldBe(1);
    }

    [Test]
    public async Task Rebalancing_is_done_with_one_agent_before_it_begins_with_the_next()
    {
        var one = await GivenFull(5);
        var two = await GivenFull(5);
        await GivenAgent();
        await using var other = await Database.Connect();
        await using var held = await other.BeginTransactionAsync();
        await Execute(other, $"select from agent_seats where agent_id = '{two}' for no key update");

        var sent = Rebalance(dryRun: false);
        await Eventually(async () => await ActiveLeadsOf(one) == 4, "the first agent's leads have moved");

        (await HeldSeats()).ShouldBe(1, "the one that this test holds");
        await held.RollbackAsync();
        var done = await Done(sent);
        (done.GetProperty("moved").GetInt32(), done.GetProperty("remaining").GetInt64()).ShouldBe((2, 0));
    }

    [Test]
    public async Task Auto_assignment_is_done_with_one_lead_before_it_begins_with_the_next()
    {
        var waiting = await GivenWaiting(2);
        var agent = await GivenAgent();
        await using var other = await Database.Connect();
        await using var held = await other.BeginTransactionAsync();
        await Execute(other, $"select from leads where id = '{waiting[1]}' for update");

        var sent = AutoAssign();
        await Eventually(async () => await ActiveLeadsOf(agent) == 1, "the first lead has its agent");

        (await HeldSeats()).ShouldBe(0);
        await held.RollbackAsync();
        (await Done(sent)).GetProperty("assigned").GetInt32().ShouldBe(2);
    }

    [Test]
    public async Task What_was_done_before_a_failure_stays_and_the_same_request_does_the_rest()
    {
        var waiting = await GivenWaiting(3);
        await GivenAgent();
        var key = Guid.NewGuid().ToString();
        await Database.Execute(
            $"""
            create function fail() returns trigger language plpgsql as
              $$ begin raise exception 'no space' using errcode = 'disk_full'; end $$;
            create trigger fail before insert on lead_assignments for each row when (new.lead_id = '{waiting[1]}')
              execute function fail()
            """
        );
        ((int)(await AutoAssign(key)).StatusCode).ShouldBe(503);
        (await Scalar<long>("select count(*) from leads where queued_at is not null")).ShouldBe(2);
        await Database.Execute("drop trigger fail on lead_assignments");

        var again = await Done(AutoAssign(key));

        (again.GetProperty("assigned").GetInt32(), again.GetProperty("still_waiting").GetInt64()).ShouldBe((2, 0));
        (await Done(AutoAssign(key))).ToString().ShouldBe(again.ToString());
    }

    [Test]
    public async Task The_same_key_twice_at_once_is_done_once_and_answered_twice()
    {
        await using var node = AnotherNode(); // first: a node drains the queue when it starts
        await GivenWaiting(6);
        await GivenAgent();
        using var there = node.CreateClient();
        there.DefaultRequestHeaders.Authorization = Supervisor.DefaultRequestHeaders.Authorization;
        var key = Guid.NewGuid().ToString();

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 6).Select(i => Done(AutoAssign(key, i % 2 == 0 ? Supervisor : there)))
        );

        answers[0].GetProperty("assigned").GetInt32().ShouldBe(6);
        answers.Select(a => a.ToString()).Distinct().Count().ShouldBe(1);
        await ShouldBeProblem(await Rebalance(dryRun: true, key), 422, "idempotency_key_reused");
    }

    // An agent who holds as many new leads as allowed.
    private async Task<Guid> GivenFull(int max)
    {
        await Database.Execute("update agents set leave_from = '2000-01-02' where leave_from is null");
        var agent = await GivenAgent(max: max);
        for (var i = 0; i < max; i++)
            (await Captured()).Agent.ShouldBe(agent);
        await Database.Execute("update agents set leave_from = null where leave_from = '2000-01-02'");
        return agent;
    }

    private Task<long> HeldSeats() =>
        Scalar<long>(
            """
            select (select count(*) from agent_seats)
                 - (select count(*) from (select from agent_seats for no key update skip locked) free)
            """
        );

    private static async Task Execute(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private Task<HttpResponseMessage> Rebalance(bool dryRun, string? key = null) =>
        Post("rebalance", new { dry_run = dryRun }, key, Supervisor);

    private Task<HttpResponseMessage> AutoAssign(string? key = null, HttpClient? by = null) =>
        Post("auto-assign", body: null, key, by ?? Supervisor);

    private static Task<HttpResponseMessage> Post(string what, object? body, string? key, HttpClient by)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/agents/{what}")
        {
            Content = body is null ? null : JsonContent.Create(body),
        };
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        return by.SendAsync(request);
    }
}
