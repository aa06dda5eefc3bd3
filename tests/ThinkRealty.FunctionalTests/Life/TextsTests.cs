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
        answer.GetProperty("warnings").EnumerateArray().Select(w => w.GetString());
}
