using System.Text.Json;

namespace ThinkRealty.FunctionalTests.Life;

/// <summary>An agent leaves, and the active leads go to others in the same step (rules §6).</summary>
public sealed class OffboardingTests : LifeTest
{
    [Test]
    public async Task Who_holds_active_leads_stays_unless_they_are_to_be_reassigned()
    {
        await GivenLead();

        await ShouldBeProblem(await Deactivate(Sarah, reassign: null), 409, "agent_has_leads");
        await ShouldBeProblem(await Deactivate(Sarah, reassign: "false"), 409, "agent_has_leads");

        (await Scalar<bool>("select is_active from agents where id = @Sarah", new { Sarah })).ShouldBeTrue();
    }

    [Test]
    public async Task Each_goes_to_the_best_other_agent_while_there_is_room_and_then_they_wait()
    {
        var leads = new List<Guid>();
        for (var i = 0; i < 5; i++)
            leads.Add(await GivenLead());
        var closed = await GivenLeadAt("converted");
        var archived = await GivenLead();
        await Done(Archive(Supervisor, archived));
        var (one, two) = (await GivenAgent(max: 1), await GivenAgent(max: 2, types: ["apartment"]));

        var answer = await Done(Deactivate(Sarah, "true"));

        answer.GetProperty("is_active").GetBoolean().ShouldBeFalse();
        var reassigned = answer.GetProperty("reassigned");
        (reassigned.GetProperty("moved").GetInt32(), reassigned.GetProperty("queued").GetInt32()).ShouldBe((3, 2));
        (await ActiveLeadsOf(Sarah), await ActiveLeadsOf(one), await ActiveLeadsOf(two)).ShouldBe((0, 1, 2));
        (
            await Rows<(Guid?, bool, bool)>(
                "select assigned_agent_id, queued_at is not null, next_follow_up is not null from leads where id = any (@leads) order by created_at, id",
                new { leads }
            )
        ).ShouldBe([
            (two, false, true),
            (two, false, true),
            (one, false, true),
            (null, true, false),
            (null, true, false),
        ]);
        (
            await Rows<string>(
                "select reason from lead_assignments where lead_id = any (@leads) and ended_at is null",
                new { leads }
            )
        ).ShouldBe(["offboarded", "offboarded", "offboarded"]);
        AgentOf(await Shown(closed)).ShouldBe(Sarah, "a closed lead counts for its last holder");
        AgentOf(await Shown(archived)).ShouldBe(Sarah);
        (
            await Scalar<int>(
                "select count(*)::int from follow_up_tasks where agent_id = @Sarah and status = 'pending'",
                new { Sarah }
            )
        ).ShouldBe(0);
    }

    [Test]
    public async Task Reassigning_belongs_to_deactivating_and_to_supervisors()
    {
        await ShouldComplainOf(
            await Send(Supervisor, HttpMethod.Patch, $"agents/{Sarah}?reassign=true", new { weight = 2 }),
            "reassign"
        );
        await ShouldBeProblem(
            await Send(SarahHerself, HttpMethod.Patch, $"agents/{Sarah}?reassign=true", new { is_active = false }),
            403,
            "forbidden"
        );
        var answer = await Done(Deactivate(Sarah, "true"));
        answer.GetProperty("reassigned").GetProperty("moved").GetInt32().ShouldBe(0);
    }

    [Test]
    public async Task While_captures_and_updates_go_on_no_lead_is_left_behind()
    {
        for (var i = 0; i < 10; i++)
            await GivenLead();
        for (var i = 0; i < 3; i++)
            await GivenAgent();
        var leads = await Rows<Guid>("select id from leads where assigned_agent_id = @Sarah", new { Sarah });
        await using var node = AnotherNode();
        using var there = WithKey(node.CreateClient());

        var captures = Enumerable.Range(0, 40).Select(i => Capture(Inquiry(), i % 2 == 0 ? Api : there)).ToList();
        var updates = leads.Select(lead => Update(Supervisor, lead, new { activity = new { type = "call" } })).ToList();
        var leaving = Deactivate(Sarah, "true");
        var all = await Task.WhenAll([.. captures, .. updates, leaving]);

        all.ShouldAllBe(a => (int)a.StatusCode < 300);
        (await ActiveLeadsOf(Sarah)).ShouldBe(0);
        (await Scalar<int>("select count(*)::int from leads where queued_at is not null")).ShouldBe(0);
        JsonSerializer
            .Deserialize<JsonElement>(await (await leaving).Content.ReadAsStringAsync())
            .GetProperty("reassigned")
            .GetProperty("moved")
            .GetInt32()
            .ShouldBeGreaterThanOrEqualTo(10);
    }

    private Task<HttpResponseMessage> Deactivate(Guid agent, string? reassign) =>
        Send(
            Supervisor,
            HttpMethod.Patch,
            $"agents/{agent}{(reassign is null ? "" : $"?reassign={reassign}")}",
            new { is_active = false }
        );
}
