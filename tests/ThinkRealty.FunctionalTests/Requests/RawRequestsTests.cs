using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using ThinkRealty.FunctionalTests.Http;

namespace ThinkRealty.FunctionalTests.Requests;

/// <summary>Whatever arrives at the port: every refusal has a body in our form, also the server's own.</summary>
public sealed class RawRequestsTests
{
    private SurfaceHost _host = null!;

    [OneTimeSetUp]
    public async Task Start() => _host = await SurfaceHost.StartAsync();

    [OneTimeTearDown]
    public async Task Stop() => await _host.DisposeAsync();

    [TestCase("GET /api/v1/leads/%00 HTTP/1.1", 400)]
    [TestCase("GET /probe/%zz HTTP/1.1", 404)]
    [TestCase("GET /probe/%ED%A0%80 HTTP/1.1", 404)]
    [TestCase("GET /nowhere/%2e%2e/%2f HTTP/1.1", 404)]
    [TestCase("GET nowhere HTTP/1.1", 405)]
    [TestCase("GET /a b HTTP/1.1", 400)]
    [TestCase("GET / HTTP/1.7", 505)]
    [TestCase("GET / HTTP/9", 400)]
    [TestCase("nonsense", 400)]
    [TestCase("TRACE /probe HTTP/1.1", 405)]
    [TestCase("TRACE /nowhere HTTP/1.1", 404)]
    [TestCase("BREW /probe HTTP/1.1", 405)]
    [TestCase("OPTIONS /probe HTTP/1.1", 405)]
    [TestCase("OPTIONS * HTTP/1.1", 404)]
    [TestCase("CONNECT example.test:443 HTTP/1.1", 400)]
    [TestCase("GET /%C3%28 HTTP/1.1", 404)]
    public async Task A_request_line_that_is_refused_is_refused_with_a_problem(string line, int status) =>
        await ShouldBeRefused($"{line}\r\nHost: localhost\r\n\r\n", status);

    [TestCase("GET / HTTP/1.1\r\n\r\n", 400)] // without a host
    [TestCase("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400)]
    [TestCase("GET / HTTP/1.1\r\nHost: b{}d\r\n\r\n", 400)]
    [TestCase("GET / HTTP/1.1\r\nHost: localhost\r\nno colon\r\n\r\n", 400)]
    [TestCase("GET / HTTP/1.1\r\nHost: localhost\r\nX: a\0b\r\n\r\n", 400)]
    [TestCase("POST /probe HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n", 400)]
    [TestCase("POST /probe HTTP/1.1\r\nHost: localhost\r\nContent-Length: x\r\n\r\n", 400)]
    [TestCase("POST /probe HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: gzip\r\n\r\n", 400)]
    [TestCase(
        "POST /probe HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        400
    )]
    [TestCase(
        "POST /probe HTTP/1.1\r\nHost: localhost\r\nExpect: the moon\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}",
        422
    )]
    public async Task So_is_a_header_or_body_that_is_not_HTTP(string request, int status) =>
        await ShouldBeRefused(request, status);

    [Test]
    public async Task A_request_line_that_is_too_long_says_how_long_it_may_be()
    {
        var problem = await ShouldBeRefused($"GET /{new string('a', 9_000)} HTTP/1.1\r\nHost: localhost\r\n\r\n", 414);
        problem.GetProperty("detail").GetString()!.ShouldContain("8 KiB");
    }

    [Test]
    public async Task Headers_that_are_too_large_say_how_large_they_may_be()
    {
        var many = string.Concat(Enumerable.Range(0, 200).Select(i => $"X-{i}: 1\r\n"));
        var large = $"X-Large: {new string('a', 40_000)}\r\n";
        foreach (var headers in new[] { many, large })
            (await ShouldBeRefused($"GET / HTTP/1.1\r\nHost: localhost\r\n{headers}\r\n", 431))
                .GetProperty("detail")
                .GetString()!
                .ShouldContain("32 KiB");
    }

    [Test]
    public async Task A_good_answer_before_it_on_the_same_connection_is_left_alone()
    {
        var text = await Send(
            "GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\nGET /%00 HTTP/1.1\r\nHost: localhost\r\n\r\n"
        );

        text.ShouldStartWith("HTTP/1.1 200 OK");
        text.ShouldContain("{\"status\":\"ok\"}");
        text.ShouldContain("HTTP/1.1 400");
        text.ShouldContain("malformed_request");
    }

    private async Task<JsonElement> ShouldBeRefused(string request, int status)
    {
        var text = await Send(request);
        text.ShouldStartWith($"HTTP/1.1 {status} ");
        var parts = text.Split("\r\n\r\n", 2);
        parts[0].ShouldContain("Content-Type: application/problem+json");
        var json = parts[1][parts[1].IndexOf('{', StringComparison.Ordinal)..(parts[1].LastIndexOf('}') + 1)];
        var problem = JsonSerializer.Deserialize<JsonElement>(json);
        problem.GetProperty("status").GetInt32().ShouldBe(status);
        foreach (var field in (string[])["type", "title", "detail", "trace_id"])
            problem.GetProperty(field).GetString().ShouldNotBeNullOrEmpty(field);
        problem.GetProperty("instance").GetString().ShouldNotBeNull();
        return problem;
    }

    // Reads until the server closes, or a whole problem is there.
    private async Task<string> Send(string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(_host.Address.Host, _host.Address.Port);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(request));
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var (received, chunk) = (new StringBuilder(), new byte[8192]);
        while (
            !received.ToString().Contains("trace_id", StringComparison.Ordinal) || !received.ToString().Contains('}')
        )
        {
            var count = await stream.ReadAsync(chunk, patience.Token);
            if (count == 0)
                break;
            received.Append(Encoding.UTF8.GetString(chunk, 0, count));
        }

        return received.ToString();
    }
}
