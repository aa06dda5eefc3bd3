namespace ThinkRealty.Application.Leads;

/// <summary>What was accepted, and what the caller should know about it: <c>slug</c> or <c>slug: detail</c>.</summary>
public static class LeadWarnings
{
    /// <summary>The lead is active and has an agent, and nothing is planned with it (rules §8).</summary>
    public const string NoNextStep = "no_next_step";

    /// <summary>A reason came with a change that changed nothing.</summary>
    /// <param name="because">Why it has no place.</param>
    public static string ReasonNotKept(string because) => $"reason_not_kept: {because}";

    /// <summary>A text came with a change that changed nothing.</summary>
    /// <param name="because">Why it has no place.</param>
    public static string NotesNotKept(string because) => $"notes_not_kept: {because}";
}

/// <summary>A lead that was changed.</summary>
/// <param name="LeadId">Which one.</param>
/// <param name="Warnings">What the caller should know about it.</param>
public sealed record LeadChange(Guid LeadId, IReadOnlyList<string> Warnings);
