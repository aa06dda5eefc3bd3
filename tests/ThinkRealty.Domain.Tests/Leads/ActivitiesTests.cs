using NUnit.Framework;
using Shouldly;
using ThinkRealty.Domain.Leads;
using ThinkRealty.Domain.Scoring;

namespace ThinkRealty.Domain.Tests.Leads;

/// <summary>What an activity changes about its lead: counts, contacts, points and silence (rules §5, §8).</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class ActivitiesTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 17, 8, 0, 0, TimeSpan.Zero);
    private static readonly RuleSet Rules = RuleSets.ThinkRealty;

    // Starts at 85; every complete week of silence takes 10.
    private readonly Lead _lead = TheLead.Assigned(Noon);

    private static TimeSpan Week => TimeSpan.FromHours(168);

    [TestCase(ActivityType.Call, true)]
    [TestCase(ActivityType.Email, true)]
    [TestCase(ActivityType.Whatsapp, true)]
    [TestCase(ActivityType.Viewing, true)]
    [TestCase(ActivityType.Meeting, true)]
    [TestCase(ActivityType.OfferMade, true)]
    [TestCase(ActivityType.Message, true)]
    [TestCase(ActivityType.Note, false)]
    [TestCase(ActivityType.Assignment, false)]
    public void A_contact_is_human_outbound_and_meets_the_customer(ActivityType type, bool isContact)
    {
        var activity = Activity(type, TimeSpan.Zero);

        activity.IsContact.ShouldBe(isContact);
        (activity with { Direction = Direction.Inbound }).IsContact.ShouldBeFalse();
        (activity with { IsAutomated = true }).IsContact.ShouldBeFalse();
    }

    [Test]
    public void Counts_leave_out_assignments_and_what_the_program_did()
    {
        Log(ActivityType.Note);
        Log(ActivityType.Call);
        Log(ActivityType.Assignment);
        Log(ActivityType.Email, a => a with { IsAutomated = true });
        Log(ActivityType.Call, a => a with { Direction = Direction.Inbound });

        (_lead.ActivityCount, _lead.CallAttempts, _lead.Activities.Count).ShouldBe((3, 1, 5));
        _lead.Status.ShouldBe(LeadStatus.New, "a contact never changes the status");
        _lead.Activities.ShouldAllBe(a => a.LeadId == _lead.Id && a.AgentId == TheLead.Agent);
    }

    [TestCase(60, 15)]
    [TestCase(60.01, 10)]
    [TestCase(4 * 60, 10)]
    [TestCase(24 * 60, 5)]
    [TestCase(72 * 60, 0)]
    [TestCase(72.01 * 60, -10)]
    public void The_first_contact_earns_its_bonus_once(double minutes, int points)
    {
        Log(ActivityType.Note, after: TimeSpan.FromMinutes(1));
        Log(ActivityType.Call, after: TimeSpan.FromMinutes(minutes));
        Log(ActivityType.Call, after: TimeSpan.FromMinutes(minutes + 1));

        var bonus = _lead.Ledger.ShouldHaveSingleItem();
        (bonus.Rule, bonus.Points, bonus.ActivityId).ShouldBe(("first_contact", points, _lead.Activities[1].Id));
        _lead.RawScore.ShouldBe(85 + points);
        (_lead.FirstContactAt, _lead.LastContactAt).ShouldBe(
            (Noon + TimeSpan.FromMinutes(minutes), Noon + TimeSpan.FromMinutes(minutes + 1))
        );
    }

    [Test]
    public void A_contact_written_down_late_is_the_first_one_without_revising_the_bonus()
    {
        Log(ActivityType.Call, after: TimeSpan.FromHours(30));
        Log(ActivityType.Email, after: TimeSpan.FromHours(1), recorded: TimeSpan.FromHours(31));

        (_lead.FirstContactAt, _lead.LastContactAt).ShouldBe((Noon.AddHours(1), Noon.AddHours(30)));
        _lead.Ledger.ShouldHaveSingleItem().Points.ShouldBe(0);
    }

    [TestCase(ActivityType.Viewing, Outcome.Positive, 15)]
    [TestCase(ActivityType.Viewing, Outcome.Negative, 10)]
    [TestCase(ActivityType.OfferMade, Outcome.Positive, 25)]
    [TestCase(ActivityType.OfferMade, null, 20)]
    [TestCase(ActivityType.Call, Outcome.Positive, 5)]
    [TestCase(ActivityType.Call, Outcome.Neutral, 0)]
    public void What_an_activity_is_worth_adds_up_each_time(ActivityType type, Outcome? outcome, int points)
    {
        Log(ActivityType.Call, after: TimeSpan.FromHours(72)); // a bonus of 0
        Log(type, a => a with { Outcome = outcome }, TimeSpan.FromHours(73));
        Log(type, a => a with { Outcome = outcome }, TimeSpan.FromHours(74));

        _lead.RawScore.ShouldBe(85 + (2 * points));
        _lead.LeadScore.ShouldBe(Math.Min(100, 85 + (2 * points)));
    }

    [TestCase(167.99, 0)]
    [TestCase(168, 1)]
    [TestCase(335.99, 1)]
    [TestCase(336, 2)]
    [TestCase(168 * 5, 5)]
    public void Several_weeks_of_silence_owed_at_once_count_once_each(double hours, int weeks)
    {
        Log(ActivityType.Call, after: TimeSpan.FromHours(hours));

        var silence = Silence();
        silence.Select(c => c.SilenceWindow).ShouldBe(Enumerable.Range(1, weeks).Select(n => (int?)n));
        silence.ShouldAllBe(c => c.Points == -10 && c.SilenceSince == Noon);
        (_lead.SilenceSince, _lead.SilenceWindows).ShouldBe((Noon.AddHours(hours), 0));
    }

    [Test]
    public void Silence_never_takes_the_sum_below_0()
    {
        Log(ActivityType.Message, a => a with { Direction = Direction.Inbound }, 11 * Week);

        Silence().Select(c => c.Points).ShouldBe([-10, -10, -10, -10, -10, -10, -10, -10, -5, 0, 0]);
        (_lead.RawScore, _lead.LeadScore).ShouldBe((0, 0));
    }

    [Test]
    public void A_sum_that_is_below_0_already_stays_where_it_is()
    {
        var poor = TheLead.Captured(
            Noon,
            inquiry => inquiry with { SourceType = LeadSource.Scanner, Person = new(), Wishes = new() }
        );
        poor.Log(
            Activity(ActivityType.Message, 4 * Week) with
            {
                Direction = Direction.Inbound,
            },
            Rules,
            Noon + (4 * Week)
        );
        poor.RawScore.ShouldBe(0); // 33 - 10 - 10 - 10 - 3
        poor.Log(Activity(ActivityType.Call, 4 * Week), Rules, Noon + (4 * Week));
        poor.RawScore.ShouldBe(-10); // a late first contact

        poor.Log(Activity(ActivityType.Call, 6 * Week), Rules, Noon + (6 * Week));

        (poor.RawScore, poor.LeadScore).ShouldBe((-10, 0));
        poor.Ledger.TakeLast(2).Select(c => (c.Rule, c.Points)).ShouldBe([("silence", 0), ("silence", 0)]);
    }

    [Test]
    public void What_is_owed_is_booked_before_the_points_of_whatever_ends_the_silence()
    {
        Log(ActivityType.Viewing, a => a with { Outcome = Outcome.Positive }, 10 * Week);

        _lead
            .Ledger.Select(c => c.Rule)
            .ShouldBe([.. Enumerable.Repeat("silence", 10), "positive_outcome", "viewing", "first_contact"]);
        _lead.RawScore.ShouldBe(0 + 5 + 10 - 10);
    }

    [Test]
    public void Notes_assignments_and_automatic_entries_do_not_break_silence()
    {
        Log(ActivityType.Note, after: Week / 2);
        Log(ActivityType.Assignment, after: Week / 2);
        Log(ActivityType.Email, a => a with { IsAutomated = true }, Week / 2);
        _lead.SilenceSince.ShouldBe(Noon);

        Log(ActivityType.Message, a => a with { Direction = Direction.Inbound }, Week - TimeSpan.FromTicks(10));
        Silence().ShouldBeEmpty();
        _lead.SilenceSince.ShouldBe(Noon + Week - TimeSpan.FromTicks(10));
    }

    [Test]
    public void What_happened_before_the_silence_began_does_not_move_it()
    {
        Log(ActivityType.Call, after: Week / 2);
        Log(ActivityType.Call, after: Week / 4, recorded: Week);

        _lead.SilenceSince.ShouldBe(Noon + (Week / 2));
    }

    [Test]
    public void Closing_books_what_is_owed_and_afterwards_silence_costs_nothing()
    {
        _lead.MoveTo(new(LeadStatus.Lost), Rules, Noon + (2.5 * Week));
        Silence().Count.ShouldBe(2);

        Log(ActivityType.Message, a => a with { Direction = Direction.Inbound }, 9 * Week);

        Silence().Count.ShouldBe(2);
        _lead.RawScore.ShouldBe(65);
    }

    [Test]
    public void However_often_a_command_comes_by_a_week_counts_once()
    {
        _lead.MoveTo(new(LeadStatus.Contacted), Rules, Noon + (2 * Week));
        _lead.MoveTo(new(LeadStatus.Qualified), Rules, Noon + (2 * Week));
        _lead.MoveTo(new(LeadStatus.ViewingScheduled), Rules, Noon + (3 * Week));

        Silence().Select(c => (c.SilenceSince, c.SilenceWindow)).ShouldBe([(Noon, 1), (Noon, 2), (Noon, 3)]);
    }

    [Test]
    public void Breakdown_and_ledger_are_the_score_whatever_happens([Range(1, 200)] int seed)
    {
        var random = new Random(seed);
        var (lead, now) = (TheLead.Assigned(Noon), Noon);
        for (var step = 0; step < 12; step++)
        {
            now += TimeSpan.FromHours(random.Next(400));
            if (random.Next(5) == 0 && lead.Status.Next() is { Count: > 0 } next)
                lead.MoveTo(new(next[random.Next(next.Count)]), Rules, now);
            else
                lead.Log(Anything(random, now), Rules, now);

            lead.RawScore.ShouldBe(lead.ScoreBreakdown.WholeTotal + lead.Ledger.Sum(c => c.Points));
            lead.LeadScore.ShouldBe(Math.Clamp(lead.RawScore, 0, 100));
            lead.Ledger.Count(c => c.Rule == "first_contact").ShouldBe(lead.FirstContactAt is null ? 0 : 1);
            lead.Ledger.Where(c => c.SilenceWindow is not null)
                .Select(c => (c.SilenceSince, c.SilenceWindow))
                .ShouldBeUnique();
            lead.ActivityCount.ShouldBe(lead.Activities.Count(a => a.Counts));
            lead.LastContactAt.ShouldBe(
                lead.Activities.Where(a => a.IsContact).Max(a => (DateTimeOffset?)a.OccurredAt)
            );
            lead.FirstContactAt.ShouldBe(
                lead.Activities.Where(a => a.IsContact).Min(a => (DateTimeOffset?)a.OccurredAt)
            );
        }
    }

    private static LeadActivity Anything(Random random, DateTimeOffset now) =>
        new()
        {
            Id = Guid.CreateVersion7(),
            Type = random.GetItems(Enum.GetValues<ActivityType>(), 1)[0],
            Outcome = random.Next(2) == 0 ? null : random.GetItems(Enum.GetValues<Outcome>(), 1)[0],
            Direction = random.Next(3) == 0 ? Direction.Inbound : Direction.Outbound,
            IsAutomated = random.Next(5) == 0,
            OccurredAt = Noon + ((now - Noon) * random.NextDouble()),
            RecordedAt = now,
        };

    private static LeadActivity Activity(ActivityType type, TimeSpan after, TimeSpan? recorded = null) =>
        new()
        {
            Id = Guid.CreateVersion7(),
            Type = type,
            OccurredAt = Noon + after,
            RecordedAt = Noon + (recorded ?? after),
        };

    private void Log(
        ActivityType type,
        Func<LeadActivity, LeadActivity>? but = null,
        TimeSpan after = default,
        TimeSpan? recorded = null
    )
    {
        var activity = Activity(type, after, recorded);
        _lead.Log(but?.Invoke(activity) ?? activity, Rules, activity.RecordedAt);
    }

    private List<ScoreChange> Silence() => [.. _lead.Ledger.Where(c => c.Rule == "silence")];
}
