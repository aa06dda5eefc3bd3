using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting.Internal;
using ThinkRealty.Api.Limits;

namespace ThinkRealty.FunctionalTests.Http;

/// <summary>Browsers that came over HTTPS are told to come over nothing else; nobody else is told.</summary>
public sealed class HstsTests
{
    private const string Month = "max-age=2592000";
    private const string Desk = "desk.example";

    private static readonly (string, string) Proxy = ("Proxies:Known:0", "127.0.0.0/8");

    [TestCase("/health"), TestCase("/nowhere"), TestCase("/fail"), TestCase("/docs/index.html")]
    public async Task Behind_a_known_proxy_that_ends_TLS_every_answer_has_it(string path)
    {
        await using var host = await SurfaceHost.StartAsync(Proxy);

        (await Header(host, path, Desk, "https")).ShouldBe(Month);
    }

    [TestCase(Desk, "http"), TestCase(Desk, null)]
    [TestCase("localhost", "https"), TestCase("127.0.0.1", "https"), TestCase("[::1]", "https")]
    public async Task Over_plain_HTTP_and_on_this_machine_s_own_names_there_is_none(string name, string? scheme)
    {
        await using var host = await SurfaceHost.StartAsync(Proxy);

        (await Header(host, "/health", name, scheme)).ShouldBeNull();
    }

    [Test]
    public async Task Who_is_no_known_proxy_cannot_ask_for_it()
    {
        await using var host = await SurfaceHost.StartAsync();

        (await Header(host, "/health", Desk, "https")).ShouldBeNull();
    }

    [Test]
    public async Task ASP_NET_Core_s_own_switch_for_forwarded_headers_makes_nobody_a_known_proxy()
    {
        await using var host = await SurfaceHost.StartAsync(("ForwardedHeaders_Enabled", "true"));

        (await Header(host, "/health", Desk, "https")).ShouldBeNull();
    }

    [TestCase("0", false, null)]
    [TestCase("1", false, "max-age=86400")]
    [TestCase("365", true, "max-age=31536000; includeSubDomains")]
    public async Task Its_length_is_a_setting(string days, bool subdomains, string? header)
    {
        await using var host = await SurfaceHost.StartAsync(
            Proxy,
            ("Https:HstsDays", days),
            ("Https:HstsSubdomains", $"{subdomains}")
        );

        (await Header(host, "/health", Desk, "https")).ShouldBe(header);
    }

    [TestCase("Development", null), TestCase("Production", Month), TestCase("Staging", Month)]
    public void In_Development_nobody_is_told(string environment, string? header)
    {
        var request = new DefaultHttpContext { Request = { Scheme = "https", Host = new(Desk) } }.Request;

        new Hsts(new(), new HostingEnvironment { EnvironmentName = environment }).For(request).ShouldBe(header);
    }

    private static async Task<string?> Header(SurfaceHost host, string path, string name, string? scheme)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Host = name;
        if (scheme is not null)
            request.Headers.Add("X-Forwarded-Proto", scheme);
        using var answer = await host.Api.SendAsync(request);
        return answer.Headers.TryGetValues("Strict-Transport-Security", out var values) ? values.Single() : null;
    }
}
