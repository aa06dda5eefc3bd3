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
                "summary",
                "agents",
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

    // The record as pick_agent writes it; 1 is the holder, 2–4 are others, 99 is nobody known.
    [TestCase(
        """{"points": 7, "decided_by": "only_one", "group": [1], "others": [[4, 3, [3, 4]]]}""",
        "This lead went to A, the best match with 7 points; 3 other agents matched less well.",
        "أُسند هذا العميل إلى A، وهو الخيار الأنسب (النقاط: 7)؛ وسطاء آخرون بنقاط أقل: 3."
    )]
    [TestCase(
        """{"points": 1, "decided_by": "only_one", "group": [1], "excluded": [["on_leave", 1, [2]], ["full", 2, [3, 4]], ["busy", 5, []]]}""",
        "This lead went to A, the only agent who could take it; B (on leave), C (full), D (full) and 5 others could not take it.",
        "أُسند هذا العميل إلى A، وهو الخيار الوحيد المتاح؛ غير متاحين: B (في إجازة)، C (بلا متسع)، D (بلا متسع) وآخرون (5)."
    )]
    [TestCase(
        """{"points": 4.5, "decided_by": "position", "group": [1, 2]}""",
        "This lead went to A, who matched as well as B (4.5 points) and was next in turn.",
        "أُسند هذا العميل إلى A بعد التساوي في النقاط (4.5) مع B، لأن دور A كان التالي."
    )]
    [TestCase(
        """{"points": 0, "decided_by": "position_before_lift", "group": [1, 2, 3]}""",
        "This lead went to A, who matched as well as B and C (0 points) and had received the smallest share of leads so far.",
        "أُسند هذا العميل إلى A بعد التساوي في النقاط (0) مع B وC، لأن نصيب A من العملاء حتى ذلك الحين كان الأقل."
    )]
    [TestCase(
        """{"points": 2, "decided_by": "active_leads", "group": [1, 2, 3, 4, 99], "others": [[2, 6, []]]}""",
        "This lead went to A, who matched as well as B, C, D and 7 others (2 points) and held the fewest active leads (12).",
        "أُسند هذا العميل إلى A بعد التساوي في النقاط (2) مع B، C، D وآخرين (7)، لأن عدد العملاء النشطين لدى A كان الأقل (12)."
    )]
    [TestCase(
        """{"points": 2, "decided_by": "longest_without", "group": [1, 99]}""",
        "This lead went to A, who matched as well as agent 99 (2 points) and had waited longest for a new lead.",
        "أُسند هذا العميل إلى A بعد التساوي في النقاط (2) مع agent 99، لأن آخر عميل جديد لدى A كان الأقدم."
    )]
    [TestCase(
        """{"points": 2, "decided_by": "position", "group": [2, 1]}""",
        "This lead went to A, who matched as well as B (2 points) and was next in turn among those who were not being given another lead at that moment.",
        "أُسند هذا العميل إلى A بعد التساوي في النقاط (2) مع B، لأن دور A كان التالي بين من لم يكن يُسند إليهم عميل آخر في اللحظة نفسها."
    )]
    [TestCase(
        """{"decided_by": "same_agent", "group": [1]}""",
        "This lead went to A, who already serves this person.",
        "أُسند هذا العميل إلى A، لأن طلباً آخر لهذا الشخص مفتوح لدى A."
    )]
    [TestCase("{}", "This lead went to A.", "أُسند هذا العميل إلى A.")]
    public async Task A_sentence_tells_people_who_was_given_the_lead_and_why(
        string record,
        string english,
        string arabic
    )
    {
        var agents = new List<Guid>();
        foreach (var name in (string[])["A", "B", "C", "D"])
        {
            agents.Add(await GivenAgent());
            await Database.Execute(
                "update agents set full_name = @name, leave_from = '2000-01-01' where id = @id",
                new { name, id = agents[^1] }
            );
        }

        await Database.Execute("update agents set leave_from = null where id = @id", new { id = agents[0] });
        var (lead, _) = await Captured();
        var numbers = new Dictionary<int, int> { [99] = 2_000_000 };
        foreach (var (place, agent) in agents.Index())
            numbers[place + 1] = await Number(agent);
        await Database.Execute(
            "update lead_assignments set explanation = @facts::jsonb where lead_id = @lead",
            new { lead, facts = Recorded(record, numbers) }
        );

        var decision = (await Data(Path(lead, "assignments"))).ShouldHaveSingleItem();

        var summary = decision.GetProperty("summary");
        Text(summary, "en").ShouldBe(english.Replace("agent 99", "agent 2000000"));
        Text(summary, "ar")!
            .Replace("\u2068", "")
            .Replace("\u2069", "")
            .ShouldBe(arabic.Replace("agent 99", "agent 2000000"));
        foreach (var agent in decision.GetProperty("agents").EnumerateArray())
            agent.GetProperty("agent_no").GetInt32().ShouldBe(await Number(agent.GetProperty("agent_id").GetGuid()));
    }

    [TestCase("stale", "After too long without a contact, this lead went to", "بعد تأخر التواصل")]
    [TestCase("balance", "To balance the workload, this lead went to", "لموازنة العمل بين الوسطاء")]
    [TestCase("reopened", "When it was reopened, this lead went to", "بعد إعادة فتح الملف")]
    [TestCase("restored", "When it was restored, this lead went to", "بعد الاستعادة من الأرشيف")]
    [TestCase("offboarded", "When its former agent was deactivated, this lead went to", "بعد إيقاف حساب الوسيط السابق")]
    [TestCase("own_lead", "This lead went to", "أُسند هذا العميل إلى")]
    public async Task A_sentence_tells_what_led_to_the_decision(string reason, string english, string arabic)
    {
        await GivenAgent();
        var (lead, _) = await Captured();
        await Database.Execute(
            "update lead_assignments set reason = @reason where lead_id = @lead",
            new { lead, reason }
        );

        var summary = (await Data(Path(lead, "assignments")))[0].GetProperty("summary");

        Text(summary, "en")!.ShouldStartWith(english);
        Text(summary, "ar")!.ShouldStartWith(arabic);
    }

    [Test]
    public async Task A_sentence_names_the_supervisor_who_decided_and_why()
    {
        var (first, second) = (await GivenAgent(), await GivenAgent());
        var (lead, holder) = await Captured();
        await Reassign(lead, holder == first ? second : first, await IdOf(Supervisor));

        var summary = (await Data(Path(lead, "assignments")))[0].GetProperty("summary");

        Text(summary, "en")
            .ShouldBe("By decision of Omar Aziz, this lead went to Sarah Johnson (reason: “Speaks Farsi”).");
        Text(summary, "ar")!
            .Replace("\u2068", "")
            .Replace("\u2069", "")
            .ShouldBe("بقرار من Omar Aziz، أُسند هذا العميل إلى Sarah Johnson (السبب: «Speaks Farsi»).");
    }

    [Test]
    public async Task No_sentence_speaks_in_the_words_of_the_engine()
    {
        var agents = new[] { await GivenAgent(types: ["apartment"]), await GivenAgent(types: ["apartment"]) };
        var (weaker, inactive) = (await GivenAgent(), await GivenAgent(active: false));
        var (lead, _) = await Captured();

        foreach (var agent in (Guid[])[.. agents, weaker, inactive, await GivenAgent()])
        {
            var decision = (await Data(Path(lead, $"assignments?agent_id={agent}"))).Single();
            foreach (
                var summary in (JsonElement[])
                    [decision.GetProperty("summary"), decision.GetProperty("why_not").GetProperty("summary")]
            )
            {
                Text(summary, "en")!.ShouldMatch(@"^[A-Z][^_]*\.$");
                Text(summary, "ar")!.ShouldMatch(@"^[\u0600-\u06ff][^_]*\.$");
            }
        }
    }

    // Agents by their number instead of their place in the test; lists in short.
    private static string Recorded(string record, Dictionary<int, int> numbers)
    {
        var facts = JsonSerializer.Deserialize<JsonElement>(record);
        int[] Known(JsonElement list) => [.. list.EnumerateArray().Select(no => numbers[no.GetInt32()])];
        var stored = new Dictionary<string, object?>();
        foreach (var fact in facts.EnumerateObject())
            stored[fact.Name] = fact.Name switch
            {
                "group" => Known(fact.Value).Select(no => new { agent_no = no, active_leads = 12 }),
                "others" => fact
                    .Value.EnumerateArray()
                    .Select(o => new
                    {
                        points = o[0].GetDecimal(),
                        count = o[1].GetInt32(),
                        agent_nos = Known(o[2]),
                    }),
                "excluded" => fact
                    .Value.EnumerateArray()
                    .Select(o => new
                    {
                        reason = o[0].GetString(),
                        count = o[1].GetInt32(),
                        agent_nos = Known(o[2]),
                    }),
                _ => fact.Value,
            };
        return JsonSerializer.Serialize(stored);
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
