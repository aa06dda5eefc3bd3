namespace ThinkRealty.FunctionalTests.LeadHistory;

public sealed class ActivitiesTests : LeadHistoryTest
{
    [Test]
    public async Task An_interaction_shows_all_that_was_written_down()
    {
        var agent = await GivenAgent();
        var (lead, _) = await Captured();
        var by = await IdOf(Supervisor);
        var id = Guid.CreateVersion7();
        await Database.Execute(
            """
            insert into lead_activities (id, lead_id, agent_id, type, outcome, channel, direction, is_automated, subject, notes,
                                         occurred_at, recorded_at, recorded_by, attachments, next_action, scheduled_at, completed_at)
            values (@id, @lead, @agent, 'offer_made', 'positive', 'email', 'inbound', true, 'Offer', 'Two million',
                    @at, @later, @by, '{a.pdf,b.pdf}', 'Wait', @at, @later)
            """,
            new
            {
                id,
                lead,
                agent,
                by,
                at = Minute(1),
                later = Minute(2),
            }
        );

        var shown = (await Data(Path(lead, "interactions"))).ShouldHaveSingleItem();

        shown
            .ToString()
            .ReplaceLineEndings("")
            .ShouldBe(
                $$"""
                {"interaction_id":"{{id}}","type":"offer_made","channel":"email","direction":"inbound","subject":"Offer","notes":"Two million","message":"Two million","attachments":["a.pdf","b.pdf"],"is_automated":true,"outcome":"positive","next_action":"Wait","scheduled_at":"2026-01-17T06:01:00Z","completed_at":"2026-01-17T06:02:00Z","occurred_at":"2026-01-17T06:01:00Z","recorded_at":"2026-01-17T06:02:00Z","agent_id":"{{agent}}","recorded_by":"{{by}}"}
                """
            );
    }

    [Test]
    public async Task What_was_not_written_down_is_null()
    {
        await GivenAgent();
        var (lead, _) = await Captured();
        await GivenActivity(lead, "call", 1);

        var shown = (await Data(Path(lead, "interactions"))).ShouldHaveSingleItem();

        shown.GetProperty("attachments").GetArrayLength().ShouldBe(0);
        shown
            .EnumerateObject()
            .Where(f => f.Value.ValueKind == System.Text.Json.JsonValueKind.Null)
            .Select(f => f.Name)
            .ShouldBe([
                "channel",
                "subject",
                "notes",
                "message",
                "outcome",
                "next_action",
                "scheduled_at",
                "completed_at",
                "agent_id",
                "recorded_by",
            ]);
    }

    [Test]
    public async Task The_latest_interaction_comes_first_whenever_it_was_recorded()
    {
        await GivenAgent();
        var (lead, _) = await Captured();
        var (late, early, middle) = (
            await GivenActivity(lead, "call", 30),
            await GivenActivity(lead, "viewing", 10),
            await GivenActivity(lead, "note", 20, "Likes the sea")
        );

        (await Data(Path(lead, "interactions")))
            .Select(i => i.GetProperty("interaction_id").GetGuid())
            .ShouldBe([late, middle, early]);
    }

    [Test]
    public async Task A_note_shows_its_newest_words_and_its_author()
    {
        await GivenAgent();
        var (lead, _) = await Captured();
        var by = await IdOf(Supervisor);
        var note = await GivenActivity(lead, "note", 1, "Likes the see", by: by);
        await GivenActivity(lead, "note", 2, "Likes the sea", note, by);
        await GivenActivity(lead, "note", 3, "Likes the sea view", note, by);

        var shown = (await Data(Path(lead, "notes"))).ShouldHaveSingleItem();

        shown
            .ToString()
            .ShouldBe(
                $$$"""
                {"note_id":"{{{note}}}","notes":"Likes the sea view","note":"Likes the sea view","author":{"user_id":"{{{by}}}","name":"Omar Aziz"},"created_at":"2026-01-17T06:01:00Z","updated_at":"2026-01-17T06:03:00Z"}
                """
            );
        var interaction = (await Data(Path(lead, "interactions"))).ShouldHaveSingleItem();
        (interaction.GetProperty("interaction_id").GetGuid(), Text(interaction, "message")).ShouldBe(
            (note, "Likes the sea view")
        );
    }

    [Test]
    public async Task A_note_that_is_struck_out_is_absent_everywhere_and_a_later_correction_brings_it_back()
    {
        await GivenAgent();
        var (lead, _) = await Captured();
        var stands = await GivenActivity(lead, "note", 1, "Stays");
        var note = await GivenActivity(lead, "note", 2, "Goes");
        await GivenActivity(lead, "note", 3, null, note);

        (await Notes(lead)).ShouldBe([stands]);
        (await Shown(Path(lead, "notes"))).GetProperty("total").GetInt64().ShouldBe(1);
        (await Data(Path(lead, "interactions"))).Count.ShouldBe(1);
        (await Data(Path(lead, "timeline"))).Count(e => Text(e, "kind") == "note").ShouldBe(1);

        await GivenActivity(lead, "note", 4, "Comes again", note);

        (await Notes(lead)).ShouldBe([note, stands]);
    }

    [TestCase("notes", "note_id"), TestCase("interactions", "interaction_id")]
    public async Task Cursors_see_everything_exactly_once(string what, string id)
    {
        await GivenAgent();
        var (lead, _) = await Captured();
        var given = new List<Guid>();
        for (var i = 0; i < 9; i++)
            given.Add(await GivenActivity(lead, "note", 1 + i / 4, $"Note {i}"));

        for (var limit = 1; limit <= 10; limit++)
            (await Walk(Path(lead, what), limit))
                .Select(row => row.GetProperty(id).GetGuid())
                .ShouldBe(given, ignoreOrder: true, $"{limit} at a time");
    }

    [Test]
    public async Task Another_leads_activities_are_no_part_of_it()
    {
        await GivenAgent();
        var ((lead, _), (other, _)) = (await Captured(), await Captured());
        await GivenActivity(other, "note", 1, "Not ours");

        foreach (var what in (string[])["notes", "interactions"])
            (await Shown(Path(lead, what))).GetProperty("total").GetInt64().ShouldBe(0);
    }

    private async Task<List<Guid>> Notes(Guid lead) =>
        [.. (await Data(Path(lead, "notes"))).Select(n => n.GetProperty("note_id").GetGuid())];
}
