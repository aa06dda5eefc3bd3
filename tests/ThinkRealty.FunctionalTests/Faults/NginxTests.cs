using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using ThinkRealty.FunctionalTests.Fixture;

namespace ThinkRealty.FunctionalTests.Faults;

/// <summary>What the shipped nginx.conf does when a node dies: a change that may have been sent is never sent again.</summary>
public sealed class NginxTests : FaultTest
{
    private static readonly string[] Reads = ["GET", "HEAD"];
    private static readonly string[] Methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "LOCK"];

    [Test]
    public async Task A_request_that_a_node_has_read_goes_to_the_other_node_only_if_it_changes_nothing(
        [ValueSource(nameof(Methods))] string method
    )
    {
        await using RecordingNode one = new() { DiesBeforeTheAnswer = true };
        await using RecordingNode two = new() { DiesBeforeTheAnswer = true };
        one.Start();
        two.Start();
        await using var nginx = await Nginx.StartAsync(one.Port, two.Port);
        using var api = new HttpClient { BaseAddress = nginx.Address };

        using var answer = await SendAsync(api, method);

        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        answer.Headers.RetryAfter.ShouldNotBeNull();
        if (Reads.Contains(method))
        {
            one.Received.ShouldNotBeEmpty();
            two.Received.ShouldNotBeEmpty();
        }
        else
            (one.Received.Count + two.Received.Count).ShouldBe(1);
    }

    [Test]
    public async Task While_one_node_is_dead_every_request_is_answered_by_the_other_and_arrives_once(
        [ValueSource(nameof(Methods))] string method
    )
    {
        await using RecordingNode dead = new();
        await using RecordingNode living = new();
        living.Start();
        await using var nginx = await Nginx.StartAsync(dead.Port, living.Port);
        using var api = new HttpClient { BaseAddress = nginx.Address };

        for (var n = 0; n < 30; n++)
            (await SendAsync(api, method)).StatusCode.ShouldBe(HttpStatusCode.OK, $"request {n}");

        living.Received.Count.ShouldBe(30);
        var head = living.Received[0];
        head.ShouldStartWith($"{method} /api/v1/leads?q=a%20b HTTP/1.1\r\n");
        head.ShouldContain($"\r\nHost: {nginx.Address.Authority}\r\n");
        head.ShouldContain("\r\nX-Forwarded-For: 127.0.0.1\r\n");
        head.ShouldContain("\r\nX-Request-Id: a-word");
        head.ShouldNotContain("X-Changing-Method");
    }

    [Test]
    public async Task One_failure_of_the_living_node_makes_no_gap([ValueSource(nameof(Methods))] string method)
    {
        await using RecordingNode dead = new();
        await using RecordingNode living = new() { DiesBeforeTheAnswer = true };
        living.Start();
        await using var nginx = await Nginx.StartAsync(dead.Port, living.Port);
        using var api = new HttpClient { BaseAddress = nginx.Address };
        for (var n = 0; n < 3; n++)
            (await SendAsync(api, method)).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);

        living.DiesBeforeTheAnswer = false;

        for (var n = 0; n < 20; n++)
            (await SendAsync(api, method)).StatusCode.ShouldBe(HttpStatusCode.OK, $"request {n} after the failures");
    }

    [Test]
    public async Task A_caller_cannot_choose_another_method_by_a_header()
    {
        await using RecordingNode one = new();
        await using RecordingNode two = new();
        one.Start();
        two.Start();
        await using var nginx = await Nginx.StartAsync(one.Port, two.Port);
        using var api = new HttpClient { BaseAddress = nginx.Address };
        api.DefaultRequestHeaders.Add("X-Changing-Method", "DELETE");

        foreach (var method in Methods)
            (await SendAsync(api, method)).StatusCode.ShouldBe(HttpStatusCode.OK);

        one.Received.Concat(two.Received)
            .Select(head => head[..head.IndexOf(' ', StringComparison.Ordinal)])
            .ShouldBe(Methods, ignoreOrder: true);
        one.Received.Concat(two.Received).ShouldAllBe(head => !head.Contains("X-Changing-Method"));
    }

    [Test]
    public async Task While_nodes_are_stopped_and_killed_every_update_is_applied_once_at_most()
    {
        await using var database = await TestServer.NewDatabaseAsync();
        await GivenKey(database);
        await GivenAgent(database);
        var environment = Environment(database.ConnectionString);
        int[] ports = [ApiProcess.FreePort(), ApiProcess.FreePort()];
        var nodes = new ApiProcess[2];
        HttpClient? direct = null;
        for (var n = 0; n < 2; n++)
            (nodes[n], direct) = await ServeAsync(environment, ports[n]);
        try
        {
            await using var nginx = await Nginx.StartAsync(ports[0], ports[1]);
            var lead = await Captured(direct!);
            using var admin = await AsAdmin(direct!);
            using var through = new HttpClient { BaseAddress = nginx.Address, Timeout = admin.Timeout };
            through.DefaultRequestHeaders.Authorization = admin.DefaultRequestHeaders.Authorization;

            var (sent, applied) = (new ConcurrentBag<string>(), new ConcurrentBag<string>());
            using var enough = new CancellationTokenSource();
            var load = Enumerable
                .Range(0, 8)
                .Select(_ => UpdateAsync(through, lead, sent, applied, enough.Token))
                .ToList();
            // The first is killed and comes back, the second is stopped for a while and then killed.
            await UpdatesAreAppliedAsync(applied);
            await nodes[0].KillAsync();
            await UpdatesAreAppliedAsync(applied);
            (nodes[0], _) = await ServeAsync(environment, ports[0]);
            await UpdatesAreAppliedAsync(applied);
            nodes[1].Hang();
            await UpdatesAreAppliedAsync(applied, many: 4); // some callers wait for the node that does not answer
            await nodes[1].KillAsync();
            await UpdatesAreAppliedAsync(applied);

            await enough.CancelAsync();
            await Task.WhenAll(load);
            var notes = await database.Rows<string>("select notes from lead_activities where type = 'note'");
            notes.ShouldBeUnique();
            notes.ShouldBeSubsetOf(sent);
            applied.ShouldBeSubsetOf(notes);
            TestContext.Out.WriteLine($"{sent.Count} sent, {applied.Count} answered, {notes.Count} applied");
            await Invariants.HoldIn(database, loweredAgents: []);
        }
        finally
        {
            foreach (var node in nodes)
                await node.DisposeAsync();
        }
    }

    private static Task UpdatesAreAppliedAsync(ConcurrentBag<string> applied, int many = 20)
    {
        var before = applied.Count;
        return Eventually(() => Task.FromResult(applied.Count >= before + many), "updates are applied");
    }

    private static async Task UpdateAsync(
        HttpClient api,
        Guid lead,
        ConcurrentBag<string> sent,
        ConcurrentBag<string> applied,
        CancellationToken enough
    )
    {
        while (!enough.IsCancellationRequested)
        {
            var note = Guid.NewGuid().ToString();
            sent.Add(note);
            using var answer = await api.PutAsJsonAsync(
                $"/api/v1/leads/{lead}/update",
                new { activity = new { type = "note", notes = note } },
                CancellationToken.None
            );
            if (answer.IsSuccessStatusCode)
                applied.Add(note);
            else
                answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        }
    }

    private static async Task<HttpResponseMessage> SendAsync(HttpClient api, string method)
    {
        using var request = new HttpRequestMessage(new(method), "/api/v1/leads?q=a%20b");
        request.Headers.Add("X-Request-Id", "a-word");
        if (!Reads.Contains(method) && method != "DELETE")
            request.Content = JsonContent.Create(new { note = "once" });
        return await api.SendAsync(request);
    }
}
