namespace ThinkRealty.FunctionalTests.LeadHistory;

/// <summary>What holds for every look at a lead's life.</summary>
public sealed class DoorsTests : LeadHistoryTest
{
    private static readonly string[] WithCursors = ["audit", "timeline", "interactions", "notes"];
    private static readonly string[] Lists = ["assignments", "stage-history", "duplicates", .. WithCursors];
    private static readonly string[] All = ["score", .. Lists];

    [TestCaseSource(nameof(All))]
    public async Task Agents_look_at_their_own_leads_and_at_nobody_elses(string what)
    {
        var (own, other) = (await GivenAgent(), await GivenAgent());
        var (owner, stranger) = (await GivenUser("agent", own), await GivenUser("agent", other));
        var (lead, holder) = await Captured();
        if (holder != own)
            (owner, stranger) = (stranger, owner);

        ((int)(await owner.GetAsync(Path(lead, what))).StatusCode).ShouldBe(200);
        await ShouldBeProblem(await stranger.GetAsync(Path(lead, what)), 403, "forbidden");
        foreach (var staff in (HttpClient[])[Admin, Supervisor])
            ((int)(await staff.GetAsync(Path(lead, what))).StatusCode).ShouldBe(200);
        await ShouldBeProblem(await Api.GetAsync(Path(lead, what)), 403, "forbidden");
    }

    [TestCaseSource(nameof(All))]
    public async Task An_unknown_lead_is_not_found(string what)
    {
        await ShouldBeProblem(await Supervisor.GetAsync(Path(Guid.NewGuid(), what)), 404, "lead_not_found");
        await ShouldBeProblem(await Supervisor.GetAsync($"/api/v1/leads/nobody/{what}"), 404, "not_found");
    }

    [TestCaseSource(nameof(All))]
    public async Task An_archived_lead_can_be_looked_at(string what)
    {
        await GivenAgent();
        var (lead, _) = await Captured();
        await Database.Execute("update leads set archived_at = updated_at where id = @lead", new { lead });

        ((int)(await Supervisor.GetAsync(Path(lead, what))).StatusCode).ShouldBe(200);
    }

    [TestCaseSource(nameof(Lists))]
    public async Task A_page_that_cannot_be_is_refused(string what)
    {
        await GivenAgent();
        var (lead, _) = await Captured();

        foreach (var query in (string[])["skip=-1", "limit=0", "limit=101", "sort=x"])
            await ShouldComplainOf(await Supervisor.GetAsync(Path(lead, $"{what}?{query}")), query.Split('=')[0]);
        foreach (var query in (string[])["skip=0", "limit=1", "limit=100", "skip=2147483647"])
            ((int)(await Supervisor.GetAsync(Path(lead, $"{what}?{query}"))).StatusCode).ShouldBe(200);
        foreach (
            var cursor in (string[])["x", "-1", "AAAA", "////////////////////////////////", "99999999999999999999"]
        )
            await ShouldComplainOf(await Supervisor.GetAsync(Path(lead, $"{what}?cursor={cursor}")), "cursor");
    }
}
