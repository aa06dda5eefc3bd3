using NUnit.Framework;
using Shouldly;
using ThinkRealty.Domain.Assignment;
using ThinkRealty.Domain.FollowUps;
using ThinkRealty.Domain.Leads;
using ThinkRealty.Domain.Scoring;

namespace ThinkRealty.Domain.Tests.Leads;

/// <summary>What holds of every lead, whatever happens to it in whatever order (rules §5–§8).</summary>
public sealed class LifeLawsTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 17, 8, 0, 0, TimeSpan.Zero);
    private static readonly RuleSet Rules = RuleSets.ThinkRealty;
    private static readonly Guid Someone = Guid.CreateVersion7();

    [Test]
    public void Every_entry_of_the_ledger_is_what_the_rules_say_and_nothing_else_is_in_it([Range(1, 200)] int seed)
    {
        var lead = Lived(new Random(seed));

        lead.RawScore.ShouldBe(lead.ScoreBreakdown.WholeTotal + lead.Ledger.Sum(c => c.Points));
        lead.LeadScore.ShouldBe(Math.Clamp(lead.RawScore, 0, 100));
        foreach (var activity in lead.Activities)
            lead.Ledger.Where(c => c.ActivityId == activity.Id && c.Rule != "first_contact")
                .Sum(c => c.Points)
                .ShouldBe(activity.IsPlanned ? 0 : Worth(activity));

        // Weeks of one silence are booked in order and without a gap, each at most ten points, never below a sum of 0.
        var sum = lead.ScoreBreakdown.WholeTotal;
        foreach (var change in lead.Ledger)
        {
            if (change.SilenceWindow is not null)
                change.Points.ShouldBe(-Math.Clamp(sum, 0, 10));
            sum += change.Points;
        }

        foreach (var silence in lead.Ledger.Where(c => c.SilenceWindow is not null).GroupBy(c => c.SilenceSince))
            silence.Select(c => c.SilenceWindow!.Value).ShouldBe(Enumerable.Range(1, silence.Count()));
    }

    [Test]
    public void It_is_held_once_or_waits_while_active_and_only_then_has_tasks([Range(1, 200)] int seed)
    {
        var lead = Lived(new Random(seed));

        lead.Assignments.Count(a => a.EndedAt is null).ShouldBe(lead.AssignedAgentId is null ? 0 : 1);
        lead.Assignments.SkipLast(1).ShouldAllBe(a => a.EndedAt != null);
        lead.Assignments.Zip(lead.Assignments.Skip(1))
            .ShouldAllBe(pair => pair.First.EndedAt <= pair.Second.AssignedAt);
        (lead.QueuedAt is not null).ShouldBe(lead.IsActive && lead.AssignedAgentId is null);
        lead.NeedsPlace.ShouldBeFalse();

        var pending = lead.FollowUps.Where(f => f.Status == FollowUpStatus.Pending).ToList();
        lead.NextFollowUp.ShouldBe(pending.Min(f => (DateTimeOffset?)f.DueDate));
        pending.ShouldAllBe(f => f.AgentId == lead.AssignedAgentId);
        if (!lead.IsActive || lead.AssignedAgentId is null)
            pending.ShouldBeEmpty();
    }

    [Test]
    public void A_refusal_changes_nothing([Range(1, 100)] int seed)
    {
        var random = new Random(seed);
        var lead = Lived(random);
        var before = State(lead);

        for (var i = 0; i < 30; i++)
        {
            try
            {
                Anything(lead, random, Noon.AddYears(1))();
            }
            catch (DomainException)
            {
                State(lead).ShouldBe(before);
            }

            before = State(lead);
        }
    }

    private static (LeadStatus, AgentId?, int, int, int, DateTimeOffset?, DateTimeOffset?, DateTimeOffset) State(
        Lead lead
    ) =>
        (
            lead.Status,
            lead.AssignedAgentId,
            lead.Ledger.Count,
            lead.Activities.Count,
            lead.FollowUps.Count(f => f.Status == FollowUpStatus.Pending),
            lead.NextFollowUp,
            lead.ArchivedAt,
            lead.UpdatedAt
        );

    private static int Worth(LeadActivity activity) =>
        (activity.Outcome == Outcome.Positive ? 5 : 0)
        + activity.Type switch
        {
            ActivityType.Viewing => 10,
            ActivityType.OfferMade => 20,
            _ => 0,
        };

    private static Lead Lived(Random random)
    {
        var (lead, now) = (TheLead.Assigned(Noon), Noon);
        for (var step = 0; step < 40; step++)
        {
            now += TimeSpan.FromHours(random.Next(300));
            try
            {
                Anything(lead, random, now)();
            }
            catch (DomainException)
            {
                // Refused: as good a step as any.
            }

            if (lead.NeedsPlace)
                Place(lead, random, now);
        }

        return lead;
    }

    private static void Place(Lead lead, Random random, DateTimeOffset now)
    {
        if (random.Next(3) == 0)
            lead.WaitForAgent(now);
        else
            lead.AssignTo(Decision(), now.AddHours(24), by: null, now);
    }

    private static AssignmentDecision Decision() => new(AgentId.New(Noon), AssignmentReason.Manual, "{}");

    private static Action Anything(Lead lead, Random random, DateTimeOffset now)
    {
        var status = random.GetItems(Enum.GetValues<LeadStatus>(), 1)[0];
        var step = new StatusStep(status)
        {
            By = Someone,
            Reason = "Because",
            DealValue = 1_000_000,
        };
        var due = now.AddHours(random.Next(-10, 1000));
        var pending = lead.FollowUps.FirstOrDefault(f => f.Status == FollowUpStatus.Pending);
        return random.Next(12) switch
        {
            0 => () => lead.MoveTo(step, Rules, now),
            1 => () => lead.ForceTo(step, Rules, now),
            2 => () => lead.Reopen("Called again", Someone, Rules, now),
            3 => () => lead.Archive(Rules, now),
            4 or 5 => () => lead.Restore(now),
            6 => () => lead.FollowUpAt(due, new([]), now),
            7 => () => lead.PlanFollowUp(FollowUpType.Viewing, Priority.Low, due, new([]), now),
            8 when pending is not null => () => lead.CompleteFollowUp(pending, now),
            9 when lead.AssignedAgentId is not null => () => lead.ReassignTo(Decision(), new([]), null, Someone, now),
            9 when lead.QueuedAt is not null => () => lead.AssignTo(Decision(), now.AddHours(24), Someone, now),
            _ => () => lead.Log(Activity(random, now), Rules, now),
        };
    }

    private static LeadActivity Activity(Random random, DateTimeOffset now) =>
        new()
        {
            Id = Guid.CreateVersion7(),
            Type = random.GetItems(Enum.GetValues<ActivityType>(), 1)[0],
            Outcome = random.Next(2) == 0 ? null : random.GetItems(Enum.GetValues<Outcome>(), 1)[0],
            Direction = random.Next(3) == 0 ? Direction.Inbound : Direction.Outbound,
            IsAutomated = random.Next(5) == 0,
            ScheduledAt = random.Next(5) == 0 ? now.AddHours(random.Next(-5, 5)) : null,
            OccurredAt = Noon + ((now - Noon) * random.NextDouble()),
            RecordedAt = now,
        };
}
