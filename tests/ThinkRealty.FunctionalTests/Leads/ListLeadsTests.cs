using System.Text.Json;
using ThinkRealty.FunctionalTests.Fixture;

namespace ThinkRealty.FunctionalTests.Leads;

public sealed class ListLeadsTests : EmptyDeskTest
{
    private const string Leads = "/api/v1/leads";

    private HttpClient _supervisor = null!;

    [SetUp]
    public async Task SignSupervisorIn() => _supervisor = await SignedInAs("supervisor");

    [TearDown]
    public void SignSupervisorOut() => _supervisor.Dispose();

    [Test]
    public async Task The_newest_lead_comes_first_and_every_row_is_the_whole_lead()
    {
        await GivenAgent();
        var leads = await GivenLeads(3);

        var page = await _supervisor.Page(Leads);

        page.EnumerateObject().Select(f => f.Name).ShouldBe(["data", "total", "skip", "limit", "next_cursor"]);
        (page.GetProperty("skip").GetInt32(), page.GetProperty("limit").GetInt32()).ShouldBe((0, 50));
        page.Ids("lead_id").ShouldBe(((IEnumerable<Guid>)leads).Reverse());
        foreach (var row in page.GetProperty("data").EnumerateArray())
        {
            var alone = await _supervisor.Page($"{Leads}/{LeadIn(row)}");
            JsonElement.DeepEquals(row, alone).ShouldBeTrue($"{row}\n{alone}");
        }
    }

    [Test]
    public async Task Sort_order_turns_it_round_and_skip_and_limit_cut_a_page_out()
    {
        await GivenAgent();
        var leads = await GivenLeads(5);

        (await _supervisor.Page($"{Leads}?sort_by=created_at&sort_order=ASC")).Ids("lead_id").ShouldBe(leads);
        (await _supervisor.Page($"{Leads}?sort_order=asc&skip=1&limit=2"))
            .Ids("lead_id")
            .ShouldBe(leads.Skip(1).Take(2));
        var page = await _supervisor.Page($"{Leads}?skip=3&limit=2");
        page.Ids("lead_id").ShouldBe([leads[1], leads[0]]);
        page.GetProperty("total").GetInt64().ShouldBe(5);
        page.GetProperty("next_cursor").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Test]
    public async Task Every_combination_of_filters_gives_what_plain_SQL_gives()
    {
        var (one, two) = (await GivenAgent(max: 8), await GivenAgent(max: 8));
        await GivenLeads(20);
        await Database.Execute(
            """
            with numbered as (select id, row_number() over (order by created_at) as n from leads)
            update leads l set status_changed_at = l.status_changed_at + interval '1 second', status_changed_by = l.id,
                               status_forced = true, status_reason = 'a test',
                               status = (array['new', 'contacted', 'viewing_scheduled', 'lost'])[1 + n.n % 4],
                               needs_supervisor = n.n % 3 = 0
              from numbered n where n.id = l.id
            """
        );
        await Database.Execute(
            """
            with numbered as (select id, row_number() over (order by created_at) as n from leads)
            update leads l set archived_at = l.updated_at, updated_at = l.updated_at from numbered n where n.id = l.id and n.n % 5 = 0
            """
        );

        var asked = 0;
        foreach (var (status, isStatus) in Choices("status", "status", null, "viewing_scheduled", "LOST", "conversion"))
        foreach (var (holder, isHolder) in Choices("assigned_agent_id", "assigned_agent_id", null, $"{one}", $"{two}"))
        foreach (
            var (unassigned, isUnassigned) in Choices("unassigned", "assigned_agent_id is null", null, "true", "false")
        )
        foreach (var (needs, isNeeding) in Choices("needs_supervisor", "needs_supervisor", null, "true", "false"))
        foreach (var (archived, isArchived) in Choices("include_archived", "", null, "true", "false"))
        {
            var query = $"{Leads}?{status}{holder}{unassigned}{needs}{archived}";
            var expected = await Rows<Guid>(
                $"""
                select id from leads where {isStatus} and {isHolder} and {isUnassigned} and {isNeeding} and {isArchived}
                 order by created_at desc, id desc
                """
            );
            (await _supervisor.Whole(query, "lead_id")).ShouldBe(expected, query);
            asked += expected.Count > 0 ? 1 : 0;
        }

        asked.ShouldBeGreaterThan(50);
    }

    [TestCase("asc"), TestCase("desc")]
    public async Task Cursors_see_every_lead_exactly_once_whatever_a_page_holds(string order)
    {
        await GivenAgent();
        for (var moment = 0; moment < 3; moment++)
        {
            for (var i = 0; i < 4; i++) // at the same moment
                await Captured(Inquiry());
            Clock.Advance(TimeSpan.FromMinutes(1));
        }

        var all = await Rows<Guid>($"select id from leads order by created_at {order}, id {order}");
        for (var limit = 1; limit <= 13; limit++)
            (await _supervisor.Walk($"{Leads}?sort_order={order}", "lead_id", limit)).ShouldBe(
                all,
                $"{limit} at a time"
            );
    }

    [TestCase("asc"), TestCase("desc")]
    public async Task Cursors_see_every_lead_exactly_once_while_leads_are_being_added(string order)
    {
        await GivenAgent();
        var throughout = await GivenLeads(25);
        using var stop = new CancellationTokenSource();
        var adding = Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested && await Count("leads") < 50) // as many as the agent has places
            {
                Clock.Advance(TimeSpan.FromSeconds(1));
                await Task.WhenAll(Capture(Inquiry()), Capture(Inquiry()));
            }
        });

        List<Guid> seen;
        try
        {
            seen = await _supervisor.Walk($"{Leads}?sort_order={order}", "lead_id", 3, _ => Task.Delay(10));
        }
        finally
        {
            await stop.CancelAsync();
            await adding;
        }

        seen.ShouldBeUnique();
        throughout.Except(seen).ShouldBeEmpty();
        (await Count("leads")).ShouldBeGreaterThan(25);
    }

    [Test]
    public async Task Towards_the_newest_a_walk_ends_though_more_is_added_than_read()
    {
        await GivenAgent();
        var throughout = await GivenLeads(7);

        var seen = await _supervisor.Walk($"{Leads}?sort_order=asc", "lead_id", 2, _ => GivenLeads(3));

        seen.ShouldBe(throughout);
    }

    [Test]
    public async Task Agents_see_their_own_leads_and_the_others_are_absent()
    {
        var (own, other) = (await GivenAgent(max: 3), await GivenAgent(max: 3));
        await GivenLeads(8); // two of them wait
        using var agent = await SignedInAs("agent", own);
        var mine = await Rows<Guid>(
            "select id from leads where assigned_agent_id = @own order by created_at desc",
            new { own }
        );

        (await agent.Whole(Leads, "lead_id")).ShouldBe(mine);
        (await agent.Whole($"{Leads}?assigned_agent_id={own}", "lead_id")).ShouldBe(mine);
        (await agent.Whole($"{Leads}?assigned_agent_id={other}", "lead_id")).ShouldBeEmpty();
        (await agent.Whole($"{Leads}?unassigned=true", "lead_id")).ShouldBeEmpty();
        (await agent.Walk(Leads, "lead_id", 2)).ShouldBe(mine);
        (await _supervisor.Whole($"{Leads}?unassigned=true", "lead_id")).Count.ShouldBe(2);
        await ShouldBeProblem(await Api.GetAsync(Leads), 403, "forbidden");
    }

    [TestCase("skip=-1"), TestCase("limit=0"), TestCase("limit=101"), TestCase("limit=x"), TestCase("status=sleeping")]
    [TestCase("assigned_agent_id=7"), TestCase("unassigned=maybe"), TestCase("needs_supervisor=2")]
    [TestCase("include_archived=all"), TestCase("sort_by=lead_score"), TestCase("sort_order=up")]
    [
        TestCase("cursor=x"),
        TestCase("cursor=AAAA"),
        TestCase("cursor=__________________________________________"),
        TestCase("q=x")
    ]
    [TestCase("status=new&status=lost")]
    public async Task A_page_that_cannot_be_is_refused_by_parameter(string query) =>
        await ShouldComplainOf(await _supervisor.GetAsync($"{Leads}?{query}"), query.Split('=')[0]);

    [TestCase("skip=0&limit=1"), TestCase("limit=100"), TestCase("skip=2147483647")]
    public async Task A_page_on_the_edge_is_answered(string query) =>
        (await _supervisor.Page($"{Leads}?{query}")).GetProperty("total").GetInt64().ShouldBe(0);

    [Test]
    public async Task A_cursor_goes_on_in_its_own_order_only()
    {
        await GivenAgent();
        await GivenLeads(3);

        foreach (var (order, other) in new[] { ("asc", "desc"), ("desc", "asc") })
        {
            var page = await _supervisor.Page($"{Leads}?sort_order={order}&limit=1");
            var cursor = page.GetProperty("next_cursor").GetString();
            await ShouldComplainOf(await _supervisor.GetAsync($"{Leads}?sort_order={other}&cursor={cursor}"), "cursor");
        }
    }

    // What is asked, and the condition in SQL that it stands for.
    private static IEnumerable<(string Asked, string Condition)> Choices(
        string name,
        string sql,
        params string?[] values
    ) =>
        values.Select(value =>
            (name, value) switch
            {
                ("include_archived", "true") => ("&include_archived=true", "true"),
                ("include_archived", _) => (value is null ? "" : "&include_archived=false", "archived_at is null"),
                (_, null) => ("", "true"),
                ("status", "conversion") => ("&status=conversion", "status = 'converted'"),
                ("status", _) => ($"&status={value}", $"status = '{value.ToLowerInvariant()}'"),
                (_, "true" or "false") => ($"&{name}={value}", $"({sql}) is {value}"),
                _ => ($"&{name}={value}", $"{sql} = '{value}'"),
            }
        );

    private async Task<List<Guid>> GivenLeads(int count)
    {
        var leads = new List<Guid>();
        for (var i = 0; i < count; i++)
        {
            Clock.Advance(TimeSpan.FromSeconds(1));
            leads.Add(LeadIn(await Json(await Capture(Inquiry()))));
        }

        return leads;
    }
}
