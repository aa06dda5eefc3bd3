namespace ThinkRealty.FunctionalTests.LeadHistory;

public sealed class DuplicatesTests : LeadHistoryTest
{
    [Test]
    public async Task The_other_leads_with_the_phone_come_newest_first()
    {
        await GivenAgent();
        var phone = NewPhone();
        var leads = new List<Guid>();
        foreach (var source in (string[])["bayut", "website", "referral"])
        {
            leads.Add(LeadIn(await Captured(Inquiry(phone, source))));
            Clock.Advance(TimeSpan.FromMinutes(1));
        }

        await Captured(); // somebody else

        (await Duplicates(leads[1])).ShouldBe([leads[2], leads[0]]);
        (await Duplicates(leads[0])).ShouldBe([leads[2], leads[1]]);
        (await Data(Path(leads[0], "duplicates")))[0].GetProperty("duplicate_of").GetGuid().ShouldBe(leads[1]);
        var page = await Shown(Path(leads[0], "duplicates?skip=1&limit=1"));
        page.GetProperty("total").GetInt64().ShouldBe(2);
        page.GetProperty("data")[0].GetProperty("lead_id").GetGuid().ShouldBe(leads[1]);
    }

    [Test]
    public async Task The_chain_holds_after_a_change_of_phone()
    {
        await GivenAgent();
        var phone = NewPhone();
        var (first, second, third) = (
            LeadIn(await Captured(Inquiry(phone, "bayut"))),
            LeadIn(await Captured(Inquiry(phone, "website"))),
            LeadIn(await Captured(Inquiry(phone, "referral")))
        );
        await Database.Execute(
            """
            update leads set phone = @other where id = @second;
            update leads set duplicate_of = @first, phone = @another where id = @third
            """,
            new
            {
                first,
                second,
                third,
                other = NewPhone(),
                another = NewPhone(),
            }
        );

        foreach (var lead in (Guid[])[first, second, third])
            (await Duplicates(lead)).ShouldBe(
                ((Guid[])[first, second, third]).Where(l => l != lead),
                ignoreOrder: true
            );
    }

    [Test]
    public async Task Archived_leads_and_for_agents_other_agents_leads_are_absent()
    {
        var (own, other) = (await GivenAgent(), await GivenAgent());
        using var agent = await GivenUser("agent", own);
        var phone = NewPhone();
        var (mine, also, theirs, archived) = (
            LeadIn(await Captured(Inquiry(phone, "bayut"))),
            LeadIn(await Captured(Inquiry(phone, "website"))),
            LeadIn(await Captured(Inquiry(phone, "referral"))),
            LeadIn(await Captured(Inquiry(phone, "dubizzle")))
        );
        await Give(own, mine, also, archived);
        await Give(other, theirs);
        await Database.Execute("update leads set archived_at = updated_at where id = @archived", new { archived });

        (await Duplicates(mine)).ShouldBe([also, theirs], ignoreOrder: true);
        (await Duplicates(mine, agent)).ShouldBe([also]);
        (await Shown(Path(mine, "duplicates"), agent)).GetProperty("total").GetInt64().ShouldBe(1);
    }

    [Test]
    public async Task Nobody_without_a_phone_is_a_duplicate()
    {
        await GivenAgent();
        var (first, second) = (
            LeadIn(await Captured(Inquiry(source: "bayut"))),
            LeadIn(await Captured(Inquiry(source: "bayut")))
        );
        await Database.Execute(
            "update leads set phone = null where id = any (@both)",
            new { both = new[] { first, second } }
        );

        (await Duplicates(first)).ShouldBeEmpty();
    }

    private async Task<List<Guid>> Duplicates(Guid lead, HttpClient? by = null) =>
        [.. (await Data(Path(lead, "duplicates"), by)).Select(d => d.GetProperty("lead_id").GetGuid())];

    // Without follow-ups, which would stand in each other's way.
    private Task<int> Give(Guid agent, params Guid[] leads) =>
        Database.Execute(
            """
            update follow_up_tasks set status = 'cancelled' where lead_id = any (@leads);
            update lead_assignments set agent_id = @agent where lead_id = any (@leads);
            update leads set assigned_agent_id = @agent, next_follow_up = null where id = any (@leads)
            """,
            new { agent, leads }
        );
}
