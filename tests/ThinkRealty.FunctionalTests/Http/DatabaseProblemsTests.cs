using System.Diagnostics;
using System.Net;
using Npgsql;
using ThinkRealty.Infrastructure.Postgres.Embedded;

namespace ThinkRealty.FunctionalTests.Http;

/// <summary>What a client hears when PostgreSQL refuses, and when it is gone.</summary>
public sealed class DatabaseProblemsTests
{
    private static readonly TimeSpan TwoSeconds = TimeSpan.FromSeconds(2);

    private string _folder = null!;
    private EmbeddedPostgres _postgres = null!;
    private Wire _wire = null!;
    private SurfaceHost _host = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        _folder = Path.Combine(Path.GetTempPath(), $"thinkrealty-outage-{Guid.NewGuid():N}");
        _wire = new Wire();
        await StartPostgres();
        var connection = new NpgsqlConnectionStringBuilder(_postgres.ConnectionString("postgres"))
        {
            Port = _wire.Port,
        };
        _host = await SurfaceHost.StartAsync(("ConnectionStrings:Postgres", connection.ConnectionString));
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        if (_host is not null)
            await _host.DisposeAsync();
        _wire.Dispose();
        if (_postgres is null)
            return;
        await _postgres.StopAsync();
        Directory.Delete(_postgres.Folder, recursive: true);
    }

    [Test]
    public async Task When_PostgreSQL_stops_the_answer_is_503_at_once_and_when_it_returns_the_same_process_works_again()
    {
        (await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Ask("/write")))).ShouldAllBe(s =>
            s == HttpStatusCode.OK
        );

        _wire.Cut();
        await _postgres.StopAsync();
        foreach (var path in (string[])["/read", "/write", "/read", "/write"])
        {
            var since = Stopwatch.StartNew();
            var answer = await _host.Api.GetAsync(path);
            since.Elapsed.ShouldBeLessThan(TwoSeconds);
            await ProblemsTests.ShouldBeProblem(answer, 503, "database_unavailable");
            answer.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(1));
        }

        (await Ask("/health/live")).ShouldBe(HttpStatusCode.OK);
        (await Ask("/health/ready")).ShouldBe(HttpStatusCode.ServiceUnavailable);

        await StartPostgres();
        (await Ask("/read")).ShouldBe(HttpStatusCode.OK);
        (await Ask("/write")).ShouldBe(HttpStatusCode.OK);
    }

    [TestCase("57P01", 503, "database_unavailable")]
    [TestCase("53300", 503, "database_unavailable")]
    [TestCase("08006", 503, "database_unavailable")]
    [TestCase("25P03", 503, "database_unavailable")]
    [TestCase("22003", 422, "validation_error")]
    [TestCase("22021", 422, "validation_error")]
    [TestCase("23505?constraint=users_email_key", 409, "duplicate_user")]
    [TestCase("23505?constraint=any_other", 409, "conflict")]
    [TestCase("23514", 409, "conflict")]
    [TestCase("42P01", 500, "internal_error")]
    public async Task A_complaint_of_PostgreSQL_comes_out_as_the_right_problem(string state, int status, string slug)
    {
        var answer = await _host.Api.GetAsync($"/raise/{state}");
        await ProblemsTests.ShouldBeProblem(answer, status, slug);
        (await answer.Content.ReadAsStringAsync()).ShouldNotContain("secret");
    }

    [Test]
    public async Task Six_hundred_requests_at_once_wait_for_their_turn() =>
        (await Task.WhenAll(Enumerable.Range(0, 600).Select(_ => Ask("/read")))).ShouldAllBe(s =>
            s == HttpStatusCode.OK
        );

    private async Task StartPostgres()
    {
        _postgres = await EmbeddedPostgres.StartAsync(new(_folder), CancellationToken.None);
        _wire.LeadTo(new NpgsqlConnectionStringBuilder(_postgres.ConnectionString("postgres")).Port);
    }

    private async Task<HttpStatusCode> Ask(string path) => (await _host.Api.GetAsync(path)).StatusCode;
}
