using ThinkRealty.Application.Assignment;

namespace ThinkRealty.FunctionalTests.Jobs;

/// <summary>Whoever waits is given to agents with room: by the job, and at once on request (rules §6).</summary>
public sealed class DrainTests : LeadJobTest
{
    [Test]
    public async Task The_job_gives_the_longest_waiting_first_until_nobody_has_room()
    {
        var waiting = await GivenWaiting(3);
        await GivenRoom(2);

        var run = await Node.Run(new DrainWaitingLeads());

        (run.InWords(), run.Expected).ShouldBe(("3 seen, 2 changed, 1 no_room", 3));
        (await Waiting()).ShouldBe(waiting[2..]);
        (
            await Scalar<long>(
                "select count(*) from audit_log where entity_id = any(@waiting) and action = 'lead_assigned'",
                new { waiting }
            )
        ).ShouldBe(0, "a job leaves its run and the leads' histories");
        (await Node.Run(new DrainWaitingLeads())).InWords().ShouldBe("1 seen, 0 changed, 1 no_room");
    }

    [Test]
    public async Task Where_nobody_waits_there_is_nothing_to_do()
    {
        (await Node.Run(new DrainWaitingLeads())).InWords().ShouldBe("0 seen, 0 changed");

        (await Done(AutoAssign())).ToString().ShouldBe("""{"assigned":0,"still_waiting":0,"assignments":[]}""");
    }

    [Test]
    public async Task On_request_it_happens_at_once_and_tells_what_was_done()
    {
        var waiting = await GivenWaiting(4);
        await Later(TimeSpan.FromMinutes(5));
        var agent = await GivenRoom(3);

        var done = await Done(AutoAssign());

        (done.GetProperty("assigned").GetInt32(), done.GetProperty("still_waiting").GetInt64()).ShouldBe((3, 1));
        done.GetProperty("assignments")
            .EnumerateArray()
            .Select(a =>
                (
                    a.GetProperty("lead_id").GetGuid(),
                    a.GetProperty("agent_id").GetGuid(),
                    Text(a, "agent_name")!,
                    Text(a, "reason")!,
                    a.GetProperty("waited_seconds").GetInt64()
                )
            )
            .ShouldBe(waiting[..3].Select((lead, place) => (lead, agent, "Sarah Johnson", "best_match", 304L - place)));
        (await Waiting()).ShouldBe(waiting[3..]);
        (await PendingOf(waiting[0])).ShouldBe([Clock.Now.AddHours(24)]);
        var assignment = (await Assignments(waiting[0]))[0];
        assignment.GetProperty("assigned_by").GetGuid().ShouldBe(await IdOf(Supervisor));
        (
            await Scalar<long>(
                "select count(*) from audit_log where entity_id = @lead and action = 'lead_assigned'",
                new { lead = waiting[0] }
            )
        ).ShouldBe(1);
    }

    [Test]
    public async Task A_repeated_request_is_answered_as_the_first_one()
    {
        await GivenWaiting(2);
        await GivenRoom(5);
        var key = Guid.NewGuid().ToString();

        var first = (await Done(AutoAssign(key: key))).ToString();

        first.ShouldContain("\"assigned\":2");
        (await Done(AutoAssign(key: key))).ToString().ShouldBe(first);
    }

    [Test]
    public async Task It_is_for_supervisors()
    {
        await ShouldBeProblem(await AutoAssign(SarahHerself), 403, "forbidden");
        await ShouldBeProblem(await AutoAssign(Api), 403, "forbidden");
    }

    [Test]
    public async Task Requests_jobs_and_signals_on_two_nodes_keep_the_order_and_give_nobody_twice()
    {
        var waiting = await GivenWaiting(30);
        await using var node = AnotherNode();
        var agent = await GivenRoom(20);

        await Task.WhenAll(
            AutoAssign(),
            Node.Run(new DrainWaitingLeads()),
            node.Run(new DrainWaitingLeads()),
            AutoAssign(Admin)
        );

        (await Waiting()).ShouldBe(waiting[20..]);
        (await ActiveLeadsOf(agent)).ShouldBe(20);
        (
            await Scalar<long>("select count(*) from lead_assignments where lead_id = any(@waiting)", new { waiting })
        ).ShouldBe(20);
    }

    [Test]
    public async Task One_request_gives_500_at_most()
    {
        var waiting = await GivenWaiting(503);
        for (var i = 0; i < 11; i++)
            await GivenRoom(50);

        var done = await Done(AutoAssign());

        (done.GetProperty("assigned").GetInt32(), done.GetProperty("still_waiting").GetInt64()).ShouldBe((500, 3));
        (await Waiting()).ShouldBe(waiting[500..]);
    }

    // Past the program, so that nothing wakes the drain.
    private Task<Guid> GivenRoom(int places) => GivenAgent(max: places);

    private async Task<IReadOnlyList<Guid>> Waiting() =>
        await Rows<Guid>("select id from leads where queued_at is not null order by queued_at, id");

    private Task<HttpResponseMessage> AutoAssign(HttpClient? by = null, string? key = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/agents/auto-assign");
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        return (by ?? Supervisor).SendAsync(request);
    }
}
