using System.Net;
using System.Net.Http.Json;
using ThinkRealty.FunctionalTests.Life;

namespace ThinkRealty.FunctionalTests.Requests;

/// <summary><c>If-Match</c> on every change of what has a version.</summary>
public sealed class IfMatchTests : LifeTest
{
    private static readonly (HttpMethod Method, string Path, object? Body)[] OfALead =
    [
        (HttpMethod.Put, "update", new { activity = new { type = "note" } }),
        (HttpMethod.Patch, "status", new { status = "contacted" }),
        (HttpMethod.Post, "tags", new { tags = new[] { "vip" } }),
        (HttpMethod.Delete, "tags?tag=vip", null),
        (HttpMethod.Post, "reassign", new { reason = "Knows the area" }),
        (HttpMethod.Delete, "", null),
        (HttpMethod.Post, "restore", null),
    ];

    private static readonly string[] NotOurs =
    [
        "\"abc\"",
        "\"0\"",
        "\"\"",
        "W/\"abc\"",
        "\"99999999999999999999\"",
        "\"-1\"",
        "\"1\", \"2\", W/\"3\"",
        "\"a b,c\"",
    ];

    private static readonly string[] Malformed = ["", "abc", "5", "\"abc", "abc\"", "\"1\" \"2\"", "\"1\";\"2\""];

    [Test]
    public async Task A_well_formed_tag_that_is_not_the_present_one_is_a_conflict_of_versions()
    {
        await GivenAgent();
        var lead = await GivenLead();
        foreach (var tag in NotOurs)
        {
            foreach (var (method, path, body) in OfALead)
                await ShouldBeProblem(await Of(lead, method, path, body, tag), 412, "version_conflict");
            await ShouldBeProblem(await ChangeAgent(tag), 412, "version_conflict");
        }
    }

    [Test]
    public async Task A_malformed_header_is_named()
    {
        var lead = await GivenLead();
        foreach (var tag in Malformed)
        {
            foreach (var (method, path, body) in OfALead)
                await ShouldComplainOf(await Of(lead, method, path, body, tag), "If-Match");
            await ShouldComplainOf(await ChangeAgent(tag), "If-Match");
        }
    }

    [TestCase("{0}")]
    [TestCase("W/{0}")]
    [TestCase("*")]
    [TestCase("\"abc\", {0}")]
    [TestCase("W/\"1\" ,W/{0}, \"5\"")]
    [TestCase("\"abc\", *")]
    public async Task The_present_one_is_taken_in_any_form(string form)
    {
        await GivenAgent();
        var lead = await GivenLead();
        foreach (var (method, path, body) in OfALead)
        {
            var tag = form.Replace("{0}", await VersionOf(lead), StringComparison.Ordinal);
            var answer = await Of(lead, method, path, body, tag);
            ((int)answer.StatusCode).ShouldBeInRange(
                200,
                204,
                $"{method} {path} {tag}: {await answer.Content.ReadAsStringAsync()}"
            );
        }

        var agent = (await Admin.GetAsync($"/api/v1/agents/{Sarah}")).Headers.ETag!.Tag;
        (await ChangeAgent(form.Replace("{0}", agent, StringComparison.Ordinal))).StatusCode.ShouldBe(
            HttpStatusCode.OK
        );
    }

    [Test]
    public async Task Several_headers_are_one_list()
    {
        var lead = await GivenLead();
        using var request = new HttpRequestMessage(HttpMethod.Put, $"/api/v1/leads/{lead}/update")
        {
            Content = JsonContent.Create(new { activity = new { type = "note" } }),
        };
        request.Headers.TryAddWithoutValidation("If-Match", ["\"abc\"", await VersionOf(lead)]);

        (await Admin.SendAsync(request)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Test]
    public async Task A_lead_that_is_not_there_is_not_found_whatever_the_tag() =>
        await ShouldBeProblem(
            await Of(Guid.NewGuid(), HttpMethod.Patch, "status", new { status = "contacted" }, "\"abc\""),
            404,
            "lead_not_found"
        );

    private Task<HttpResponseMessage> Of(Guid lead, HttpMethod method, string path, object? body, string tag) =>
        Send(Admin, method, $"leads/{lead}/{path}".TrimEnd('/'), body, tag);

    private Task<HttpResponseMessage> ChangeAgent(string tag) =>
        Send(Admin, HttpMethod.Patch, $"agents/{Sarah}", new { weight = 2 }, tag);
}
