namespace ThinkRealty.FunctionalTests.LeadHistory;

public sealed class TimelineTests : LeadHistoryTest
{
    [Test]
    public async Task A_capture_is_a_status_an_assignment_and_a_follow_up()
    {
        var agent = await GivenAgent();
        var (lead, _) = await Captured();

        var entries = await Data(Path(lead, "timeline"));

        entries
            .Select(e => (Text(e, "kind"), Text(e, "title"), Text(e, "at")))
            .ShouldBe([
                ("follow_up_made", "call", "2026-01-17T06:00:00Z"),
                ("assignment", "Sarah Johnson", "2026-01-17T06:00:00Z"),
                ("status_step", "new", "2026-01-17T06:00:00Z"),
            ]);
        (Text(entries[0], "due_date"), entries[0].GetProperty("agent_id").GetGuid()).ShouldBe(
            ("2026-01-18T06:00:00Z", agent)
        );
        (Text(entries[1], "text"), Text(entries[1].GetProperty("actor"), "name")).ShouldBe(("best_match", "Desk"));
        IsNull(entries[2], "entry_id").ShouldBeTrue();
    }

    [Test]
    public async Task Everything_stands_in_the_order_in_which_it_happened()
    {
        await GivenAgent();
        var (lead, _) = await Captured();
        var by = await IdOf(Supervisor);
        var call = await GivenActivity(lead, "call", 30, by: by);
        var note = await GivenActivity(lead, "note", 10, "Likes the sea", by: by);
        await Database.Execute(
            """
            update leads set status = 'contacted', status_changed_at = @at, status_changed_by = @by, status_reason = 'Answered',
                             updated_at = @at, next_follow_up = null
             where id = @lead;
            update follow_up_tasks set status = 'completed', completed_at = @done, updated_at = @done where lead_id = @lead
            """,
            new
            {
                lead,
                by,
                at = Minute(20),
                done = Minute(40),
            }
        );

        var entries = await Data(Path(lead, "timeline"));

        entries
            .Select(e => Text(e, "kind"))
            .ShouldBe([
                "follow_up_completed",
                "interaction",
                "status_step",
                "note",
                "follow_up_made",
                "assignment",
                "status_step",
            ]);
        (entries[1].GetProperty("entry_id").GetGuid(), Text(entries[1], "title")).ShouldBe((call, "call"));
        (Text(entries[2], "status_from"), Text(entries[2], "title"), Text(entries[2], "text")).ShouldBe(
            ("new", "contacted", "Answered")
        );
        (entries[3].GetProperty("entry_id").GetGuid(), Text(entries[3], "text")).ShouldBe((note, "Likes the sea"));
        entries[3].GetProperty("actor").GetProperty("user_id").GetGuid().ShouldBe(by);
    }

    [Test]
    public async Task Cursors_see_every_entry_exactly_once_though_many_happened_at_one_moment()
    {
        await GivenAgent();
        var (lead, _) = await Captured();
        for (var i = 0; i < 5; i++)
            await GivenActivity(lead, i % 2 == 0 ? "note" : "call", 0, "At once");
        // Made and done at one moment: two entries of one task.
        await Database.Execute(
            """
            update leads set next_follow_up = null where id = @lead;
            update follow_up_tasks set status = 'completed', completed_at = created_at where lead_id = @lead
            """,
            new { lead }
        );
        var all = (await Data(Path(lead, "timeline"))).Select(e => e.ToString()).ToList();

        all.Count.ShouldBe(9);
        all.ShouldBeUnique();
        (await Shown(Path(lead, "timeline"))).GetProperty("total").GetInt64().ShouldBe(9);
        for (var limit = 1; limit <= 10; limit++)
            (await Walk(Path(lead, "timeline"), limit)).Select(e => e.ToString()).ShouldBe(all, $"{limit} at a time");
        (await Data(Path(lead, "timeline?skip=7"))).Select(e => e.ToString()).ShouldBe(all.Skip(7));
    }
}
