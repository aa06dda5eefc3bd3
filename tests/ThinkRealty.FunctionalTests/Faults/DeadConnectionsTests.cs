using System.Diagnostics;
using System.Net.Http.Json;
using ThinkRealty.FunctionalTests.Fixture;

namespace ThinkRealty.FunctionalTests.Faults;

/// <summary>Connections that died in a pool are replaced before a request gets one, whichever pool it is.</summary>
public sealed class DeadConnectionsTests : FaultTest
{
    // One for each way to the database: EF Core, Dapper, the reports' pool, an export's snapshot, the scheduler's pool.
    private static readonly (string Method, string Path, object? Body)[] Requests =
    [
        ("GET", "/api/v1/analytics/conversion-rates", null),
        ("GET", "/api/v1/analytics/dashboard", null),
        ("GET", "/api/v1/analytics/export?dataset=agents&format=json", null),
        ("GET", "/api/v1/leads", null),
        ("GET", "/api/v1/agents", null),
        ("GET", "/api/v1/jobs", null),
        ("GET", "/api/v1/jobs/drain_queue", null),
        ("GET", "/health/ready", null),
        ("POST", "/api/v1/leads/capture", null),
        ("POST", "/api/v1/agents/auto-assign", null),
        ("POST", "/api/v1/agents/rebalance", new { dry_run = true }),
        ("POST", "/api/v1/jobs/drain_queue/trigger", null),
        ("POST", "/api/v1/auth/token", new { email = "nobody@thinkrealty.test", password = "wrong" }),
    ];

    private MortalPostgres _postgres = null!;
    private ApiProcess _node = null!;
    private HttpClient _api = null!;
    private HttpClient _admin = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        _postgres = await MortalPostgres.StartAsync();
        await GivenKey(_postgres.Database);
        await GivenAgent(_postgres.Database);
        (_node, _api) = await ServeAsync(Environment(_postgres.ConnectionString));
        _admin = await AsAdmin(_api);
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        _admin?.Dispose();
        _api?.Dispose();
        if (_node is not null)
            await _node.DisposeAsync();
        if (_postgres is not null)
            await _postgres.DisposeAsync();
    }

    [Test]
    public async Task A_request_after_every_session_was_ended_is_answered()
    {
        foreach (var request in Requests)
        {
            await AllPoolsAreFilled();
            await _postgres.Database.Execute(
                """
                select pg_terminate_backend(pid) from pg_stat_activity
                 where datname = current_database() and pid <> pg_backend_pid() and application_name like 'thinkrealty%'
                """
            );

            await ShouldBeAnswered(request);
        }
    }

    [Test]
    public async Task Every_request_at_once_after_PostgreSQL_was_away_is_answered()
    {
        await AllPoolsAreFilled();

        await _postgres.StopImmediatelyAsync();
        await _postgres.StartAgainAsync();

        await Task.WhenAll(Requests.Concat(Requests).Select(ShouldBeAnswered));
    }

    // A connection that was used a moment ago is trusted, so the outage begins later: as in a pool where nothing happens.
    private async Task AllPoolsAreFilled()
    {
        await Task.WhenAll(Requests.Select(SendAsync));
        var since = Stopwatch.StartNew();
        await Eventually(() => Task.FromResult(since.Elapsed > TimeSpan.FromSeconds(1.1)), "the pools rest");
    }

    private async Task ShouldBeAnswered((string Method, string Path, object? Body) request)
    {
        using var answer = await SendAsync(request);
        ((int)answer.StatusCode).ShouldBeLessThan(
            500,
            $"{request.Method} {request.Path}: {await answer.Content.ReadAsStringAsync()}"
        );
    }

    private async Task<HttpResponseMessage> SendAsync((string Method, string Path, object? Body) request)
    {
        var body = request.Path.EndsWith("/capture", StringComparison.Ordinal) ? Inquiry() : request.Body;
        using var message = new HttpRequestMessage(new(request.Method), request.Path)
        {
            Content = body is null ? null : JsonContent.Create(body),
        };
        return await _admin.SendAsync(message);
    }
}
