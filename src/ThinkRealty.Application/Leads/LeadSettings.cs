using System.ComponentModel.DataAnnotations;

namespace ThinkRealty.Application.Leads;

/// <summary>What happens to an inquiry when no agent has room (rules §6).</summary>
public enum WhenAllFull
{
    /// <summary>It waits for its turn, and the caller is answered 202.</summary>
    Queue,

    /// <summary>The caller is answered 503, and the inquiry is kept in the intake.</summary>
    Reject,
}

/// <summary>The numbers of rules §4–§6 and §8 that an operator may change.</summary>
public sealed record LeadSettings
{
    /// <summary>Hours in which the same phone and source count as the same inquiry (rules §4).</summary>
    [Range(1, 8760)]
    public int DuplicateWindowHours { get; init; } = 24;

    /// <summary>Hours from the first assignment to the first follow-up (rules §8).</summary>
    [Range(1, 720)]
    public int FirstFollowUpHours { get; init; } = 24;

    public WhenAllFull WhenAllFull { get; init; } = WhenAllFull.Queue;

    /// <summary>Seconds a refused caller is asked to wait.</summary>
    [Range(1, 86400)]
    public int RetryAfterSeconds { get; init; } = 60;

    /// <summary>A lead is hot strictly above this score (rules §5), in points.</summary>
    [Range(0, 100)]
    public int HotAbove { get; init; } = 70;

    /// <summary>Whether nationality counts in a new lead's score (rules §5).</summary>
    public bool ScoreNationality { get; init; } = true;

    public TimeSpan DuplicateWindow => TimeSpan.FromHours(DuplicateWindowHours);

    public TimeSpan FirstFollowUp => TimeSpan.FromHours(FirstFollowUpHours);
}
