namespace ThinkRealty.FunctionalTests.Jobs;

/// <summary>Where a stale lead goes, and when a supervisor is called (rules §6).</summary>
public sealed class StaleHopsTests : LeadJobTest
{
    [Test]
    public async Task To_the_best_other_agent_with_the_reasons_in_its_assignments()
    {
        var lead = await GivenLead();
        await GivenAgent();
        var best = await GivenAgent(types: ["apartment"]);
        await Later(Day);

        await ReassignStale();

        var decisions = await Assignments(lead);
        decisions.Select(d => Text(d, "reason")).ShouldBe(["stale", "best_match"]);
        var newest = decisions[0];
        newest.GetProperty("agent").GetProperty("agent_id").GetGuid().ShouldBe(best);
        (Moment(newest, "assigned_at"), Moment(decisions[1], "ended_at")).ShouldBe((Clock.Now, Clock.Now));
        newest.GetProperty("assigned_by").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
        var explanation = newest.GetProperty("explanation");
        (Text(explanation, "policy"), Text(explanation, "decided_by")).ShouldBe(("thinkrealty", "only_one"));
        explanation.GetProperty("points").GetDecimal().ShouldBe(5);
        var notSarah = await Done(Send(Supervisor, HttpMethod.Get, $"leads/{lead}/assignments?agent_id={Sarah}"));
        var whyNot = notSarah.GetProperty("data")[0].GetProperty("why_not");
        (Text(whyNot, "outcome"), Text(whyNot, "reason")).ShouldBe(("excluded", "set_aside"));
        (
            await Scalar<long>(
                "select count(*) from audit_log where entity_id = @lead and at = @now",
                new { lead, now = Clock.Now.UtcDateTime }
            )
        ).ShouldBe(0, "a job leaves its run and the lead's history");
    }

    [Test]
    public async Task After_three_hops_it_stays_and_a_supervisor_must_look()
    {
        var lead = await GivenLead();
        await GivenOthers(5);
        var holders = new List<Guid?> { Sarah };
        for (var hop = 1; hop <= 3; hop++)
        {
            await Later(Day);
            (await Reassigned()).ShouldBe("1 seen, 1 changed");
            holders.Add(AgentOf(await Shown(lead)));
            (await NeedsSupervisor(lead)).ShouldBeFalse();
        }

        holders.Distinct().Count().ShouldBe(4);
        await Later(Day);
        (await Reassigned()).ShouldBe("1 seen, 0 changed, 1 hops_used_up");

        var shown = await Shown(lead);
        (AgentOf(shown), shown.GetProperty("needs_supervisor").GetBoolean()).ShouldBe((holders[3], true));
        (await Done(Send(Supervisor, HttpMethod.Get, "leads?needs_supervisor=true")))
            .GetProperty("data")
            .EnumerateArray()
            .Select(l => l.GetProperty("lead_id").GetGuid())
            .ShouldContain(lead);
        await Later(Day);
        (await Reassigned()).ShouldBe("0 seen, 0 changed");
        (await Assignments(lead)).Count.ShouldBe(4);
    }

    [Test]
    public async Task With_nobody_else_eligible_it_stays_and_a_supervisor_must_look()
    {
        var lead = await GivenLead();
        await GivenAgent(active: false);
        var full = await GivenAgent(max: 1);
        var (theirs, holder) = await Captured();
        await Done(Reassign(Supervisor, theirs, full));
        await LogCall(theirs);
        holder.ShouldNotBeNull();
        await Later(Day);

        (await Reassigned()).ShouldBe("1 seen, 0 changed, 1 nobody_else");

        var shown = await Shown(lead);
        (AgentOf(shown), shown.GetProperty("needs_supervisor").GetBoolean()).ShouldBe((Sarah, true));
    }

    [Test]
    public async Task A_move_by_hand_takes_the_flag_away_and_begins_the_count_anew_but_nobody_gets_it_back()
    {
        var lead = await GivenLead();
        var letItGo = new List<Guid> { Sarah };
        await GivenOthers(3);
        for (var hop = 1; hop <= 3; hop++)
        {
            await Later(Day);
            await ReassignStale();
            letItGo.Add(AgentOf(await Shown(lead))!.Value);
        }

        await Later(Day);
        await ReassignStale();
        (await NeedsSupervisor(lead)).ShouldBeTrue();

        var byHand = await GivenAgent();
        await Done(Reassign(Supervisor, lead, byHand));
        (await NeedsSupervisor(lead)).ShouldBeFalse();
        await Later(Day);
        (await Reassigned()).ShouldBe("1 seen, 0 changed, 1 nobody_else");
        AgentOf(await Shown(lead)).ShouldBe(byHand);

        await Done(Reassign(Supervisor, lead, Sarah));
        var fresh = await GivenOthers(3);
        for (var hop = 1; hop <= 3; hop++)
        {
            await Later(Day);
            (await Reassigned()).ShouldBe("1 seen, 1 changed");
            fresh.ShouldContain(AgentOf(await Shown(lead))!.Value);
        }

        await Later(Day);
        (await Reassigned()).ShouldBe("1 seen, 0 changed, 1 hops_used_up");
    }

    [Test]
    public async Task Whoever_made_a_supervisor_look_has_let_it_go_stale_too()
    {
        var lead = await GivenLead();
        await Later(Day);
        (await Reassigned()).ShouldBe("1 seen, 0 changed, 1 nobody_else");
        var other = await GivenAgent();
        await Done(Reassign(Supervisor, lead, other));

        await Later(Day);
        (await Reassigned()).ShouldBe("1 seen, 0 changed, 1 nobody_else");

        AgentOf(await Shown(lead)).ShouldBe(other);
    }

    [Test]
    public async Task Who_was_relieved_by_hand_may_have_it_again()
    {
        var lead = await GivenLead();
        var other = await GivenAgent();
        await Later(TimeSpan.FromHours(23));
        await Done(Reassign(Supervisor, lead, other));

        await Later(Day);
        await ReassignStale();

        AgentOf(await Shown(lead)).ShouldBe(Sarah);
    }

    [Test]
    public async Task A_contact_takes_the_flag_away_and_the_holder_keeps_it()
    {
        var lead = await GivenLead();
        await Later(Day);
        await ReassignStale();
        (await NeedsSupervisor(lead)).ShouldBeTrue();
        await GivenAgent();

        await LogCall(lead);
        await Later(7 * Day);
        (await Reassigned()).ShouldBe("0 seen, 0 changed");

        (await NeedsSupervisor(lead)).ShouldBeFalse();
        AgentOf(await Shown(lead)).ShouldBe(Sarah);
    }

    [Test]
    public async Task Follow_ups_go_along_to_the_same_moment_or_the_next_free_one()
    {
        var lead = await GivenLead();
        var viewing = Clock.Now.AddDays(3);
        await Done(
            Send(
                SarahHerself,
                HttpMethod.Post,
                "tasks",
                new
                {
                    lead_id = lead,
                    task_type = "viewing",
                    due_date = viewing,
                }
            )
        );
        var other = await GivenAgent();
        var (theirs, _) = await Captured();
        await Done(Reassign(Supervisor, theirs, other));
        var taken = (await PendingOf(lead))[0];
        await Done(
            Send(
                Supervisor,
                HttpMethod.Put,
                $"leads/{theirs}/update",
                new { activity = new { type = "call", next_follow_up = taken } }
            )
        );
        await Later(Day);

        await ReassignStale();

        (await PendingOf(lead)).ShouldBe([taken.AddMinutes(30), viewing]);
        Moment(await Shown(lead), "next_follow_up").ShouldBe(taken.AddMinutes(30));
        (
            await Rows<Guid>(
                "select distinct agent_id from follow_up_tasks where lead_id = @lead and status = 'pending'",
                new { lead }
            )
        ).ShouldBe([other]);
    }

    [TestCase(-1, false)]
    [TestCase(0, true)]
    [TestCase(60 * 24 * 3, true)]
    public async Task What_is_overdue_stays_overdue_and_from_29_days_it_is_escalated_in_the_same_step(
        int minutesBeyond,
        bool isEscalated
    )
    {
        var lead = await GivenLead();
        var due = (await PendingOf(lead)).Single();
        var other = await GivenAgent();
        await Later(due.AddDays(29).AddMinutes(minutesBeyond) - Clock.Now);

        (await Reassigned()).ShouldBe("1 seen, 1 changed");

        AgentOf(await Shown(lead)).ShouldBe(other);
        (await PendingOf(lead)).ShouldBe([due]);
        (
            await Scalar<bool>(
                "select escalated_at is not null from follow_up_tasks where lead_id = @lead",
                new { lead }
            )
        ).ShouldBe(isEscalated);
    }

    [Test]
    public async Task The_oldest_are_served_first_while_there_is_room()
    {
        var leads = new List<Guid>();
        for (var i = 0; i < 4; i++)
        {
            leads.Add(await GivenLead());
            Clock.Advance(TimeSpan.FromSeconds(1));
        }

        var other = await GivenAgent(max: 2);
        await Later(Day);

        (await Reassigned()).ShouldBe("4 seen, 2 changed, 2 nobody_else");

        (
            await Rows<Guid>("select id from leads where assigned_agent_id = @other order by created_at", new { other })
        ).ShouldBe(leads[..2]);
    }
}
