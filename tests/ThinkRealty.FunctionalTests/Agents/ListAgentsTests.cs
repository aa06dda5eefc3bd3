using System.Net.Http.Json;
using System.Text.Json;

namespace ThinkRealty.FunctionalTests.Agents;

public sealed class ListAgentsTests : AgentsTest
{
    [Test]
    public async Task Skip_and_limit_cut_a_page_out_of_the_agents_by_number()
    {
        for (var i = 0; i < 4; i++)
            await Created();
        var all = await Rows<Guid>("select id from agents order by agent_no");

        var page = await Supervisor.GetFromJsonAsync<JsonElement>($"{Agents}?skip=1&limit=2");

        Ids(page).ShouldBe(all.Skip(1).Take(2));
        page.EnumerateObject().Select(field => field.Name).ShouldBe(["data", "total", "skip", "limit", "next_cursor"]);
        page.GetProperty("total").GetInt64().ShouldBe(all.Count);
        (page.GetProperty("skip").GetInt32(), page.GetProperty("limit").GetInt32()).ShouldBe((1, 2));
    }

    [
        TestCase("skip=-1", "skip"),
        TestCase("limit=0", "limit"),
        TestCase("limit=101", "limit"),
        TestCase("limit=x", "limit")
    ]
    [TestCase("cursor=x", "cursor"), TestCase("cursor=-1", "cursor"), TestCase("cursor=99999999999", "cursor")]
    [TestCase("is_active=maybe", "is_active"), TestCase("sort=name", "sort")]
    public async Task A_page_that_cannot_be_is_refused_by_parameter(string query, string parameter) =>
        await ShouldComplainOf(await Supervisor.GetAsync($"{Agents}?{query}"), parameter);

    [TestCase("skip=0&limit=1"), TestCase("limit=100"), TestCase("skip=2147483647")]
    public async Task A_page_on_the_edge_is_answered(string query) =>
        ((int)(await Supervisor.GetAsync($"{Agents}?{query}")).StatusCode).ShouldBe(200);

    [Test]
    public async Task The_filter_tells_the_active_from_the_others()
    {
        var (active, inactive) = (await CreatedId(), await CreatedId(("is_active", false)));

        var onlyActive = await Walk("&is_active=true");
        var onlyInactive = await Walk("&is_active=false");

        onlyActive.ShouldContain(active);
        onlyActive.ShouldNotContain(inactive);
        onlyInactive.ShouldContain(inactive);
        onlyInactive.ShouldNotContain(active);
        (await Supervisor.GetFromJsonAsync<JsonElement>($"{Agents}?is_active=false"))
            .GetProperty("total")
            .GetInt32()
            .ShouldBe(onlyInactive.Count);
    }

    [Test]
    public async Task Cursors_see_everybody_exactly_once_while_agents_are_being_added()
    {
        for (var i = 0; i < 25; i++)
            await Created();
        var throughout = await Rows<Guid>("select id from agents");
        using var stop = new CancellationTokenSource();
        var adding = Task.Run(async () =>
        {
            // Not for ever: a list that grows faster than it is walked has no end.
            for (var added = 0; added < 100 && !stop.IsCancellationRequested; added += 2)
                await Task.WhenAll(Created(), Created());
        });

        var seen = await Walk("", async () => await Task.Delay(20));
        await stop.CancelAsync();
        await adding;

        seen.ShouldBeUnique();
        throughout.Except(seen).ShouldBeEmpty();
    }

    private async Task<List<Guid>> Walk(string filter, Func<Task>? between = null)
    {
        var (seen, cursor) = (new List<Guid>(), "");
        while (true)
        {
            var page = await Supervisor.GetFromJsonAsync<JsonElement>($"{Agents}?limit=7{filter}{cursor}");
            seen.AddRange(Ids(page));
            if (page.GetProperty("next_cursor").GetString() is not { } next)
                return seen;
            cursor = $"&cursor={next}";
            if (between is not null)
                await between();
        }
    }

    private static IEnumerable<Guid> Ids(JsonElement page) =>
        page.GetProperty("data").EnumerateArray().Select(agent => agent.GetProperty("agent_id").GetGuid());
}
