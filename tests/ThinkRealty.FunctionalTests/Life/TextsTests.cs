using System.Text.Json;

namespace ThinkRealty.FunctionalTests.Life;

/// <summary>A text is called notes everywhere; older names are read too, and nothing that was sent is lost.</summary>
public sealed class TextsTests : LifeTest
{
    private static readonly string[] Names = ["notes", "message", "note"];

    // Where a text can be sent, and the body around it.
    private static readonly string[] Endpoints = ["interactions", "update", "notes", "note"];

    [Test]
    public async Task A_text_is_kept_under_each_of_its_names(
        [ValueSource(nameof(Endpoints))] string endpoint,
        [ValueSource(nameof(Names))] string name
    )
    {
        var lead = await GivenLead();

        var answer = await Done(Say(lead, endpoint, new() { [name] = "شقة بغرفتين" }));

        (
            await Scalar<string>(
                "select notes from lead_activities where lead_id = @lead order by recorded_at desc, id desc limit 1",
                new { lead }
            )
        ).ShouldBe("شقة بغرفتين");
        var older = endpoint == "interactions" ? "message" : "note";
        if (endpoint != "update")
            (Text(answer, "notes"), Text(answer, older)).ShouldBe(("شقة بغرفتين", "شقة بغرفتين"));
        var listed = (await Done(Send(Supervisor, HttpMethod.Get, $"leads/{lead}/interactions")))
            .GetProperty("data")
            .EnumerateArray()
            .First(i => Text(i, "notes") is not null);
        Text(listed, "message").ShouldBe("شقة بغرفتين");
    }

    [Test]
    public async Task A_text_under_two_names_is_refused_and_a_blank_one_does_not_count(
        [ValueSource(nameof(Endpoints))] string endpoint,
        [ValueSource(nameof(Names))] string one,
        [ValueSource(nameof(Names))] string other
    )
    {
        if (one == other)
            return;

        var lead = await GivenLead();
        var path = endpoint == "update" ? "activity.notes" : "notes";

        await ShouldComplainOf(await Say(lead, endpoint, new() { [one] = "a", [other] = "a" }), path);
        if (endpoint is "interactions" or "update")
            await Done(Say(lead, endpoint, new() { [one] = "a", [other] = " " }));
    }

    [Test]
    public async Task A_text_that_is_too_long_is_refused_under_the_name_that_was_sent(
        [ValueSource(nameof(Endpoints))] string endpoint,
        [ValueSource(nameof(Names))] string name
    )
    {
        var lead = await GivenLead();
        var path = endpoint == "update" ? $"activity.{name}" : name;

        await ShouldComplainOf(await Say(lead, endpoint, new() { [name] = new string('x', 5001) }), path);
        await Done(Say(lead, endpoint, new() { [name] = new string('x', 5000) }));
    }

    [Test]
    public async Task A_note_without_a_text_is_refused()
    {
        var lead = await GivenLead();

        await ShouldComplainOf(await Say(lead, "notes", []), "notes");
    }

    [Test]
    public async Task A_reason_that_has_no_place_is_named_in_the_warnings()
    {
        var lead = await GivenLeadAt("contacted");

        var kept = await Done(Update(SarahHerself, lead, new { status = "qualified", reason = "Has a budget" }));
        var update = await Done(Update(SarahHerself, lead, new { reason = "Has no budget", activity = Call }));
        var same = await Done(Step(SarahHerself, lead, new { status = "qualified", reason = "Called twice" }));

        Warnings(kept).ShouldBeEmpty();
        Warnings(update).ShouldBe(["reason_not_kept: the status did not change; it is qualified"]);
        Warnings(same).ShouldBe(["reason_not_kept: the status did not change; it is qualified"]);
    }

    [Test]
    public async Task What_came_of_a_task_is_kept_as_a_note_of_its_lead(
        [ValueSource(nameof(Names))] string name,
        [Values("completed", "cancelled", "moved")] string change
    )
    {
        var lead = await GivenLead();
        var task = await Scalar<Guid>("select id from follow_up_tasks where lead_id = @lead", new { lead });
        var body = new Dictionary<string, object?> { [name] = "No answer" };
        if (change == "moved")
            body["due_date"] = Clock.Now.AddDays(3);
        else
            body["status"] = change;

        await Done(Send(SarahHerself, HttpMethod.Patch, $"tasks/{task}", body));

        var note = (await Done(Send(SarahHerself, HttpMethod.Get, $"leads/{lead}/notes"))).GetProperty("data")[0];
        (Text(note, "notes"), note.GetProperty("author").GetProperty("user_id").GetGuid()).ShouldBe(
            ("No answer", await IdOf(SarahHerself))
        );
        body["message"] = body["note"] = "Twice";
        await ShouldComplainOf(await Send(SarahHerself, HttpMethod.Patch, $"tasks/{task}", body), "notes");
    }

    [Test]
    public async Task A_task_that_is_over_takes_no_text_and_says_so()
    {
        var lead = await GivenLead();
        var task = await Scalar<Guid>("select id from follow_up_tasks where lead_id = @lead", new { lead });
        var body = new { status = "completed", notes = "No answer" };
        await Done(Send(SarahHerself, HttpMethod.Patch, $"tasks/{task}", body));

        var again = await Done(Send(SarahHerself, HttpMethod.Patch, $"tasks/{task}", body));

        Warnings(again).ShouldBe(["notes_not_kept: the task is completed already", "no_next_step"]);
        (await Shown(lead)).GetProperty("activity_count").GetInt32().ShouldBe(1);
    }

    [Test]
    public async Task A_reason_is_kept_under_either_name_and_sent_once()
    {
        var (lead, lost, won) = (await GivenLead(), await GivenLeadAt("lost"), await GivenLeadAt("converted"));
        var other = await GivenAgent();
        var both = new { reason = "a", notes = "a" };

        await ShouldComplainOf(
            await Step(
                Supervisor,
                lead,
                new
                {
                    status = "lost",
                    both.reason,
                    both.notes,
                }
            ),
            "reason"
        );
        await ShouldComplainOf(await Send(Supervisor, HttpMethod.Post, $"leads/{lost}/reopen", both), "reason");
        await ShouldComplainOf(await Send(Supervisor, HttpMethod.Post, $"leads/{lead}/reassign", both), "reason");
        await ShouldComplainOf(
            await Send(
                Supervisor,
                HttpMethod.Patch,
                $"leads/{won}",
                new
                {
                    deal_value = 1,
                    both.reason,
                    both.notes,
                }
            ),
            "reason"
        );
        await ShouldComplainOf(await Step(Supervisor, lead, new { status = "negotiation", force = true }), "reason");

        await Done(
            Step(
                Supervisor,
                lead,
                new
                {
                    status = "negotiation",
                    force = true,
                    notes = "By phone",
                }
            )
        );
        await Done(Send(Supervisor, HttpMethod.Post, $"leads/{lost}/reopen", new { notes = "Called again" }));
        await Done(
            Send(
                Supervisor,
                HttpMethod.Post,
                $"leads/{lead}/reassign",
                new { new_agent_id = other, notes = "Knows it" }
            )
        );
        await Done(Send(Supervisor, HttpMethod.Patch, $"leads/{won}", new { deal_value = 1, notes = "A typo" }));

        foreach (var (of, reason) in new[] { (lead, "By phone"), (lost, "Called again"), (won, "A typo") })
            (
                await Scalar<string>(
                    "select reason from lead_conversion_history where lead_id = @of order by id desc limit 1",
                    new { of }
                )
            ).ShouldBe(reason);
        (
            await Scalar<string>(
                "select remark from lead_assignments where lead_id = @lead and ended_at is null",
                new { lead }
            )
        ).ShouldBe("Knows it");
    }

    private static readonly object Call = new { type = "call" };

    private async Task<HttpResponseMessage> Say(Guid lead, string endpoint, Dictionary<string, object?> text)
    {
        switch (endpoint)
        {
            case "interactions":
                text["type"] = "call";
                return await Send(SarahHerself, HttpMethod.Post, $"leads/{lead}/interactions", text);
            case "update":
                text["type"] = "call";
                return await Update(SarahHerself, lead, new { activity = text });
            case "notes":
                return await Send(SarahHerself, HttpMethod.Post, $"leads/{lead}/notes", text);
            default:
                var note = await Done(Send(SarahHerself, HttpMethod.Post, $"leads/{lead}/notes", new { notes = "x" }));
                Clock.Advance(TimeSpan.FromSeconds(1));
                return await Send(SarahHerself, HttpMethod.Patch, $"leads/{lead}/notes/{Text(note, "note_id")}", text);
        }
    }

    private static IEnumerable<string?> Warnings(JsonElement answer) =>
        answer.TryGetProperty("warnings", out var some) ? some.EnumerateArray().Select(w => w.GetString()) : [];
}
