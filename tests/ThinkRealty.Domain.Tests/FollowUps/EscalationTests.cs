using NUnit.Framework;
using Shouldly;
using ThinkRealty.Domain.Assignment;
using ThinkRealty.Domain.FollowUps;
using ThinkRealty.Domain.Leads;
using ThinkRealty.Domain.Tests.Leads;

namespace ThinkRealty.Domain.Tests.FollowUps;

/// <summary>What is handed over after 29 days comes before a supervisor in the same step (rules §8).</summary>
public sealed class EscalationTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 17, 8, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Forgotten = Noon + FollowUp.FirstAfter + FollowUp.EscalatedAfter;
    private static readonly Guid Boss = Guid.NewGuid();

    [TestCase(-1, false)]
    [TestCase(0, true)]
    [TestCase(1, true)]
    public void From_29_days_on_a_hand_over_escalates(int microseconds, bool isEscalated)
    {
        var lead = TheLead.Assigned(Noon);
        var now = Forgotten.AddMicroseconds(microseconds);

        HandOver(lead, now);

        var followUp = lead.FollowUps.ShouldHaveSingleItem();
        (followUp.EscalatedAt, followUp.EscalatedTo, followUp.Priority).ShouldBe(
            isEscalated ? (now, Boss, Priority.Urgent) : (null, null, Priority.High)
        );
        followUp.Status.ShouldBe(FollowUpStatus.Pending);
    }

    [Test]
    public void Its_date_at_the_new_agents_counts()
    {
        var lead = TheLead.Assigned(Noon);
        var taken = new Appointment(Guid.NewGuid(), Noon + FollowUp.FirstAfter);

        HandOver(lead, Forgotten, taken);

        var followUp = lead.FollowUps.ShouldHaveSingleItem();
        (followUp.DueDate, followUp.EscalatedAt).ShouldBe((taken.DueDate + FollowUp.Apart, null));
    }

    [Test]
    public void It_is_escalated_once()
    {
        var lead = TheLead.Assigned(Noon);
        HandOver(lead, Forgotten);

        HandOver(lead, Forgotten.AddDays(1));

        lead.FollowUps.ShouldHaveSingleItem().EscalatedAt.ShouldBe(Forgotten);
    }

    [TestCase(FollowUpStatus.Completed)]
    [TestCase(FollowUpStatus.Cancelled)]
    public void What_is_over_is_not_handed_over(FollowUpStatus status)
    {
        var lead = TheLead.Assigned(Noon);
        var followUp = lead.FollowUps.ShouldHaveSingleItem();
        if (status == FollowUpStatus.Completed)
            lead.CompleteFollowUp(followUp, Noon);
        else
            lead.CancelFollowUp(followUp, Noon);

        HandOver(lead, Forgotten);

        (followUp.AgentId, followUp.EscalatedAt).ShouldBe((TheLead.Agent, null));
    }

    private static void HandOver(Lead lead, DateTimeOffset now, params Appointment[] taken) =>
        lead.ReassignTo(
            new(AgentId.New(now), AssignmentReason.Manual, "{}"),
            new Calendar(taken),
            Boss,
            Guid.NewGuid(),
            now
        );
}
