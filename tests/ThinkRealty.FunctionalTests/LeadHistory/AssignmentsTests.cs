using System.Text.Json;

namespace ThinkRealty.FunctionalTests.LeadHistory;

public sealed class AssignmentsTests : LeadHistoryTest
{
    [Test]
    public async Task A_decision_tells_who_was_given_the_lead_why_and_from_which_facts()
    {
        var agent = await GivenAgent(types: ["apartment"]);
        var (lead, _) = await Captured();

        var decision = (await Data(Path(lead, "assignments"))).ShouldHaveSingleItem();

        decision
            .EnumerateObject()
            .Select(field => field.Name)
            .ShouldBe([
                "assignment_id",
                "agent",
                "assigned_at",
                "ended_at",
                "reason",
                "remark",
                "assigned_by",
                "explanation",
            ]);
        var holder = decision.GetProperty("agent");
        (
            holder.GetProperty("agent_id").GetGuid(),
            Text(holder, "name"),
            holder.GetProperty("agent_no").GetInt32()
        ).ShouldBe((agent, "Sarah Johnson", await Number(agent)));
        (Text(decision, "reason"), Text(decision, "assigned_at")).ShouldBe(("best_match", "2026-01-17T06:00:00Z"));
        decision.GetProperty("assigned_by").GetGuid().ShouldBe(KeyId);
        (IsNull(decision, "ended_at"), IsNull(decision, "remark")).ShouldBe((true, true));
        var stored = JsonSerializer.Deserialize<JsonElement>(
            (
                await Scalar<string>(
                    "select explanation::text from lead_assignments where lead_id = @lead",
                    new { lead }
                )
            )!
        );
        JsonElement.DeepEquals(decision.GetProperty("explanation"), stored).ShouldBeTrue();
    }

    [Test]
    public async Task The_newest_decision_comes_first_with_the_supervisors_words()
    {
        var (first, second) = (await GivenAgent(), await GivenAgent());
        var (lead, holder) = await Captured();
        var next = holder == first ? second : first;
        var by = await IdOf(Supervisor);
        await Reassign(lead, next, by);

        var page = await Shown(Path(lead, "assignments"));
        var rows = page.GetProperty("data").EnumerateArray().ToList();

        page.GetProperty("total").GetInt64().ShouldBe(2);
        rows.Select(r => r.GetProperty("agent").GetProperty("agent_id").GetGuid()).ShouldBe([next, holder!.Value]);
        (Text(rows[0], "reason"), Text(rows[0], "remark"), rows[0].GetProperty("assigned_by").GetGuid()).ShouldBe(
            ("manual", "Speaks Farsi", by)
        );
        (IsNull(rows[0], "ended_at"), Text(rows[1], "ended_at")).ShouldBe((true, "2026-01-17T06:10:00Z"));
        (await Data(Path(lead, "assignments?skip=1&limit=1")))
            .Select(r => r.GetProperty("assignment_id").GetGuid())
            .ShouldBe([rows[1].GetProperty("assignment_id").GetGuid()]);
    }

    [Test]
    public async Task Why_not_this_one_is_answered_from_the_kept_facts()
    {
        var agents = new[] { await GivenAgent(types: ["apartment"]), await GivenAgent(types: ["apartment"]) };
        var weaker = await GivenAgent();
        var inactive = await GivenAgent(active: false);
        var (lead, chosen) = await Captured();
        var second = agents.Single(a => a != chosen);
        var late = await GivenAgent(types: ["apartment"]);

        var first = await WhyNot(lead, chosen!.Value);
        (Text(first, "outcome"), first.GetProperty("place").GetInt32()).ShouldBe(("chosen", 1));
        first.GetProperty("agent_id").GetGuid().ShouldBe(chosen.Value);
        first.GetProperty("agent_no").GetInt32().ShouldBe(await Number(chosen.Value));

        var competed = await WhyNot(lead, second);
        (Text(competed, "outcome"), competed.GetProperty("place").GetInt32()).ShouldBe(("competed", 2));
        competed.GetProperty("points").GetDecimal().ShouldBe(first.GetProperty("points").GetDecimal());
        competed.GetProperty("position").ValueKind.ShouldBe(JsonValueKind.Number);
        IsNull(competed, "reason").ShouldBeTrue();

        var beaten = await WhyNot(lead, weaker);
        (Text(beaten, "outcome"), beaten.GetProperty("points").GetDecimal()).ShouldBe(
            ("fewer_points", first.GetProperty("points").GetDecimal() - 3)
        );
        (IsNull(beaten, "place"), IsNull(beaten, "position")).ShouldBe((true, true));

        var out_ = await WhyNot(lead, inactive);
        (Text(out_, "outcome"), Text(out_, "reason"), IsNull(out_, "points")).ShouldBe(("excluded", "inactive", true));

        var unknown = await WhyNot(lead, late);
        (Text(unknown, "outcome"), IsNull(unknown, "points"), IsNull(unknown, "reason")).ShouldBe(
            ("not_recorded", true, true)
        );
    }

    [Test]
    public async Task Whoever_is_only_counted_is_not_recorded()
    {
        var agent = await GivenAgent();
        var (lead, _) = await Captured();
        var counted = await GivenAgent();
        await Database.Execute(
            """
            update lead_assignments set explanation = '{"policy": "thinkrealty", "points": 1, "group": null,
              "others": [{"points": 0, "count": 300, "agent_nos": []}], "excluded": null}' where lead_id = @lead
            """,
            new { lead }
        );

        Text(await WhyNot(lead, counted), "outcome").ShouldBe("not_recorded");
        Text(await WhyNot(lead, agent), "outcome").ShouldBe("chosen");
    }

    [Test]
    public async Task Asked_about_an_agent_every_decision_answers_for_itself()
    {
        var (first, second) = (await GivenAgent(), await GivenAgent());
        var (lead, holder) = await Captured();
        var next = holder == first ? second : first;
        await Reassign(lead, next, await IdOf(Supervisor));

        (await Data(Path(lead, $"assignments?agent_id={holder}")))
            .Select(d => Text(d.GetProperty("why_not"), "outcome"))
            .ShouldBe(["not_recorded", "chosen"]);
    }

    [Test]
    public async Task An_unknown_agent_is_not_found()
    {
        await GivenAgent();
        var (lead, _) = await Captured();

        await ShouldBeProblem(
            await Supervisor.GetAsync(Path(lead, $"assignments?agent_id={Guid.NewGuid()}")),
            404,
            "agent_not_found"
        );
        await ShouldComplainOf(await Supervisor.GetAsync(Path(lead, "assignments?agent_id=7")), "agent_id");
    }

    private async Task<JsonElement> WhyNot(Guid lead, Guid agent) =>
        (await Data(Path(lead, $"assignments?agent_id={agent}"))).ShouldHaveSingleItem().GetProperty("why_not");

    private async Task<int> Number(Guid agent) =>
        await Scalar<int>("select agent_no from agents where id = @agent", new { agent });

    private Task<int> Reassign(Guid lead, Guid agent, Guid by) =>
        Database.Execute(
            """
            update lead_assignments set ended_at = @at where lead_id = @lead;
            insert into lead_assignments (id, lead_id, agent_id, assigned_at, reason, explanation, assigned_by, remark)
            values (gen_random_uuid(), @lead, @agent, @at, 'manual', '{"decided_by": "manual"}', @by, 'Speaks Farsi');
            update follow_up_tasks set agent_id = @agent where lead_id = @lead;
            update leads set assigned_agent_id = @agent where id = @lead
            """,
            new
            {
                lead,
                agent,
                by,
                at = Minute(10),
            }
        );
}
