using NUnit.Framework;
using Shouldly;
using ThinkRealty.Domain.Assignment;
using ThinkRealty.Domain.FollowUps;
using ThinkRealty.Domain.Leads;
using ThinkRealty.Domain.Scoring;

namespace ThinkRealty.Domain.Tests.Leads;

/// <summary>What can happen with a lead, and what it refuses (rules §6–§8).</summary>
public sealed class LeadTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 17, 8, 0, 0, TimeSpan.Zero);
    private static readonly AgentId Sarah = AgentId.New(Noon);
    private static readonly Guid Someone = Guid.CreateVersion7();
    private static readonly RuleSet Rules = RuleSets.ThinkRealty;

    [Test]
    public void A_captured_lead_is_new_scored_and_nobodys()
    {
        var lead = TheLead.Captured(Noon);

        lead.Status.ShouldBe(LeadStatus.New);
        lead.IsActive.ShouldBeTrue();
        (lead.RawScore, lead.LeadScore, lead.ScoreBreakdown.WholeTotal).ShouldBe((85, 85, 85));
        (lead.RuleSet, lead.RuleSetVersion).ShouldBe(("thinkrealty", 1));
        (lead.AssignedAgentId, lead.QueuedAt, lead.NextFollowUp).ShouldBe((null, null, null));
        (lead.CreatedAt, lead.UpdatedAt, lead.StatusChangedAt, lead.SilenceSince).ShouldBe((Noon, Noon, Noon, Noon));
        lead.Events.ShouldBe([new LeadCaptured(lead.Id, Noon)]);
        lead.Interests.ShouldBeEmpty();
    }

    [Test]
    public void The_property_asked_about_becomes_an_interest()
    {
        var property = PropertyId.New(Noon);

        var lead = TheLead.Captured(
            Noon,
            inquiry => inquiry with { SourceDetails = new() { ResolvedPropertyId = property } }
        );

        var interest = lead.Interests.ShouldHaveSingleItem();
        (interest.PropertyId, interest.InterestLevel, interest.LeadId).ShouldBe(
            (property, InterestLevel.High, lead.Id)
        );
    }

    [Test]
    public void The_first_assignment_makes_an_urgent_enough_call()
    {
        var (lead, later) = (TheLead.Captured(Noon), Noon.AddMinutes(5));
        lead.WaitForAgent(Noon);

        lead.AssignTo(new(Sarah, AssignmentReason.BestMatch, "{}"), Noon.AddHours(24), Someone, later);

        (lead.AssignedAgentId, lead.QueuedAt, lead.NextFollowUp, lead.UpdatedAt).ShouldBe(
            (Sarah, null, Noon.AddHours(24), later)
        );
        var assignment = lead.Assignments.ShouldHaveSingleItem();
        (assignment.AgentId, assignment.AssignedAt, assignment.EndedAt, assignment.AssignedBy).ShouldBe(
            (Sarah, later, null, Someone)
        );
        var followUp = lead.FollowUps.ShouldHaveSingleItem();
        (followUp.AgentId, followUp.TaskType, followUp.Priority, followUp.Status).ShouldBe(
            (Sarah, FollowUpType.Call, Priority.High, FollowUpStatus.Pending)
        );
        lead.Events.ShouldContain(new LeadAssigned(lead.Id, Sarah, later));
    }

    [Test]
    public void A_lead_that_has_an_agent_or_is_closed_is_not_given_to_one()
    {
        var decision = new AssignmentDecision(Sarah, AssignmentReason.BestMatch, "{}");
        var closed = TheLead.Captured(Noon);
        closed.MoveTo(new(LeadStatus.Lost), Rules, Noon);

        Should.Throw<InvalidOperationException>(() => TheLead.Assigned(Noon).AssignTo(decision, Noon, null, Noon));
        Should
            .Throw<DomainException>(() => closed.AssignTo(decision, Noon, null, Noon))
            .Error.Slug.ShouldBe("lead_not_active");
    }

    [Test]
    public void Waiting_begins_at_a_moment()
    {
        var lead = TheLead.Captured(Noon);

        lead.WaitForAgent(Noon.AddSeconds(1));

        (lead.QueuedAt, lead.UpdatedAt).ShouldBe((Noon.AddSeconds(1), Noon.AddSeconds(1)));
        lead.Events.ShouldContain(new LeadQueued(lead.Id, Noon.AddSeconds(1)));
    }

    [Test]
    public void A_lead_shows_its_earliest_pending_follow_up()
    {
        var lead = TheLead.Assigned(Noon); // in 24 hours
        lead.PlanFollowUp(FollowUpType.Viewing, Priority.Medium, Noon.AddHours(48), new([]), Noon);
        lead.NextFollowUp.ShouldBe(Noon.AddHours(24));
        lead.PlanFollowUp(FollowUpType.Email, Priority.Medium, Noon.AddHours(2), new([]), Noon);
        lead.NextFollowUp.ShouldBe(Noon.AddHours(2));

        lead.CompleteFollowUp(lead.FollowUps[2], Noon.AddHours(1));

        (lead.NextFollowUp, lead.UpdatedAt).ShouldBe((Noon.AddHours(24), Noon.AddHours(1)));
        (lead.FollowUps[2].Status, lead.FollowUps[2].CompletedAt).ShouldBe(
            (FollowUpStatus.Completed, Noon.AddHours(1))
        );
    }

    [Test]
    public void A_follow_up_needs_an_agent_and_an_active_lead()
    {
        var closed = TheLead.Assigned(Noon);
        closed.MoveTo(new(LeadStatus.Lost), Rules, Noon);

        Refusal(TheLead.Captured(Noon)).ShouldBe("lead_unassigned");
        Refusal(closed).ShouldBe("lead_not_active");

        static string Refusal(Lead lead) =>
            Should
                .Throw<DomainException>(() => lead.PlanFollowUp(FollowUpType.Call, Priority.Low, Noon, new([]), Noon))
                .Error.Slug;
    }

    [Test]
    public void Every_step_of_the_pipeline_is_taken_and_every_other_one_refused(
        [Values] LeadStatus from,
        [Values] LeadStatus to
    )
    {
        var (lead, later) = (TheLead.At(from, Noon), Noon.AddHours(1));
        var (before, since) = (lead.Events.Count, lead.StatusChangedAt);
        var allowed = Allowed(from);

        if (from == to)
        {
            lead.MoveTo(new(to), Rules, later);
            lead.Events.Count.ShouldBe(before);
            lead.StatusChangedAt.ShouldBe(since);
        }
        else if (allowed.Contains(to))
        {
            lead.MoveTo(new(to) { By = Someone, Reason = "By phone" }, Rules, later);
            (lead.Status, lead.StatusChangedAt, lead.StatusChangedBy, lead.StatusReason).ShouldBe(
                (to, later, Someone, "By phone")
            );
            lead.Events.Skip(before).ShouldContain(new LeadStatusChanged(lead.Id, from, to, later));
        }
        else
        {
            var refusal = Should.Throw<DomainException>(() => lead.MoveTo(new(to), Rules, later)).Error;
            refusal.Slug.ShouldBe(from == LeadStatus.Transferred ? "lead_locked" : "invalid_status_transition");
            refusal.Extensions["allowed"].ShouldBe(allowed.Select(s => s.Spelled()).ToArray());
            (lead.Status, lead.Events.Count, lead.UpdatedAt).ShouldBe((from, before, Noon));
        }
    }

    [Test]
    public void Only_a_transfer_enters_transferred([Values] LeadStatus from)
    {
        var lead = TheLead.At(from, Noon);

        if (from is LeadStatus.Qualified or LeadStatus.ViewingScheduled or LeadStatus.Negotiation)
        {
            lead.Transfer(Someone, Rules, Noon.AddHours(1));
            (lead.Status, lead.IsActive, lead.StatusChangedBy).ShouldBe((LeadStatus.Transferred, false, Someone));
        }
        else
        {
            Should
                .Throw<DomainException>(() => lead.Transfer(Someone, Rules, Noon))
                .Error.Slug.ShouldBe("invalid_status_transition");
        }
    }

    [TestCase(LeadStatus.Converted)]
    [TestCase(LeadStatus.Lost)]
    [TestCase(LeadStatus.Transferred)]
    public void Whoever_leaves_the_active_ones_frees_the_place_and_keeps_the_agent(LeadStatus end)
    {
        var lead = TheLead.At(LeadStatus.Negotiation, Noon, TheLead.Assigned(Noon));
        lead.PlanFollowUp(FollowUpType.Email, Priority.Low, Noon.AddDays(3), new([]), Noon);

        if (end == LeadStatus.Transferred)
            lead.Transfer(Someone, Rules, Noon);
        else
            lead.MoveTo(new(end), Rules, Noon);

        lead.IsActive.ShouldBeFalse();
        lead.FollowUps.ShouldAllBe(f => f.Status == FollowUpStatus.Cancelled);
        (lead.NextFollowUp, lead.AssignedAgentId).ShouldBe((null, TheLead.Agent));
        lead.Assignments.ShouldHaveSingleItem().EndedAt.ShouldBeNull();
        lead.Events.ShouldContain(new PlaceFreed(lead.Id, Noon));
    }

    [Test]
    public void Closing_leaves_the_queue()
    {
        var lead = TheLead.Captured(Noon);
        lead.WaitForAgent(Noon);

        lead.MoveTo(new(LeadStatus.Lost), Rules, Noon);

        lead.QueuedAt.ShouldBeNull();
    }

    [TestCase(null, LostReason.Other)]
    [TestCase(LostReason.Budget, LostReason.Budget)]
    public void A_lost_lead_says_why(LostReason? given, LostReason kept)
    {
        var lead = TheLead.Captured(Noon);

        lead.MoveTo(new(LeadStatus.Lost) { LostReason = given }, Rules, Noon);

        lead.LostReason.ShouldBe(kept);
    }

    [Test]
    public void Only_converting_takes_a_deal_value()
    {
        var lead = TheLead.At(LeadStatus.ViewingScheduled, Noon);

        lead.MoveTo(
            new(LeadStatus.Negotiation)
            {
                DealValue = 1,
                ConversionType = ConversionType.Sale,
                LostReason = LostReason.Budget,
            },
            Rules,
            Noon
        );
        (lead.DealValue, lead.ConversionType, lead.LostReason).ShouldBe((null, null, null));

        lead.MoveTo(
            new(LeadStatus.Converted) { DealValue = 1_200_000, ConversionType = ConversionType.Rental },
            Rules,
            Noon
        );
        (lead.DealValue, lead.ConversionType).ShouldBe((1_200_000, ConversionType.Rental));
    }

    // Rules §7, as they are written there.
    private static LeadStatus[] Allowed(LeadStatus from) =>
        from switch
        {
            LeadStatus.New => [LeadStatus.Contacted, LeadStatus.Lost],
            LeadStatus.Contacted => [LeadStatus.Qualified, LeadStatus.Lost],
            LeadStatus.Qualified => [LeadStatus.ViewingScheduled, LeadStatus.Lost],
            LeadStatus.ViewingScheduled => [LeadStatus.Negotiation, LeadStatus.Qualified, LeadStatus.Lost],
            LeadStatus.Negotiation => [LeadStatus.Converted, LeadStatus.Lost],
            _ => [],
        };
}

/// <summary>The worked example of rules §5 as a lead, in the state that a test begins with.</summary>
internal static class TheLead
{
    public static readonly AgentId Agent = AgentId.New(DateTimeOffset.UnixEpoch);

    public static Lead Captured(DateTimeOffset now, Func<NewLead, NewLead>? but = null)
    {
        var inquiry = new NewLead
        {
            Id = LeadId.New(now),
            SourceType = LeadSource.Bayut,
            Person = new()
            {
                FirstName = PersonName.Parse("Ahmed"),
                LastName = PersonName.Parse("Al Mansouri"),
                Nationality = "UAE",
                Phone = PhoneNumber.Parse("0501234567"),
            },
            Wishes = new()
            {
                BudgetMin = 800_000,
                BudgetMax = 1_500_000,
                PropertyType = PropertyType.Apartment,
                PreferredAreas = ["Downtown Dubai", "Dubai Marina"],
            },
        };
        return Lead.Capture(but?.Invoke(inquiry) ?? inquiry, RuleSets.ThinkRealty, now);
    }

    public static Lead Assigned(DateTimeOffset now)
    {
        var lead = Captured(now);
        lead.AssignTo(new(Agent, AssignmentReason.BestMatch, "{}"), now.AddHours(24), null, now);
        return lead;
    }

    public static Lead At(LeadStatus status, DateTimeOffset now, Lead? lead = null)
    {
        lead ??= Captured(now);
        if (status == LeadStatus.Lost)
            lead.MoveTo(new(LeadStatus.Lost), RuleSets.ThinkRealty, now);
        else if (status == LeadStatus.Transferred)
            At(LeadStatus.Qualified, now, lead).Transfer(null, RuleSets.ThinkRealty, now);
        else
            for (var next = LeadStatus.Contacted; next <= status; next++)
                lead.MoveTo(new(next), RuleSets.ThinkRealty, now);
        return lead;
    }
}
