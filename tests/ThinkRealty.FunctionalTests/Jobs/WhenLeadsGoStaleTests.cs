namespace ThinkRealty.FunctionalTests.Jobs;

/// <summary>When a lead counts as stale: every edge from both sides (rules §6).</summary>
public sealed class WhenLeadsGoStaleTests : LeadJobTest
{
    [TestCase(-1, false)]
    [TestCase(0, true)]
    [TestCase(1, true)]
    public async Task Held_for_24_hours_to_the_microsecond(int microsecondsBeyond, bool isStale)
    {
        var lead = await GivenLead();
        var other = await GivenAgent();
        await Later(Day + (microsecondsBeyond * Microsecond));

        (await Reassigned()).ShouldBe(isStale ? "1 seen, 1 changed" : "0 seen, 0 changed");

        AgentOf(await Shown(lead)).ShouldBe(isStale ? other : Sarah);
    }

    [TestCase(-1, true)]
    [TestCase(0, false)]
    [TestCase(1, false)]
    public async Task A_contact_counts_from_the_moment_of_the_assignment_on(int microsecondsAfter, bool isStale)
    {
        var lead = await GivenLead();
        var other = await GivenAgent();
        await Later(TimeSpan.FromHours(1));
        await Done(Reassign(Supervisor, lead, other));
        var assigned = Clock.Now;
        await Later(TimeSpan.FromHours(1));
        await LogCall(lead, assigned + (microsecondsAfter * Microsecond));
        await Later(assigned + Day - Clock.Now);

        await ReassignStale();

        AgentOf(await Shown(lead)).ShouldBe(isStale ? Sarah : other);
    }

    [Test]
    public async Task What_is_no_contact_does_not_keep_it()
    {
        var lead = await GivenLead();
        var other = await GivenAgent();
        await Later(TimeSpan.FromHours(1));
        object[] noContact =
        [
            new { type = "note", notes = "Rings tomorrow" },
            new { type = "message", direction = "inbound" },
            new { type = "email", is_automated = true },
            new { type = "viewing", scheduled_at = Clock.Now.AddDays(2) },
        ];
        foreach (var activity in noContact)
            await Done(Send(SarahHerself, HttpMethod.Post, $"leads/{lead}/interactions", activity));
        await Later(Day);

        await ReassignStale();

        AgentOf(await Shown(lead)).ShouldBe(other);
    }

    [TestCase("new", true)]
    [TestCase("contacted", true)]
    [TestCase("qualified", false)]
    [TestCase("viewing_scheduled", false)]
    [TestCase("negotiation", false)]
    [TestCase("converted", false)]
    [TestCase("lost", false)]
    [TestCase("transferred", false)]
    public async Task New_and_contacted_leads_only(string status, bool isStale)
    {
        var lead = await GivenLeadAt(status);
        var other = await GivenAgent();
        await Later(Day);

        await ReassignStale();

        AgentOf(await Shown(lead)).ShouldBe(isStale ? other : Sarah);
    }

    [Test]
    public async Task Neither_archived_leads_nor_those_that_wait()
    {
        var archived = await GivenLead();
        await Done(Archive(Supervisor, archived));
        await Database.Execute("update agents set leave_from = '2000-01-01'");
        var (waiting, _) = await Captured();
        await Later(Day);

        (await Reassigned()).ShouldBe("0 seen, 0 changed");

        AgentOf(await Shown(archived)).ShouldBe(Sarah);
        AgentOf(await Shown(waiting)).ShouldBeNull();
    }

    [Test]
    public async Task Reopening_and_restoring_begin_anew()
    {
        var (reopened, restored) = (await GivenLead(), await GivenLead());
        await Done(Step(Supervisor, reopened, new { status = "lost" }));
        await Done(Archive(Supervisor, restored));
        await GivenAgent();
        await Later(Day);
        await Done(Reopen(Supervisor, reopened));
        await Done(Restore(Supervisor, restored));

        await Later(Day - Microsecond);
        (await Reassigned()).ShouldBe("0 seen, 0 changed");
        Clock.Advance(Microsecond);
        (await Reassigned()).ShouldBe("2 seen, 2 changed");
    }

    [Test]
    public async Task A_second_run_at_once_changes_nothing()
    {
        for (var i = 0; i < 3; i++)
            await GivenLead();
        await GivenOthers(2);
        await Later(Day);
        (await Reassigned()).ShouldBe("3 seen, 3 changed");

        (await Reassigned()).ShouldBe("0 seen, 0 changed");
    }
}
