using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ThinkRealty.FunctionalTests.Life;

namespace ThinkRealty.FunctionalTests.Requests;

/// <summary>HEAD wherever GET is: the same status and headers, and nothing else.</summary>
public sealed class HeadTests : LifeTest
{
    // They tell when and how the body was sent.
    private static readonly string[] OfTheBody = ["Date", "Transfer-Encoding", "As-Of", "Set-Cookie"];

    [Test]
    public async Task Every_GET_is_answered_as_HEAD()
    {
        var document = await Api.GetFromJsonAsync<JsonElement>("/openapi/v1.json");
        var lead = await GivenLead();
        var paths = document
            .GetProperty("paths")
            .EnumerateObject()
            .Where(path => path.Value.TryGetProperty("get", out _))
            .Select(path => path.Name.Replace("{id}", $"{(path.Name.Contains("/leads/") ? lead : Sarah)}"))
            .Select(path => path.Replace("{name}", "decay_scores"))
            .Concat(["/docs/index.html", "/openapi/v1.json", "/nowhere", "/api/v1/leads?limit=0", "/jobs/sign-in"])
            .ToList();
        paths.Count.ShouldBeGreaterThan(40);
        foreach (var path in paths)
        {
            var get = await Admin.GetAsync(path);
            var head = await Head(Admin, path);

            head.StatusCode.ShouldBe(get.StatusCode, path);
            (await head.Content.ReadAsByteArrayAsync()).ShouldBeEmpty(path);
            Headers(head).ShouldBe(Headers(get), path);
        }
    }

    [Test]
    public async Task The_version_of_a_lead_can_be_asked_for_alone()
    {
        var lead = await GivenLead();

        (await Head(Admin, $"/api/v1/leads/{lead}")).Headers.ETag!.Tag.ShouldBe(await VersionOf(lead));
    }

    [Test]
    public async Task A_connection_stays_usable_after_HEAD()
    {
        using var one = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 1 })
        {
            BaseAddress = Api.BaseAddress,
        };
        for (var i = 0; i < 5; i++)
        {
            (await Head(one, "/openapi/v1.json")).StatusCode.ShouldBe(HttpStatusCode.OK);
            (await one.GetStringAsync("/health/live")).ShouldBe("""{"status":"ok"}""");
        }
    }

    [Test]
    public async Task Where_there_is_no_GET_there_is_no_HEAD()
    {
        var answer = await Head(Admin, "/api/v1/leads/capture");

        answer.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
        answer.Content.Headers.Allow.ShouldBe(["POST"]);
    }

    [Test]
    public async Task A_wrong_method_is_told_of_HEAD_too() =>
        (await Admin.DeleteAsync("/api/v1/leads")).Content.Headers.Allow.ShouldBe(["GET", "HEAD"], ignoreOrder: true);

    private static async Task<HttpResponseMessage> Head(HttpClient client, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, path);
        return await client.SendAsync(request);
    }

    private static string[] Headers(HttpResponseMessage answer) =>
        [
            .. answer
                .Headers.Concat(answer.Content.Headers.Where(h => h.Key != "Content-Length"))
                .Where(h => !OfTheBody.Contains(h.Key))
                .Select(h => $"{h.Key}: {string.Join(", ", h.Value)}")
                .Order(StringComparer.Ordinal),
        ];
}
