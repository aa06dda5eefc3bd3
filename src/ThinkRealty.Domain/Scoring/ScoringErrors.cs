namespace ThinkRealty.Domain.Scoring;

/// <summary>What scoring refuses.</summary>
public static class ScoringErrors
{
    public static DomainException InvalidRuleSet(string name, IReadOnlyList<string> faults) =>
        new(
            new DomainError("invalid_rule_set", ErrorKind.Invalid, $"Rule set '{name}' cannot be used")
            {
                Detail = $"{string.Join("; ", faults)}.",
                Extensions = { ["faults"] = faults },
            }
        );

    public static DomainException FractionalPoints(ScoreEntry entry) =>
        new(
            new DomainError(
                "fractional_points",
                ErrorKind.Invalid,
                $"The rule {entry.Rule} gives a fraction of a point"
            )
            {
                Detail = "A lead's points are whole numbers. Choose another rule set.",
            }
        );
}
