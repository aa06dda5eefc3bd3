using ThinkRealty.Domain.Scoring;

namespace ThinkRealty.Domain.Leads;

// What happened with the lead (rules §8) and what it did to the score (rules §5).
public sealed partial class Lead
{
    /// <summary>What a complete week of silence is counted in, to the microsecond (rules §5).</summary>
    public static readonly TimeSpan SilentWeek = TimeSpan.FromHours(168);

    /// <summary>
    /// Writes down what happened and books the points it is worth. What happened up to a minute from now happened now: clocks
    /// differ.
    /// </summary>
    public void Log(LeadActivity activity, RuleSet rules, DateTimeOffset now)
    {
        RefuseArchived();
        activity = activity with
        {
            OccurredAt = NotAhead(activity.OccurredAt, now),
            CompletedAt = activity.CompletedAt is { } completed ? NotAhead(completed, now) : null,
        };
        // Where the lead came on a node whose clock is ahead, what happens now happens at the earliest when it came.
        if (activity.OccurredAt == now && now < CreatedAt)
            (activity, now) = (activity with { OccurredAt = CreatedAt, RecordedAt = CreatedAt }, CreatedAt);
        if (activity.OccurredAt < CreatedAt || activity.OccurredAt > now)
            throw LeadErrors.Outside("occurred_at", CreatedAt);
        if (activity.CompletedAt < CreatedAt || activity.CompletedAt > now)
            throw LeadErrors.Outside("completed_at", CreatedAt);

        _activities.Add(activity with { LeadId = Id, AgentId = activity.AgentId ?? AssignedAgentId });
        if (activity.Counts)
            ActivityCount++;
        UpdatedAt = now;
        Raise(new ActivityLogged(Id, activity.Type, now));
        if (activity.IsPlanned)
            return;

        if (activity is { Type: ActivityType.Call, Direction: Direction.Outbound })
            CallAttempts++;
        // What the silence cost comes first: points that end it do not make up for a sum that stood at 0.
        if (activity.IsExchange)
            BreakSilence(activity.OccurredAt, rules, now);
        foreach (var entry in rules.ForActivity(new(activity.Type, activity.Outcome)))
            Book(new(Id, entry, now) { ActivityId = activity.Id });
        if (activity.IsContact)
            Contacted(activity, rules, now);
    }

    /// <summary>Corrects a note, or strikes it out without new words: another row that stands for it.</summary>
    public void Revise(Guid note, string? words, Guid? by, DateTimeOffset now)
    {
        RefuseArchived();
        _activities.Add(
            new()
            {
                Id = Guid.CreateVersion7(now),
                LeadId = Id,
                Type = ActivityType.Note,
                Revises = note,
                Notes = words,
                OccurredAt = now,
                RecordedAt = now,
                RecordedBy = by,
            }
        );
        UpdatedAt = now;
        Raise(new NoteRevised(Id, note, now));
    }

    private static DateTimeOffset NotAhead(DateTimeOffset moment, DateTimeOffset now) =>
        moment > now && moment <= now + LeadActivity.ClockTolerance ? now : moment;

    private void Contacted(LeadActivity contact, RuleSet rules, DateTimeOffset now)
    {
        // Once: a contact written down later that came before moves the moment, but not the bonus.
        if (FirstContactAt is null && rules.ForFirstContact(contact.OccurredAt - CreatedAt) is { } bonus)
            Book(new(Id, bonus, now) { ActivityId = contact.Id });

        if (FirstContactAt is null || contact.OccurredAt < FirstContactAt)
            FirstContactAt = contact.OccurredAt;
        if (LastContactAt is null || contact.OccurredAt > LastContactAt)
            LastContactAt = contact.OccurredAt;
        NeedsSupervisor = false;
    }

    // Each complete week counts exactly once and never takes the sum below 0: the last entry is smaller, later ones are 0.
    private void BookSilence(RuleSet rules, DateTimeOffset until, DateTimeOffset now)
    {
        if (!IsActive || rules.ForSilence() is not { } week)
            return;

        while (until - SilenceSince >= SilentWeek * (SilenceWindows + 1))
        {
            SilenceWindows++;
            var points = Math.Max(week.WholePoints, -Math.Max(0, RawScore));
            Book(
                new(Id, week with { Points = points }, now)
                {
                    SilenceSince = SilenceSince,
                    SilenceWindow = SilenceWindows,
                }
            );
        }
    }

    private void BreakSilence(DateTimeOffset at, RuleSet rules, DateTimeOffset now)
    {
        if (at <= SilenceSince)
            return;

        BookSilence(rules, at, now);
        (SilenceSince, SilenceWindows) = (at, 0);
    }

    private void Book(ScoreChange change)
    {
        _ledger.Add(change);
        AddPoints(change.Points);
    }

    private void AddPoints(int points)
    {
        RawScore += points;
        LeadScore = Math.Clamp(RawScore, 0, 100);
    }
}
