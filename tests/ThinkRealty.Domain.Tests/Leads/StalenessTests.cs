using NUnit.Framework;
using Shouldly;
using ThinkRealty.Domain.Assignment;
using ThinkRealty.Domain.Leads;
using ThinkRealty.Domain.Scoring;

namespace ThinkRealty.Domain.Tests.Leads;

/// <summary>When a lead is stale, where it may go, and when a supervisor is called (rules §6).</summary>
public sealed class StalenessTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 17, 8, 0, 0, TimeSpan.Zero);
    private static readonly StaleRule Rule = new(TimeSpan.FromHours(24), Hops: 3);
    private static readonly DateTimeOffset NextNoon = Noon + Rule.After;
    private static readonly TimeSpan Microsecond = TimeSpan.FromMicroseconds(1);

    [TestCase(-1, Staleness.Fresh)]
    [TestCase(0, Staleness.GoesOn)]
    [TestCase(1, Staleness.GoesOn)]
    public void It_is_stale_from_24_hours_on(int microseconds, Staleness expected) =>
        TheLead.Assigned(Noon).StalenessBy(Rule, NextNoon + (microseconds * Microsecond)).ShouldBe(expected);

    [TestCase(-1, Staleness.GoesOn)]
    [TestCase(0, Staleness.Fresh)]
    [TestCase(1, Staleness.Fresh)]
    public void A_contact_from_the_assignment_on_keeps_it(int microseconds, Staleness expected)
    {
        var lead = TheLead.Captured(Noon.AddHours(-1));
        lead.AssignTo(Decision(TheLead.Agent), Noon.AddHours(24), null, Noon);
        lead.Log(Call(Noon + (microseconds * Microsecond)), RuleSets.ThinkRealty, Noon.AddHours(1));

        lead.StalenessBy(Rule, NextNoon).ShouldBe(expected);
    }

    [TestCase(LeadStatus.New, Staleness.GoesOn)]
    [TestCase(LeadStatus.Contacted, Staleness.GoesOn)]
    [TestCase(LeadStatus.Qualified, Staleness.Fresh)]
    [TestCase(LeadStatus.ViewingScheduled, Staleness.Fresh)]
    [TestCase(LeadStatus.Negotiation, Staleness.Fresh)]
    [TestCase(LeadStatus.Converted, Staleness.Fresh)]
    [TestCase(LeadStatus.Lost, Staleness.Fresh)]
    [TestCase(LeadStatus.Transferred, Staleness.Fresh)]
    public void Only_new_and_contacted_leads_go_stale(LeadStatus status, Staleness expected) =>
        TheLead.At(status, Noon, TheLead.Assigned(Noon)).StalenessBy(Rule, NextNoon).ShouldBe(expected);

    [Test]
    public void An_archived_lead_and_one_that_nobody_holds_do_not()
    {
        var (archived, waiting) = (TheLead.Assigned(Noon), TheLead.Captured(Noon));
        archived.Archive(RuleSets.ThinkRealty, Noon);
        waiting.WaitForAgent(Noon);

        archived.StalenessBy(Rule, NextNoon).ShouldBe(Staleness.Fresh);
        waiting.StalenessBy(Rule, NextNoon).ShouldBe(Staleness.Fresh);
    }

    [Test]
    public void After_three_hops_a_supervisor_is_called_once()
    {
        var (lead, now) = (TheLead.Assigned(Noon), Noon);
        for (var hop = 1; hop <= 3; hop++)
        {
            now += Rule.After;
            lead.StalenessBy(Rule, now).ShouldBe(Staleness.GoesOn, $"hop {hop}");
            lead.GoOn(Decision(AgentId.New(now)), new([]), null, now);
            lead.StalenessBy(Rule, now).ShouldBe(Staleness.Fresh, "it was just given to somebody");
        }

        now += Rule.After;
        lead.StalenessBy(Rule, now).ShouldBe(Staleness.HopsUsedUp);
        var holder = lead.AssignedAgentId;
        lead.CallSupervisor(now);

        (lead.NeedsSupervisor, lead.AssignedAgentId, lead.UpdatedAt).ShouldBe((true, holder, now));
        lead.Events.ShouldContain(new SupervisorCalled(lead.Id, now));
        lead.StalenessBy(Rule, now.AddYears(1)).ShouldBe(Staleness.Fresh, "nothing more is asked for");
        lead.LetItGoStale.Count.ShouldBe(4);
    }

    [Test]
    public void Every_other_move_begins_the_count_anew_but_whoever_let_it_go_stale_never_gets_it_back()
    {
        var lead = TheLead.Assigned(Noon);
        var second = AgentId.New(Noon);
        lead.GoOn(Decision(second), new([]), null, NextNoon);
        var third = AgentId.New(Noon);
        lead.ReassignTo(
            Decision(third) with
            {
                Reason = AssignmentReason.Manual,
            },
            new([]),
            null,
            null,
            NextNoon.AddHours(1)
        );

        lead.LetItGoStale.ShouldBe([TheLead.Agent, third], "the second one was relieved in time");
        var oneHop = Rule with { Hops = 1 };
        lead.StalenessBy(oneHop, NextNoon.AddHours(25)).ShouldBe(Staleness.GoesOn);
        Should.Throw<InvalidOperationException>(() =>
            lead.GoOn(Decision(TheLead.Agent), new([]), null, NextNoon.AddHours(25))
        );
        lead.GoOn(Decision(second), new([]), null, NextNoon.AddHours(25));
        lead.LetItGoStale.ShouldBe([TheLead.Agent, second, third], ignoreOrder: true);
        lead.StalenessBy(oneHop, NextNoon.AddHours(49)).ShouldBe(Staleness.HopsUsedUp);
    }

    [Test]
    public void It_goes_on_for_that_reason_and_the_former_holders_time_says_why()
    {
        var lead = TheLead.Assigned(Noon);
        var next = AgentId.New(Noon);

        lead.GoOn(Decision(next), new([]), null, NextNoon);

        var (former, present) = (lead.Assignments[0], lead.Assignments[1]);
        (former.WentStaleAt, former.EndedAt).ShouldBe((NextNoon, NextNoon));
        (present.AgentId, present.Reason, present.AssignedBy, present.WentStaleAt).ShouldBe(
            (next, AssignmentReason.Stale, null, null)
        );
        lead.FollowUps.ShouldHaveSingleItem().AgentId.ShouldBe(next);
    }

    [Test]
    public void A_contact_and_a_supervisors_move_take_the_flag_away_and_a_note_does_not()
    {
        var (contacted, moved) = (Flagged(), Flagged());
        var later = NextNoon.AddHours(1);

        contacted.Log(Call(later) with { Type = ActivityType.Note }, RuleSets.ThinkRealty, later);
        contacted.NeedsSupervisor.ShouldBeTrue();
        contacted.Log(Call(later), RuleSets.ThinkRealty, later);
        moved.ReassignTo(
            Decision(AgentId.New(Noon)) with
            {
                Reason = AssignmentReason.Manual,
            },
            new([]),
            null,
            null,
            later
        );

        (contacted.NeedsSupervisor, moved.NeedsSupervisor).ShouldBe((false, false));
        contacted.StalenessBy(Rule, later.AddDays(30)).ShouldBe(Staleness.Fresh);
        moved.StalenessBy(Rule, later + Rule.After).ShouldBe(Staleness.GoesOn);
    }

    private static Lead Flagged()
    {
        var lead = TheLead.Assigned(Noon);
        lead.CallSupervisor(NextNoon);
        return lead;
    }

    private static AssignmentDecision Decision(AgentId agent) => new(agent, AssignmentReason.BestMatch, "{}");

    private static LeadActivity Call(DateTimeOffset at) =>
        new()
        {
            Id = Guid.CreateVersion7(),
            Type = ActivityType.Call,
            OccurredAt = at,
            RecordedAt = at,
        };
}
