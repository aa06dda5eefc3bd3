namespace ThinkRealty.FunctionalTests.LeadHistory;

public sealed class AuditTests : LeadHistoryTest
{
    [Test]
    public async Task Every_change_tells_who_when_what_and_from_which_request()
    {
        await GivenAgent();
        var (lead, _) = await Captured();
        var by = await IdOf(Supervisor);
        await Audited(lead, by, "lead_changed", """{"priority": ["medium", "high"]}""");

        var entries = await Data(Path(lead, "audit"));

        entries.Select(e => Text(e, "action")).ShouldBe(["lead_changed", "lead_captured"]);
        var (change, capture) = (entries[0], entries[1]);
        change
            .EnumerateObject()
            .Select(f => f.Name)
            .ShouldBe(["audit_id", "at", "actor", "action", "changes", "trace_id"]);
        (change.GetProperty("actor").GetProperty("user_id").GetGuid(), Text(change, "trace_id")).ShouldBe(
            (by, "trace")
        );
        Text(change.GetProperty("actor"), "name").ShouldBe("Omar Aziz");
        change
            .GetProperty("changes")
            .GetProperty("priority")
            .EnumerateArray()
            .Select(v => v.GetString())
            .ShouldBe(["medium", "high"]);
        (IsNull(capture, "changes"), Text(capture, "at")).ShouldBe((true, "2026-01-17T06:00:00Z"));
        (IsNull(capture.GetProperty("actor"), "user_id"), Text(capture.GetProperty("actor"), "name")).ShouldBe(
            (true, "Desk")
        );
        Text(capture, "trace_id").ShouldNotBeNullOrEmpty();
    }

    [Test]
    public async Task Cursors_see_every_change_exactly_once()
    {
        await GivenAgent();
        var (lead, _) = await Captured();
        for (var i = 0; i < 6; i++)
            await Audited(lead, Guid.Empty, $"change_{i}", "{}");

        for (var limit = 1; limit <= 8; limit++)
            (await Walk(Path(lead, "audit"), limit))
                .Select(e => Text(e, "action"))
                .ShouldBe(["change_5", "change_4", "change_3", "change_2", "change_1", "change_0", "lead_captured"]);
    }

    private Task<int> Audited(Guid lead, Guid by, string action, string changes) =>
        Database.Execute(
            """
            insert into audit_log (at, actor_kind, actor_id, action, entity_type, entity_id, changes, trace_id)
            values (@at, @kind, @by, @action, 'lead', @lead, @changes::jsonb, 'trace')
            """,
            new
            {
                at = Minute(1),
                kind = by == Guid.Empty ? "system" : "user",
                by,
                action,
                lead,
                changes,
            }
        );
}
