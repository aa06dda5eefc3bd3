using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ThinkRealty.FunctionalTests.Life;

/// <summary>Tags are free text, so they are named in a query and never in a path.</summary>
public sealed class TagsTests : LifeTest
{
    [TestCase("hot")]
    [TestCase("buy/rent")]
    [TestCase("..x")]
    [TestCase("...")]
    [TestCase(". .")]
    [TestCase("../..")]
    [TestCase("%2e%2e")]
    [TestCase("a&tag=b")]
    [TestCase("50% off?")]
    [TestCase("#1")]
    [TestCase("a+b")]
    [TestCase("مستثمر")]
    [TestCase("🌴")]
    public async Task A_tag_of_any_text_is_removed_by_query(string tag)
    {
        var lead = await GivenLead();
        await Done(Add(lead, "stays", tag));

        var left = await Done(Remove(lead, tag));

        Tags(left).ShouldBe(["stays"]);
        (await Shown(lead)).GetProperty("archived_at").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
    }

    [Test]
    public async Task Blanks_at_the_ends_of_a_tag_do_not_count_and_upper_case_does()
    {
        var lead = await GivenLead();
        await Done(Add(lead, "cash buyer", "VIP"));

        Tags(await Done(Remove(lead, " cash  buyer "))).ShouldBe(["VIP"]);
        Tags(await Done(Remove(lead, "vip"))).ShouldBe(["VIP"]);
    }

    [TestCase("")]
    [TestCase("?tag=")]
    [TestCase("?tag=%20")]
    [TestCase("?tag=a&tag=b")]
    [TestCase("?tag=%00")]
    public async Task Removing_needs_exactly_one_tag(string query)
    {
        var lead = await GivenLead();
        await Done(Add(lead, "a", "b"));

        await ShouldComplainOf(await Send(SarahHerself, HttpMethod.Delete, $"leads/{lead}/tags{query}"), "tag");

        Tags(await Shown(lead)).ShouldBe(["a", "b"]);
    }

    [TestCase(".")]
    [TestCase("..")]
    [TestCase(" .. ")]
    public async Task Dots_alone_are_no_tag(string tag)
    {
        var lead = await GivenLead();

        await ShouldComplainOf(await Add(lead, "fine", tag), "tags[1]");
        await ShouldComplainOf(await Capture(Inquiry(with: data => data["tags"] = new[] { tag })), "lead_data.tags[0]");

        Tags(await Shown(lead)).ShouldBeEmpty();
    }

    [TestCase(".")]
    [TestCase("..")]
    [TestCase("two  blanks")]
    public async Task A_lead_can_lose_a_tag_that_an_older_program_let_in(string tag)
    {
        var lead = await GivenLead();
        await Database.Execute("update leads set tags = array['vip', @tag] where id = @lead", new { lead, tag });

        await Done(Add(lead, "new"));
        Tags(await Done(Remove(lead, tag))).ShouldBe(["vip", "new"]);
    }

    [TestCase("leads/{0}/tags/..")]
    [TestCase("leads/{0}/tags/.")]
    [TestCase("leads/{0}/tags/%2e%2e")]
    [TestCase("leads/{0}/tags/%2E.")]
    [TestCase("leads/{0}/tags/x/../..")]
    [TestCase("leads/{0}/notes/..")]
    [TestCase("leads/{0}/")]
    [TestCase("agents/../leads/{0}")]
    public async Task A_path_that_was_folded_deletes_nothing(string path)
    {
        var lead = await GivenLead();
        await Database.Execute("update leads set tags = array['..'] where id = @lead", new { lead });
        var target = "/api/v1/" + string.Format(System.Globalization.CultureInfo.InvariantCulture, path, lead);

        // Once as it is, and once as a client sends it that folds the path itself.
        (await StatusOf("DELETE", target)).ShouldBe(404);
        if (!path.StartsWith("agents", StringComparison.Ordinal))
            (await Supervisor.DeleteAsync(target)).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        var shown = await Shown(lead);
        shown.GetProperty("archived_at").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
        Tags(shown).ShouldBe([".."]);
    }

    [Test]
    public async Task A_path_that_was_folded_changes_nothing_and_can_still_be_read()
    {
        var lead = await GivenLead();

        (await StatusOf("POST", $"/api/v1/leads/{lead}/x/../restore")).ShouldBe(404);
        (await StatusOf("GET", $"/api/v1/tasks/../leads/{lead}")).ShouldBe(200);
    }

    [Test]
    public async Task The_former_path_with_the_tag_in_it_is_unknown()
    {
        var lead = await GivenLead();
        await Done(Add(lead, "vip"));

        await ShouldBeProblem(await Send(SarahHerself, HttpMethod.Delete, $"leads/{lead}/tags/vip"), 404, "not_found");
    }

    private Task<HttpResponseMessage> Add(Guid lead, params string[] tags) =>
        Send(SarahHerself, HttpMethod.Post, $"leads/{lead}/tags", new { tags });

    private Task<HttpResponseMessage> Remove(Guid lead, string tag) =>
        Send(SarahHerself, HttpMethod.Delete, $"leads/{lead}/tags?tag={Uri.EscapeDataString(tag)}");

    private static IEnumerable<string?> Tags(System.Text.Json.JsonElement answer) =>
        answer.GetProperty("tags").EnumerateArray().Select(t => t.GetString());

    // The target exactly as written: HttpClient would fold it.
    private async Task<int> StatusOf(string method, string target)
    {
        var node = Api.BaseAddress!;
        using var socket = new TcpClient();
        await socket.ConnectAsync(node.Host, node.Port);
        await using var stream = socket.GetStream();
        var token = Supervisor.DefaultRequestHeaders.Authorization!.Parameter;
        await stream.WriteAsync(
            Encoding.ASCII.GetBytes(
                $"{method} {target} HTTP/1.1\r\nHost: {node.Authority}\r\nAuthorization: Bearer {token}\r\n"
                    + "Content-Length: 0\r\nConnection: close\r\n\r\n"
            )
        );
        using var reader = new StreamReader(stream, Encoding.ASCII);
        var answer = await reader.ReadLineAsync();
        return int.Parse(answer!.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);
    }
}
