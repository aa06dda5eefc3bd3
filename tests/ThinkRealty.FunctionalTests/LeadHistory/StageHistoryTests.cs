namespace ThinkRealty.FunctionalTests.LeadHistory;

public sealed class StageHistoryTests : LeadHistoryTest
{
    [Test]
    public async Task Every_step_is_told_from_the_beginning_with_actor_reason_and_the_time_before()
    {
        await GivenAgent();
        var (lead, _) = await Captured();
        var by = await IdOf(Supervisor);
        await Step(lead, "contacted", 90, null, null, false);
        await Step(lead, "viewing_scheduled", 180, by, "Called straight from the villa", true);

        var steps = await Data(Path(lead, "stage-history"));

        steps
            .Select(s => (Text(s, "status_from"), Text(s, "status_to"), Text(s, "changed_at")))
            .ShouldBe([
                (null, "new", "2026-01-17T06:00:00Z"),
                ("new", "contacted", "2026-01-17T06:01:30Z"),
                ("contacted", "viewing_scheduled", "2026-01-17T06:03:00Z"),
            ]);
        (IsNull(steps[0], "seconds_in_previous"), steps[2].GetProperty("seconds_in_previous").GetInt64()).ShouldBe(
            (true, 90)
        );
        steps.Select(s => s.GetProperty("forced").GetBoolean()).ShouldBe([false, false, true]);
        steps.Select(s => Text(s, "reason")).ShouldBe([null, null, "Called straight from the villa"]);
    }

    [Test]
    public async Task The_actor_is_a_user_a_key_or_the_program_itself()
    {
        await GivenAgent();
        var (lead, _) = await Captured();
        var by = await IdOf(Supervisor);
        await Step(lead, "contacted", 60, null, null, false);
        await Step(lead, "qualified", 120, by, null, false);

        var steps = await Data(Path(lead, "stage-history"));

        var (key, user) = (steps[0].GetProperty("actor"), steps[2].GetProperty("actor"));
        (IsNull(key, "user_id"), Text(key, "name")).ShouldBe((true, "Desk"));
        IsNull(steps[1], "actor").ShouldBeTrue();
        (user.GetProperty("user_id").GetGuid(), Text(user, "name")).ShouldBe((by, "Omar Aziz"));
    }

    [Test]
    public async Task Skip_and_limit_cut_a_page_out_of_it()
    {
        await GivenAgent();
        var (lead, _) = await Captured();
        await Step(lead, "contacted", 60, null, null, false);
        await Step(lead, "qualified", 120, null, null, false);

        var page = await Shown(Path(lead, "stage-history?skip=1&limit=1"));

        page.GetProperty("total").GetInt64().ShouldBe(3);
        page.GetProperty("data").EnumerateArray().Select(s => Text(s, "status_to")).ShouldBe(["contacted"]);
    }

    private Task<int> Step(Guid lead, string status, int second, Guid? by, string? reason, bool forced) =>
        Database.Execute(
            """
            update leads set status = @status, status_changed_at = @at, status_changed_by = @by, status_reason = @reason,
                             status_forced = @forced, updated_at = @at
             where id = @lead
            """,
            new
            {
                lead,
                status,
                at = Clock.Now.UtcDateTime.AddSeconds(second),
                by,
                reason,
                forced,
            }
        );
}
