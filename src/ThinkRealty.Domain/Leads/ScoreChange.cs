using ThinkRealty.Domain.Scoring;

namespace ThinkRealty.Domain.Leads;

/// <summary>One entry of a lead's score ledger: points that came after the breakdown (rules §5).</summary>
public sealed class ScoreChange
{
    private ScoreChange() { } // EF Core builds it from a row.

    internal ScoreChange(LeadId lead, ScoreEntry entry, DateTimeOffset now)
    {
        (LeadId, Rule, Points, Reason, At) = (lead, entry.Rule, entry.WholePoints, entry.Reason, now);
    }

    public long Id { get; private init; }
    public LeadId LeadId { get; private init; }
    public string Rule { get; private init; } = "";

    /// <summary>As booked, never clamped.</summary>
    public int Points { get; private init; }
    public string Reason { get; private init; } = "";
    public DateTimeOffset At { get; private init; }

    /// <summary>The activity that brought the points, if one did.</summary>
    public Guid? ActivityId { get; internal init; }

    /// <summary>For silence: the moment it began …</summary>
    public DateTimeOffset? SilenceSince { get; internal init; }

    /// <summary>… and which complete week of it this is, from 1.</summary>
    public int? SilenceWindow { get; internal init; }
}
