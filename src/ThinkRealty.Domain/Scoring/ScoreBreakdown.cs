using System.Text.Json;
using System.Text.Json.Serialization;

namespace ThinkRealty.Domain.Scoring;

/// <summary>One line of a breakdown or a ledger: which rule gave how much, and why.</summary>
/// <param name="Rule">The stable name of the rule's group.</param>
/// <param name="Points">As the rule says, never clamped.</param>
/// <param name="Reason">A short sentence for a person.</param>
public sealed record ScoreEntry(string Rule, decimal Points, string Reason)
{
    /// <summary>Points as a lead counts them.</summary>
    /// <exception cref="DomainException"><c>fractional_points</c>: the rule set is not one for leads.</exception>
    [JsonIgnore]
    public int WholePoints => decimal.IsInteger(Points) ? (int)Points : throw ScoringErrors.FractionalPoints(this);
}

/// <summary>How a lead's own facts add up (rules §5).</summary>
public sealed record ScoreBreakdown(IReadOnlyList<ScoreEntry> Entries)
{
    /// <summary>The sum of the entries; may go past either end of a score.</summary>
    public decimal Total => Entries.Sum(entry => entry.Points);

    /// <summary>The sum as a lead counts it.</summary>
    /// <exception cref="DomainException"><c>fractional_points</c>: the rule set is not one for leads.</exception>
    public int WholeTotal => Entries.Sum(entry => entry.WholePoints);

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    public static ScoreBreakdown FromJson(string json) =>
        new(JsonSerializer.Deserialize<IReadOnlyList<ScoreEntry>>(json, RuleSet.Json)!);

    /// <summary>A list of {rule, points, reason}.</summary>
    public string ToJson() => JsonSerializer.Serialize(Entries, RuleSet.Json);

    public bool Equals(ScoreBreakdown? other) => other is not null && Entries.SequenceEqual(other.Entries);

    public override int GetHashCode() => Entries.Aggregate(0, HashCode.Combine);
}
