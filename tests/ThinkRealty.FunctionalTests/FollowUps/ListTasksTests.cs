using ThinkRealty.FunctionalTests.Fixture;

namespace ThinkRealty.FunctionalTests.FollowUps;

public sealed class ListTasksTests : EmptyDeskTest
{
    private const string Tasks = "/api/v1/tasks";

    private HttpClient _supervisor = null!;

    [SetUp]
    public async Task SignSupervisorIn() => _supervisor = await SignedInAs("supervisor");

    [TearDown]
    public void SignSupervisorOut() => _supervisor.Dispose();

    [Test]
    public async Task A_task_tells_what_is_to_be_done_by_whom_for_whom_and_when()
    {
        var agent = await GivenAgent();
        var lead = LeadIn(await Captured(Inquiry()));
        var id = await Scalar<Guid>("select id from follow_up_tasks");

        var page = await _supervisor.Page(Tasks);

        page.GetProperty("data")[0]
            .ToString()
            .ShouldBe(
                $$"""
                {"task_id":"{{id}}","lead_id":"{{lead}}","lead_name":"Ahmed Al Mansouri","agent_id":"{{agent}}","task_type":"call","due_date":"2026-01-18T06:00:00Z","priority":"high","status":"pending","overdue":false,"escalated_at":null}
                """
            );
        (page.GetProperty("total").GetInt64(), page.GetProperty("limit").GetInt32()).ShouldBe((1, 50));
    }

    [TestCase(0, false), TestCase(1, true)]
    public async Task A_pending_task_is_overdue_past_its_date(int microseconds, bool overdue)
    {
        await GivenAgent();
        await Captured(Inquiry());
        Clock.Advance(TimeSpan.FromHours(24) + TimeSpan.FromMicroseconds(microseconds));
        using var later = await SignedInAs("supervisor");

        (await later.Page(Tasks)).GetProperty("data")[0].GetProperty("overdue").GetBoolean().ShouldBe(overdue);
        (await later.Whole($"{Tasks}?overdue=true", "task_id")).Count.ShouldBe(overdue ? 1 : 0);
        (await later.Whole($"{Tasks}?overdue=false", "task_id")).Count.ShouldBe(overdue ? 0 : 1);
    }

    [Test]
    public async Task Every_combination_of_filters_gives_what_plain_SQL_gives()
    {
        var (one, _) = (await GivenAgent(), await GivenAgent());
        for (var i = 0; i < 6; i++)
        {
            var lead = LeadIn(await Captured(Inquiry()));
            await GivenTask(lead, TimeSpan.FromHours(-40 + i), "pending");
            await GivenTask(lead, TimeSpan.FromHours(-30 + i), "completed");
            await GivenTask(lead, TimeSpan.FromHours(-20 + i), "cancelled");
        }

        await Database.Execute(
            "update follow_up_tasks set escalated_at = updated_at where due_date < @at",
            new { at = Hours(-37) }
        );
        var (from, to) = ("2026-01-15T16:00:00Z", "2026-01-16T12:00:00%2B04:00");

        var asked = 0;
        foreach (var (agent, isAgent) in new[] { ("", "true"), ($"&agent_id={one}", $"agent_id = '{one}'") })
        foreach (
            var (status, isStatus) in new[]
            {
                ("", "true"),
                ("&status=pending", "status = 'pending'"),
                ("&status=Completed", "status = 'completed'"),
                ("&status=cancelled", "status = 'cancelled'"),
            }
        )
        foreach (
            var (overdue, isOverdue) in new[]
            {
                ("", "true"),
                ("&overdue=true", "(status = 'pending' and due_date < @now)"),
                ("&overdue=false", "not (status = 'pending' and due_date < @now)"),
            }
        )
        foreach (
            var (escalated, isEscalated) in new[]
            {
                ("", "true"),
                ("&escalated=true", "escalated_at is not null"),
                ("&escalated=false", "escalated_at is null"),
            }
        )
        foreach (
            var (since, isSince) in new[] { ("", "true"), ($"&due_from={from}", "due_date >= '2026-01-15 16:00Z'") }
        )
        foreach (var (until, isUntil) in new[] { ("", "true"), ($"&due_to={to}", "due_date <= '2026-01-16 08:00Z'") })
        {
            var query = $"{Tasks}?limit=100{agent}{status}{overdue}{escalated}{since}{until}";
            var expected = await Rows<Guid>(
                $"""
                select id from follow_up_tasks
                 where {isAgent} and {isStatus} and {isOverdue} and {isEscalated} and {isSince} and {isUntil}
                 order by due_date, id
                """,
                new { now = Clock.Now.UtcDateTime }
            );
            (await _supervisor.Whole(query, "task_id")).ShouldBe(expected, query);
            asked += expected.Count > 0 ? 1 : 0;
        }

        asked.ShouldBeGreaterThan(50);
    }

    [TestCase("2026-01-16T19:59:59.999999Z", false), TestCase("2026-01-16T20:00:00Z", true)]
    [TestCase("2026-01-17T19:59:59.999999Z", true), TestCase("2026-01-17T20:00:00Z", false)]
    public async Task A_day_is_one_in_Dubai_with_all_of_it(string due, bool isOnTheDay)
    {
        await GivenAgent();
        var lead = LeadIn(await Captured(Inquiry()));
        var task = await GivenTask(lead, DateTimeOffset.Parse(due, null) - Clock.Now, "cancelled");

        var onTheDay = await _supervisor.Whole($"{Tasks}?due_from=2026-01-17&due_to=2026-01-17", "task_id");

        onTheDay.Contains(task).ShouldBe(isOnTheDay);
    }

    [TestCase("due_from", "2026-01-16T08:00:00.000001Z", 0), TestCase("due_from", "2026-01-16T08:00:00Z", 1)]
    [TestCase("due_to", "2026-01-16T08:00:00Z", 1), TestCase("due_to", "2026-01-16T07:59:59.999999Z", 0)]
    public async Task A_moment_is_included(string limit, string moment, int found)
    {
        await GivenAgent();
        var lead = LeadIn(await Captured(Inquiry()));
        await GivenTask(lead, TimeSpan.FromHours(-22), "completed");

        (await _supervisor.Whole($"{Tasks}?status=completed&{limit}={moment}", "task_id")).Count.ShouldBe(found);
    }

    [Test]
    public async Task Tasks_of_archived_leads_are_absent()
    {
        await GivenAgent();
        var (stays, goes) = (LeadIn(await Captured(Inquiry())), LeadIn(await Captured(Inquiry())));
        await Archive(goes);

        var page = await _supervisor.Page(Tasks);

        page.GetProperty("total").GetInt64().ShouldBe(1);
        page.Ids("lead_id").ShouldBe([stays]);
    }

    [Test]
    public async Task Agents_see_the_tasks_of_their_own_leads_whoever_had_them_before()
    {
        var (own, other) = (await GivenAgent(), await GivenAgent());
        using var agent = await SignedInAs("agent", own);
        var leads = new[] { LeadIn(await Captured(Inquiry())), LeadIn(await Captured(Inquiry())) };
        var mine = await Scalar<Guid>("select id from leads where assigned_agent_id = @own", new { own });
        var theirs = leads.Single(l => l != mine);
        var before = await GivenTask(mine, TimeSpan.FromHours(-2), "completed", by: other);
        await GivenTask(theirs, TimeSpan.FromHours(-2), "completed", by: own);
        var pending = await Scalar<Guid>(
            "select id from follow_up_tasks where agent_id = @own and status = 'pending'",
            new { own }
        );

        (await agent.Whole(Tasks, "task_id")).ShouldBe([before, pending]);
        (await agent.Whole($"{Tasks}?status=pending", "task_id")).ShouldBe([pending]);
        (await agent.Whole($"{Tasks}?agent_id={other}", "task_id")).ShouldBe([before]);
        (await agent.Whole($"{Tasks}?agent_id={other}&status=pending", "task_id")).ShouldBeEmpty();
        (await agent.Walk(Tasks, "task_id", 1)).ShouldBe([before, pending]);
        await ShouldBeProblem(await Api.GetAsync(Tasks), 403, "forbidden");
    }

    [Test]
    public async Task Cursors_see_every_task_exactly_once_while_tasks_are_being_added()
    {
        await GivenAgent();
        var lead = LeadIn(await Captured(Inquiry()));
        for (var i = 0; i < 5; i++)
        for (var same = 0; same < 2; same++)
            await GivenTask(lead, TimeSpan.FromHours(-50 + i), "completed");
        var all = await Rows<Guid>("select id from follow_up_tasks order by due_date, id");

        for (var limit = 1; limit <= 12; limit++)
            (await _supervisor.Walk(Tasks, "task_id", limit)).ShouldBe(all, $"{limit} at a time");

        var seen = await _supervisor.Walk(
            Tasks,
            "task_id",
            2,
            async _ =>
            {
                await GivenTask(lead, TimeSpan.FromHours(-60), "completed");
                await GivenTask(lead, TimeSpan.FromHours(60), "cancelled");
            }
        );
        seen.ShouldBe(all);
    }

    [Test]
    public async Task A_walk_that_moves_every_task_along_comes_to_its_end()
    {
        await GivenAgent();
        for (var i = 0; i < 5; i++)
            await Captured(Inquiry());
        var all = await Rows<Guid>("select id from follow_up_tasks order by due_date");

        var seen = await _supervisor.Walk($"{Tasks}?status=pending", "task_id", 1, MoveBehindTheOthers);

        seen.ShouldBe(all);

        async Task MoveBehindTheOthers(List<Guid> tasks) =>
            await Database.Execute(
                """
                update follow_up_tasks set due_date = (select max(due_date) from follow_up_tasks) + interval '1 hour'
                 where id = any (@tasks);
                update leads l set next_follow_up = t.due_date from follow_up_tasks t where t.lead_id = l.id and t.id = any (@tasks)
                """,
                new { tasks = tasks.ToArray() }
            );
    }

    [TestCase("skip=-1"), TestCase("limit=0"), TestCase("limit=101"), TestCase("agent_id=7"), TestCase("status=done")]
    [
        TestCase("overdue=maybe"),
        TestCase("escalated=2"),
        TestCase("due_from=yesterday"),
        TestCase("due_to=2026-01-17T06:00:00")
    ]
    [
        TestCase("due_to=2026-13-01"),
        TestCase("due_from=0001-01-01"),
        TestCase("due_to=9999-12-31"),
        TestCase("cursor=x"),
        TestCase("lead_id=x")
    ]
    public async Task A_page_that_cannot_be_is_refused_by_parameter(string query) =>
        await ShouldComplainOf(await _supervisor.GetAsync($"{Tasks}?{query}"), query.Split('=')[0]);

    [Test]
    public async Task A_range_ends_no_earlier_than_it_begins()
    {
        await ShouldComplainOf(await _supervisor.GetAsync($"{Tasks}?due_from=2026-01-18&due_to=2026-01-17"), "due_to");
        (
            await _supervisor.Whole($"{Tasks}?due_from=2026-01-17T06:00:00Z&due_to=2026-01-17T06:00:00Z", "task_id")
        ).ShouldBeEmpty();
    }

    private DateTime Hours(double hours) => Clock.Now.UtcDateTime.AddHours(hours);

    /// <summary>A task of the lead's agent, or of another one who is through with it.</summary>
    private async Task<Guid> GivenTask(Guid lead, TimeSpan due, string status, Guid? by = null)
    {
        var id = Guid.CreateVersion7();
        await Database.Execute(
            """
            insert into follow_up_tasks (id, lead_id, agent_id, task_type, priority, status, due_date, completed_at, created_at, updated_at)
            select @id, @lead, coalesce(@by, l.assigned_agent_id), 'viewing', 'medium', @status, @due,
                   case when @status = 'completed' then @now end, @now, @now
              from leads l where l.id = @lead;
            update leads set next_follow_up = (select min(due_date) from follow_up_tasks where lead_id = @lead and status = 'pending')
             where id = @lead
            """,
            new
            {
                id,
                lead,
                due = Clock.Now.UtcDateTime + due,
                status,
                by,
                now = Clock.Now.UtcDateTime,
            }
        );
        return id;
    }
}
