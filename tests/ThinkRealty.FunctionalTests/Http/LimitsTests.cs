using System.Net;

namespace ThinkRealty.FunctionalTests.Http;

public sealed class LimitsTests
{
    [Test]
    public async Task When_the_queue_is_full_a_request_is_told_to_come_back()
    {
        await using var host = await SurfaceHost.StartAsync(
            ("Database:MaxConnections", "2"),
            ("Limits:ReservedConnections", "1"),
            ("Limits:Waiting", "1")
        );

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => host.Api.GetAsync("/wait")));

        answers.Count(a => a.StatusCode == HttpStatusCode.OK).ShouldBe(2);
        var refused = answers.First(a => a.StatusCode != HttpStatusCode.OK);
        await ProblemsTests.ShouldBeProblem(refused, 429, "rate_limited");
        refused.Headers.RetryAfter.ShouldNotBeNull();
    }

    [Test]
    public async Task A_caller_that_calls_too_often_is_slowed_down()
    {
        await using var host = await SurfaceHost.StartAsync(("RateLimit:PermitsPerMinute", "2"));

        for (var left = 1; left >= 0; left--)
            (await host.Api.GetAsync("/wait")).Headers.GetValues("RateLimit-Remaining").ShouldBe([$"{left}"]);
        var third = await host.Api.GetAsync("/wait");

        await ProblemsTests.ShouldBeProblem(third, 429, "rate_limited");
        third.Headers.GetValues("RateLimit-Limit").ShouldBe(["2"]);
        third.Headers.RetryAfter!.Delta!.Value.TotalSeconds.ShouldBeInRange(1, 60);
        (await host.Api.GetAsync("/health/live")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Test]
    public async Task Only_a_known_proxy_is_believed()
    {
        await using var host = await SurfaceHost.StartAsync();
        (await Scheme(host)).ShouldBe("http");

        await using var behindProxy = await SurfaceHost.StartAsync(("Proxies:Known:0", "127.0.0.0/8"));
        (await Scheme(behindProxy)).ShouldBe("https");
    }

    [TestCase("/health"), TestCase("/nowhere"), TestCase("/fail")]
    public async Task Every_answer_forbids_browsers_what_they_need_not_do(string path)
    {
        await using var host = await SurfaceHost.StartAsync();

        var headers = (await host.Api.GetAsync(path)).Headers;

        headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        headers.GetValues("Referrer-Policy").ShouldBe(["no-referrer"]);
        headers.GetValues("Content-Security-Policy").Single().ShouldContain("frame-ancestors 'none'");
        headers.Contains("Server").ShouldBeFalse();
        headers.Contains("Access-Control-Allow-Origin").ShouldBeFalse();
    }

    [Test]
    public async Task The_docs_page_needs_nothing_from_elsewhere()
    {
        await using var host = await SurfaceHost.StartAsync();

        var page = await host.Api.GetStringAsync("/docs");
        var script = await host.Api.GetStringAsync("/docs/index.js");

        page.ShouldNotContain("http://");
        page.ShouldNotContain("https://");
        page.ShouldNotContain("<script>");
        script.ShouldContain("/openapi/v1.json");
        (await host.Api.GetAsync("/docs/swagger-ui-bundle.js")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private static async Task<string> Scheme(SurfaceHost host)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/scheme");
        request.Headers.Add("X-Forwarded-Proto", "https");
        return await (await host.Api.SendAsync(request)).Content.ReadAsStringAsync();
    }
}
