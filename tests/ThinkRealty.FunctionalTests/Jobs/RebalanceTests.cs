using System.Net.Http.Json;
using System.Text.Json;
using ThinkRealty.Application.Assignment;

namespace ThinkRealty.FunctionalTests.Jobs;

/// <summary>Untouched leads move from agents with much to do to agents with little (rules §6).</summary>
public sealed class RebalanceTests : LeadJobTest
{
    [SetUp]
    public Task SarahAlone() =>
        Database.Execute("update agents set max_active_leads = 50 where id = @Sarah", new { Sarah });

    [TestCase(40, 0)]
    [TestCase(41, 1)]
    [TestCase(43, 3)]
    public async Task Above_80_percent_gives_leads_until_no_longer_above(int held, int moved)
    {
        await GivenHeld(Sarah, held);
        var other = await GivenAgent();

        (await Balanced()).ShouldBe(moved == 0 ? "0 seen, 0 changed" : $"{moved} seen, {moved} changed");

        (await ActiveLeadsOf(Sarah), await ActiveLeadsOf(other)).ShouldBe((held - moved, moved));
    }

    [TestCase(28, 2)]
    [TestCase(29, 1)]
    [TestCase(30, 0)]
    public async Task Below_60_percent_gets_them_until_no_longer_below(int held, int received)
    {
        await GivenHeld(Sarah, 45);
        var other = await GivenAgent();
        await GivenHeld(other, held);

        await Balanced();

        (await ActiveLeadsOf(Sarah), await ActiveLeadsOf(other)).ShouldBe((45 - received, held + received));
    }

    [Test]
    public async Task The_oldest_go_first_to_the_best_match_with_the_reason_and_their_follow_ups()
    {
        var held = await GivenHeld(Sarah, 42);
        await GivenAgent();
        var best = await GivenAgent(types: ["apartment"]);

        (await Balanced()).ShouldBe("2 seen, 2 changed");

        (
            await Rows<Guid>(
                "select id from leads where assigned_agent_id = @best order by created_at, id",
                new { best }
            )
        ).ShouldBe(held[..2]);
        var newest = (await Assignments(held[0]))[0];
        (Text(newest, "reason"), newest.GetProperty("assigned_by").ValueKind).ShouldBe(("balance", JsonValueKind.Null));
        (
            await Scalar<long>(
                "select count(*) from follow_up_tasks where lead_id = @lead and agent_id = @best and status = 'pending'",
                new { lead = held[0], best }
            )
        ).ShouldBe(1);
        var sarahsFacts = await Done(Send(Supervisor, HttpMethod.Get, $"leads/{held[0]}/assignments?agent_id={Sarah}"));
        Text(sarahsFacts.GetProperty("data")[0].GetProperty("why_not"), "reason").ShouldBe("set_aside");
    }

    [Test]
    public async Task Whoever_is_too_busy_to_get_any_is_named_so()
    {
        var held = await GivenHeld(Sarah, 41);
        var busy = await GivenAgent(max: 10);
        await GivenHeld(busy, 6);
        await GivenAgent();

        await Balanced();

        var page = await Done(Send(Supervisor, HttpMethod.Get, $"leads/{held[0]}/assignments?agent_id={busy}"));
        var whyNot = page.GetProperty("data")[0].GetProperty("why_not");
        (Text(whyNot, "outcome"), Text(whyNot, "reason")).ShouldBe(("excluded", "busy"));
    }

    [TestCase("note")]
    [TestCase("call")]
    [TestCase("contacted")]
    [TestCase("flagged")]
    public async Task Only_untouched_new_leads_move(string touch)
    {
        var held = await GivenHeld(Sarah, 41);
        await GivenAgent();
        foreach (var lead in held[..40])
            await Database.Execute(
                touch switch
                {
                    "note" => "update leads set activity_count = 1 where id = @lead",
                    "call" =>
                        "update leads set first_contact_at = created_at, last_contact_at = created_at where id = @lead",
                    "contacted" => "update leads set status = 'contacted' where id = @lead",
                    _ => "update leads set needs_supervisor = true where id = @lead",
                },
                new { lead }
            );

        (await Balanced()).ShouldBe("1 seen, 1 changed");

        AgentOf(await Shown(held[40])).ShouldNotBe(Sarah);
        await GivenHeld(Sarah, 1);
        await Database.Execute(
            "update leads set needs_supervisor = true where assigned_agent_id = @Sarah",
            new { Sarah }
        );
        (await Balanced()).ShouldBe("1 seen, 0 changed, 1 worked_on");
    }

    [Test]
    public async Task With_nobody_below_they_stay()
    {
        await GivenHeld(Sarah, 43);
        await GivenAgent(active: false);

        (await Balanced()).ShouldBe("3 seen, 0 changed, 3 nobody_below");

        (await ActiveLeadsOf(Sarah)).ShouldBe(43);
    }

    [Test]
    public async Task A_dry_run_says_exactly_what_then_happens_and_changes_nothing()
    {
        await GivenHeld(Sarah, 44);
        await GivenHeld(await GivenAgent(max: 10), 10);
        await GivenAgent(types: ["apartment"], max: 5);
        await GivenAgent();
        var before = await Everything();

        var planned = await Done(Rebalance(new { dry_run = true }));
        (await Everything()).ShouldBe(before);
        var done = await Done(Rebalance(new { }));

        (planned.GetProperty("dry_run").GetBoolean(), done.GetProperty("dry_run").GetBoolean()).ShouldBe((true, false));
        planned.GetProperty("moves").ToString().ShouldBe(done.GetProperty("moves").ToString());
        (done.GetProperty("moved").GetInt32(), done.GetProperty("remaining").GetInt64()).ShouldBe((6, 0));
        var first = done.GetProperty("moves")[0];
        (
            first.GetProperty("from_agent_id").GetGuid(),
            first.GetProperty("from_utilization").GetDecimal(),
            first.GetProperty("to_utilization").GetDecimal(),
            first.GetProperty("points").GetDecimal(),
            Text(first, "reason"),
            Text(first, "decided_by")
        ).ShouldBe((Sarah, 88, 0, 5, "balance", "only_one"));
        var lead = first.GetProperty("lead_id").GetGuid();
        var newest = (await Assignments(lead))[0];
        newest
            .GetProperty("agent")
            .GetProperty("agent_id")
            .GetGuid()
            .ShouldBe(first.GetProperty("to_agent_id").GetGuid());
        newest.GetProperty("assigned_by").GetGuid().ShouldBe(await IdOf(Supervisor));
        (
            await Scalar<long>(
                "select count(*) from audit_log where entity_id = @lead and action = 'lead_assigned'",
                new { lead }
            )
        ).ShouldBe(1);

        var again = await Done(Rebalance(new { dry_run = true }));
        (again.GetProperty("moved").GetInt32(), again.GetProperty("moves").GetArrayLength()).ShouldBe((0, 0));
    }

    [Test]
    public async Task What_could_not_go_is_counted_by_reason()
    {
        await GivenHeld(Sarah, 45);
        await GivenAgent(max: 4);
        await Database.Execute(
            """
            update leads set activity_count = 1
             where assigned_agent_id = @Sarah and id not in (select id from leads where assigned_agent_id = @Sarah order by created_at, id limit 4)
            """,
            new { Sarah }
        );

        var done = await Done(Rebalance(new { dry_run = false }));

        (done.GetProperty("moved").GetInt32(), done.GetProperty("remaining").GetInt64()).ShouldBe((3, 2));
        done.GetProperty("skipped").ToString().ShouldBe("""{"nobody_below":1,"worked_on":1}""");
    }

    [Test]
    public async Task A_repeated_request_is_answered_as_the_first_one_a_dry_run_too()
    {
        await GivenHeld(Sarah, 42);
        await GivenAgent();
        foreach (var dryRun in new[] { true, false })
        {
            var key = Guid.NewGuid().ToString();
            var first = (await Done(Rebalance(new { dry_run = dryRun }, key))).ToString();
            first.ShouldContain("\"moved\":2");
            (await Done(Rebalance(new { dry_run = dryRun }, key))).ToString().ShouldBe(first);
        }

        (await ActiveLeadsOf(Sarah)).ShouldBe(40);
    }

    [Test]
    public async Task It_is_for_supervisors_and_refuses_what_it_cannot_read()
    {
        await ShouldBeProblem(await Rebalance(new { }, by: SarahHerself), 403, "forbidden");
        await ShouldComplainOf(await Rebalance(new { dry_run = "perhaps" }), "dry_run");
        await Done(Send(Admin, HttpMethod.Post, "agents/rebalance", new { dry_run = true }));
    }

    [Test]
    public async Task A_second_run_changes_nothing_and_two_nodes_at_once_move_each_lead_once()
    {
        var held = await GivenHeld(Sarah, 50);
        foreach (var max in new[] { 20, 20, 20 })
            await GivenAgent(max: max);
        await using var node = AnotherNode();

        var steps = await Task.WhenAll(Node.Run(new RebalanceWorkload()), node.Run(new RebalanceWorkload()));

        steps.Sum(s => s.Changed).ShouldBe(10);
        (await ActiveLeadsOf(Sarah)).ShouldBe(40);
        (
            await Scalar<long>(
                "select count(*) from lead_assignments where reason = 'balance' and lead_id = any(@held)",
                new { held }
            )
        ).ShouldBe(10);
        (await Balanced()).ShouldBe("0 seen, 0 changed");
    }

    private async Task<string> Balanced() => (await Node.Run(new RebalanceWorkload())).InWords();

    private Task<HttpResponseMessage> Rebalance(object body, string? key = null, HttpClient? by = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/agents/rebalance")
        {
            Content = JsonContent.Create(body),
        };
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        return (by ?? Supervisor).SendAsync(request);
    }

    // What a dry run could leave behind.
    private Task<string?> Everything() =>
        Scalar<string>(
            """
            select md5(concat((select string_agg(l::text, '' order by id) from leads l),
                              (select string_agg(a::text, '' order by id) from lead_assignments a),
                              (select string_agg(s::text, '' order by agent_id) from agent_seats s),
                              (select string_agg(f::text, '' order by id) from follow_up_tasks f),
                              (select count(*) from audit_log)))
            """
        );

    // Captured and given by hand, so that the way to the agent does not matter.
    private async Task<List<Guid>> GivenHeld(Guid agent, int count)
    {
        var held = new List<Guid>();
        await Database.Execute(
            "update agents set leave_from = '2000-01-02' where leave_from is null and id <> @agent",
            new { agent }
        );
        for (var i = 0; i < count; i++)
        {
            var (lead, holder) = await Captured();
            holder.ShouldBe(agent);
            held.Add(lead);
            Clock.Advance(Microsecond);
        }

        await Database.Execute("update agents set leave_from = null where leave_from = '2000-01-02'");
        return held;
    }
}
