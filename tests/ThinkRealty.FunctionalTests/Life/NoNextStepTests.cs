using System.Text.Json;

namespace ThinkRealty.FunctionalTests.Life;

/// <summary>An active lead with an agent has a next step, or the caller hears of it (rules §8).</summary>
public sealed class NoNextStepTests : LifeTest
{
    [TestCase("completed")]
    [TestCase("cancelled")]
    public async Task Ending_the_only_task_of_an_active_lead_warns_of_it_each_time(string end)
    {
        var lead = await GivenLead();
        var task = await TaskOf(lead);

        Warnings(await Done(Change(task, new { status = end }))).ShouldBe(["no_next_step"]);
        Warnings(await Done(Change(task, new { status = end }))).ShouldBe(["no_next_step"]);

        (await Listed("true")).ShouldBe([lead]);
    }

    [Test]
    public async Task With_another_task_there_is_nothing_to_warn_of()
    {
        var lead = await GivenLead();
        var task = await TaskOf(lead);
        var other = await Done(
            Send(SarahHerself, HttpMethod.Post, "tasks", new { lead_id = lead, due_date = Clock.Now.AddDays(3) })
        );

        Warnings(other).ShouldBeEmpty();
        Warnings(await Done(Change(task, new { status = "completed" }))).ShouldBeEmpty();
        Warnings(await Done(Change(TaskIn(other), new { due_date = Clock.Now.AddDays(4) }))).ShouldBeEmpty();
        Warnings(await Done(Change(TaskIn(other), new { status = "completed" }))).ShouldBe(["no_next_step"]);
    }

    [Test]
    public async Task Completing_can_set_the_next_step_in_the_same_request_and_again()
    {
        var lead = await GivenLead();
        var task = await TaskOf(lead);
        var next = (await PendingOf(lead))[0].AddMinutes(10); // less than 30 minutes from the one that ends

        for (var i = 0; i < 2; i++)
        {
            var answer = await Done(Change(task, new { status = "completed", next_follow_up = next }));
            (Text(answer, "status"), Warnings(answer).Count()).ShouldBe(("completed", 0));
            (await PendingOf(lead)).ShouldBe([next]);
        }
    }

    [Test]
    public async Task The_next_step_moves_the_earliest_other_task()
    {
        var lead = await GivenLead();
        var task = await TaskOf(lead);
        var later = Clock.Now.AddDays(9);
        await Done(Send(SarahHerself, HttpMethod.Post, "tasks", new { lead_id = lead, due_date = later }));

        await Done(Change(task, new { status = "cancelled", next_follow_up = Clock.Now.AddDays(2) }));

        (await PendingOf(lead)).ShouldBe([Clock.Now.AddDays(2)]);
    }

    [Test]
    public async Task The_next_step_is_refused_where_it_is_no_moment_to_come_or_has_no_place()
    {
        var lead = await GivenLead();
        var task = await TaskOf(lead);
        var elsewhere = (await PendingOf(await GivenLead()))[0];
        var tomorrow = Clock.Now.AddDays(1);

        await ShouldComplainOf(
            await Change(task, new { status = "completed", next_follow_up = Clock.Now.AddTicks(-10) }),
            "next_follow_up"
        );
        await ShouldComplainOf(
            await Change(task, new { due_date = tomorrow, next_follow_up = tomorrow }),
            "next_follow_up"
        );
        await ShouldComplainOf(await Change(task, new { next_follow_up = tomorrow }), "status", "next_follow_up");
        await ShouldBeProblem(
            await Change(task, new { status = "completed", next_follow_up = elsewhere.AddMinutes(29) }),
            409,
            "follow_up_conflict"
        );

        (await Scalar<string>("select status from follow_up_tasks where id = @task", new { task })).ShouldBe("pending");
        await Done(Change(task, new { status = "completed" }));
        await Done(Step(SarahHerself, lead, new { status = "lost" }));
        await ShouldBeProblem(
            await Change(task, new { status = "completed", next_follow_up = tomorrow }),
            409,
            "lead_not_active"
        );
    }

    [Test]
    public async Task Every_change_of_a_lead_without_a_next_step_warns_of_it()
    {
        var lead = await GivenLead();
        await Done(Change(await TaskOf(lead), new { status = "completed" }));
        var other = await GivenAgent();

        Warnings(await Done(Update(SarahHerself, lead, new { activity = new { type = "call" } })))
            .ShouldBe(["no_next_step"]);
        Warnings(await Done(Step(SarahHerself, lead, new { status = "contacted" }))).ShouldBe(["no_next_step"]);
        Warnings(await Done(Reassign(Supervisor, lead, other))).ShouldBe(["no_next_step"]);
        var updated = await Done(
            Update(Supervisor, lead, new { activity = new { type = "call", next_follow_up = Clock.Now.AddDays(1) } })
        );
        Warnings(updated).ShouldBeEmpty();
        (await Listed("true")).ShouldBeEmpty();
    }

    [Test]
    public async Task A_lead_that_is_closed_has_no_next_step_to_miss()
    {
        var lead = await GivenLead();

        Warnings(await Done(Step(SarahHerself, lead, new { status = "lost" }))).ShouldBeEmpty();
        Warnings(await Done(Update(SarahHerself, lead, new { activity = new { type = "call" } }))).ShouldBeEmpty();
    }

    [Test]
    public async Task The_list_shows_active_leads_with_an_agent_and_without_a_pending_task_and_no_others()
    {
        var (missing, planned, lost, archived) = (
            await GivenLead(),
            await GivenLead(),
            await GivenLeadAt("lost"),
            await GivenLead()
        );
        await Done(Change(await TaskOf(missing), new { status = "completed" }));
        await Done(Change(await TaskOf(archived), new { status = "completed" }));
        await Done(Archive(Supervisor, archived));
        await Database.Execute("update agents set max_active_leads = 2 where id = @Sarah", new { Sarah });
        var (waiting, holder) = await Captured();
        holder.ShouldBeNull();

        (await Listed("true")).ShouldBe([missing]);
        (await Listed("true", SarahHerself)).ShouldBe([missing]);
        (await Listed("false")).ShouldBe([waiting, lost, planned], ignoreOrder: true);
        (await Listed("true", Supervisor, "&status=new&include_archived=true")).ShouldBe([missing]);
        (await Listed("true", Supervisor, "&unassigned=true")).ShouldBeEmpty();
        await ShouldComplainOf(await Send(Supervisor, HttpMethod.Get, "leads?no_next_step=perhaps"), "no_next_step");
    }

    [Test]
    public async Task The_list_is_read_by_its_index()
    {
        var plan = string.Join(
            '\n',
            await Rows<string>(
                """
                set enable_seqscan = off;
                explain select l.id from leads l
                 where l.archived_at is null
                   and (l.archived_at is null and l.status in ('new', 'contacted', 'qualified', 'viewing_scheduled', 'negotiation')
                        and l.assigned_agent_id is not null and l.next_follow_up is null)
                 order by l.created_at desc, l.id desc limit 50
                """
            )
        );

        plan.ShouldContain("leads_at_work");
    }

    private Task<HttpResponseMessage> Change(Guid task, object body) =>
        Send(SarahHerself, HttpMethod.Patch, $"tasks/{task}", body);

    private Task<Guid> TaskOf(Guid lead) =>
        Scalar<Guid>("select id from follow_up_tasks where lead_id = @lead and status = 'pending'", new { lead });

    private static Guid TaskIn(JsonElement task) => task.GetProperty("task_id").GetGuid();

    private static IEnumerable<string?> Warnings(JsonElement answer) =>
        answer.TryGetProperty("warnings", out var some) ? some.EnumerateArray().Select(w => w.GetString()) : [];

    // Of this test: the desk may have leads of others.
    private async Task<IReadOnlyList<Guid>> Listed(string noNextStep, HttpClient? by = null, string filters = "")
    {
        var page = await Done(
            Send(by ?? Supervisor, HttpMethod.Get, $"leads?no_next_step={noNextStep}&limit=100{filters}")
        );
        var ids = page.GetProperty("data").EnumerateArray().Select(l => l.GetProperty("lead_id").GetGuid()).ToList();
        page.GetProperty("total").GetInt64().ShouldBe(ids.Count);
        var own = await Rows<Guid>(
            "select id from leads where assigned_agent_id = @Sarah or queued_at is not null",
            new { Sarah }
        );
        return [.. ids.Where(own.Contains)];
    }
}
