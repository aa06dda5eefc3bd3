namespace ThinkRealty.FunctionalTests.Life;

/// <summary>A supervisor moves a lead to a named agent or to the best other one (rules §6, §8).</summary>
public sealed class ReassignTests : LifeTest
{
    [Test]
    public async Task To_a_named_agent_with_reason_history_and_explanation()
    {
        var lead = await GivenLead();
        var due = (await PendingOf(lead)).Single();
        var other = await GivenAgent();
        await Later(TimeSpan.FromHours(1));

        var shown = await Done(Reassign(Supervisor, lead, other, "Speaks Russian"));

        (AgentOf(shown), Moment(shown, "next_follow_up")).ShouldBe((other, due));
        (await HoldersOf(lead)).ShouldBe([(Sarah, "best_match", false), (other, "manual", true)]);
        (
            await Rows<(string, Guid, string)>(
                "select remark, assigned_by, explanation ->> 'decided_by' from lead_assignments where lead_id = @lead and ended_at is null",
                new { lead }
            )
        )
            .Single()
            .ShouldBe(("Speaks Russian", await IdOf(Supervisor), "manual"));
        (await ActiveLeadsOf(Sarah), await ActiveLeadsOf(other)).ShouldBe((0, 1));
        (await Scalar<long>("select position from agent_seats where agent_id = @other", new { other })).ShouldBe(2520);
    }

    [Test]
    public async Task To_the_best_other_one_with_the_whole_competition_in_its_explanation()
    {
        var lead = await GivenLead();
        await GivenAgent();
        var best = await GivenAgent(types: ["apartment"]);

        AgentOf(await Done(Reassign(Supervisor, lead))).ShouldBe(best);

        (
            await Scalar<string>(
                "select explanation ->> 'excluded' from lead_assignments where lead_id = @lead and ended_at is null",
                new { lead }
            )
        )!.ShouldContain("set_aside");
    }

    [Test]
    public async Task By_hand_an_agent_on_leave_may_have_it_but_neither_a_full_nor_an_inactive_one()
    {
        var lead = await GivenLead();
        var onLeave = await GivenAgent();
        await Database.Execute("update agents set leave_from = '2000-01-01' where id = @onLeave", new { onLeave });
        var full = await GivenAgent(max: 1);
        await Done(Reassign(Supervisor, await GivenLeadOfAnother(), full));
        var inactive = await GivenAgent(active: false);

        await ShouldBeProblem(await Reassign(Supervisor, lead, full), 409, "agent_overload");
        await ShouldBeProblem(await Reassign(Supervisor, lead, inactive), 409, "agent_inactive");
        await ShouldBeProblem(await Reassign(Supervisor, lead, Guid.NewGuid()), 404, "agent_not_found");
        (await HoldersOf(lead)).ShouldBe([(Sarah, "best_match", true)]);
        AgentOf(await Done(Reassign(Supervisor, lead, onLeave))).ShouldBe(onLeave);
    }

    [Test]
    public async Task By_hand_the_fiftieth_lead_fits_and_the_fifty_first_does_not()
    {
        var other = await GivenAgent();
        await Database.Execute("update agents set leave_from = '2000-01-01' where id = @other", new { other });
        for (var held = 0; held < 50; held++)
            await Done(Reassign(Supervisor, await GivenLead(), other));
        (await ActiveLeadsOf(other)).ShouldBe(50);

        var one = await GivenLead();
        await ShouldBeProblem(await Reassign(Supervisor, one, other), 409, "agent_overload");

        AgentOf(await Shown(one)).ShouldBe(Sarah);
    }

    [Test]
    public async Task With_nobody_else_eligible_it_is_refused_and_stays()
    {
        var lead = await GivenLead();

        await ShouldBeProblem(await Reassign(Supervisor, lead), 409, "agent_overload");

        AgentOf(await Shown(lead)).ShouldBe(Sarah);
    }

    [Test]
    public async Task Whoever_holds_it_already_keeps_it_without_a_change()
    {
        var lead = await GivenLead();
        var seen = await VersionOf(lead);

        AgentOf(await Done(Reassign(Supervisor, lead, Sarah))).ShouldBe(Sarah);

        (await VersionOf(lead)).ShouldBe(seen);
    }

    [Test]
    public async Task It_needs_a_supervisor_a_reason_and_an_active_lead()
    {
        var lead = await GivenLead();

        await ShouldBeProblem(await Reassign(SarahHerself, lead), 403, "forbidden");
        await ShouldComplainOf(await Reassign(Supervisor, lead, reason: null), "reason");
        await ShouldComplainOf(await Reassign(Supervisor, lead, reason: " "), "reason");
        await ShouldBeProblem(await Reassign(Supervisor, await GivenLeadAt("lost")), 409, "lead_not_active");
        await ShouldBeProblem(await Reassign(Supervisor, await GivenLeadAt("converted")), 409, "lead_not_active");
        await ShouldBeProblem(await Reassign(Supervisor, await GivenLeadAt("transferred")), 409, "lead_locked");
    }

    [Test]
    public async Task A_waiting_lead_is_given_by_hand_with_its_first_follow_up()
    {
        await Database.Execute("update agents set leave_from = '2000-01-01'");
        var waiting = LeadIn(await Json(await Capture(Inquiry())));
        await Later(TimeSpan.FromHours(1));

        var shown = await Done(Reassign(Supervisor, waiting, Sarah));

        (AgentOf(shown), Moment(shown, "next_follow_up")).ShouldBe((Sarah, Clock.Now.AddHours(24)));
        (await HoldersOf(waiting)).ShouldBe([(Sarah, "manual", true)]);
    }

    [Test]
    public async Task A_supervisor_has_looked_so_the_flag_is_gone_and_a_contact_takes_it_away_too()
    {
        var (moved, contacted) = (await GivenLead(), await GivenLead());
        await Database.Execute("update leads set needs_supervisor = true");
        (await Shown(moved)).GetProperty("needs_supervisor").GetBoolean().ShouldBeTrue();

        await Done(Update(SarahHerself, contacted, new { activity = new { type = "note" } }));
        (await Shown(contacted)).GetProperty("needs_supervisor").GetBoolean().ShouldBeTrue("a note is no contact");
        await Done(Update(SarahHerself, contacted, new { activity = new { type = "call" } }));
        await Done(Reassign(Supervisor, moved, await GivenAgent()));

        (await Shown(moved)).GetProperty("needs_supervisor").GetBoolean().ShouldBeFalse();
        (await Shown(contacted)).GetProperty("needs_supervisor").GetBoolean().ShouldBeFalse();
    }

    [Test]
    public async Task Pending_follow_ups_move_along_to_the_same_moment_or_the_next_free_one()
    {
        var other = await GivenAgent();
        var theirs = await GivenLead();
        await Done(Reassign(Supervisor, theirs, other));
        var taken = (await PendingOf(theirs)).Single();
        var lead = await GivenLead();
        await Done(
            Send(
                SarahHerself,
                HttpMethod.Post,
                "tasks",
                new
                {
                    lead_id = lead,
                    task_type = "viewing",
                    due_date = taken.AddDays(2),
                }
            )
        );
        (await PendingOf(lead)).ShouldBe([taken, taken.AddDays(2)]);

        var shown = await Done(Reassign(Supervisor, lead, other));

        (await PendingOf(lead)).ShouldBe([taken.AddMinutes(30), taken.AddDays(2)]);
        Moment(shown, "next_follow_up").ShouldBe(taken.AddMinutes(30));
    }

    [TestCase(28.99, false)]
    [TestCase(29, true)]
    [TestCase(30.5, true)]
    [TestCase(31, true)]
    public async Task What_is_overdue_stays_overdue_and_from_29_days_it_is_escalated_in_the_same_step(
        double days,
        bool escalated
    )
    {
        var lead = await GivenLead();
        var due = (await PendingOf(lead)).Single();
        var other = await GivenAgent();
        var supervisor = await IdOf(Supervisor);
        await Database.Execute(
            "update agents set supervisor_user_id = @supervisor where id = @other",
            new { supervisor, other }
        );
        await Later(due.AddDays(days) - Clock.Now);

        await Done(Reassign(Supervisor, lead, other));

        (await PendingOf(lead)).ShouldBe([due]);
        (
            await Rows<(bool, Guid?, string)>(
                "select escalated_at is not null, escalated_to, priority from follow_up_tasks where lead_id = @lead",
                new { lead }
            )
        )
            .Single()
            .ShouldBe(escalated ? (true, supervisor, "urgent") : (false, null, "high"));
    }

    private async Task<Guid> GivenLeadOfAnother()
    {
        var (lead, _) = await Captured();
        return lead;
    }
}
