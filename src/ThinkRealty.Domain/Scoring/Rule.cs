using static System.FormattableString;

namespace ThinkRealty.Domain.Scoring;

/// <summary>Gives points where all its conditions hold; without conditions, always (rules §5).</summary>
/// <param name="Points">Whole for a lead's score; the advisor's probabilities have decimals.</param>
/// <param name="Reason">A short sentence for a person; never what somebody typed.</param>
/// <param name="When">All of these together.</param>
public sealed record Rule(decimal Points, string Reason, params IReadOnlyList<Condition> When)
{
    private const decimal Most = 1000;

    /// <summary>The number whose every unit earns the points; null where they are given once.</summary>
    public Fact? Per { get; init; }

    /// <summary>Where the points per unit end; has the sign of the points.</summary>
    public decimal? Cap { get; init; }

    /// <summary>What it gives, or null where it does not apply.</summary>
    internal ScoreEntry? Score(string name, Facts facts)
    {
        if (!When.All(condition => condition.Holds(facts)))
            return null;
        if (Per is null)
            return new(name, Points, Reason);

        var units = Per.Read(facts) as decimal? ?? 0;
        if (units <= 0)
            return null;

        var earned = units * Points;
        return Cap is { } cap && Math.Abs(earned) > Math.Abs(cap)
            ? new(name, cap, Invariant($"{Reason} ({units} × {Points}, at most {cap})"))
            : new(name, earned, Invariant($"{Reason} ({units} × {Points})"));
    }

    internal IEnumerable<string> Faults(Occasion occasion)
    {
        if (string.IsNullOrWhiteSpace(Reason))
            yield return "a rule needs a reason";
        if (Math.Abs(Points) > Most)
            yield return Invariant($"{Points} points are out of proportion (at most {Most})");
        if (Per is not null && (Per.Kind != FactKind.Number || Per.Occasion != occasion))
            yield return $"points per {Per} cannot be counted on the occasion {occasion.Spelled()}";
        if (Cap is { } cap && (Per is null || Math.Sign(cap) != Math.Sign(Points)))
            yield return Invariant($"a rule's cap of {Cap} needs a unit, and points of its sign");
        foreach (var fault in When.SelectMany(condition => condition.Faults(occasion)))
            yield return fault;
    }
}

/// <summary>What counts of the rules that apply in a group.</summary>
public enum Takes
{
    First,
    Sum,
}

/// <summary>Rules that answer one question together; its name is the rule's name in breakdown and ledger.</summary>
public sealed record RuleGroup(string Name, Occasion Occasion, Takes Takes, IReadOnlyList<Rule> Rules)
{
    /// <summary>The most that a sum may reach; what is above is taken back in an entry of its own.</summary>
    public decimal? Cap { get; init; }

    /// <summary>A group that is switched off gives nothing.</summary>
    public bool Enabled { get; init; } = true;

    internal IReadOnlyList<ScoreEntry> Score(Facts facts)
    {
        var earned = Rules.Select(rule => rule.Score(Name, facts)).OfType<ScoreEntry>();
        ScoreEntry[] entries = [.. Takes == Takes.First ? earned.Take(1) : earned];
        return entries.Sum(entry => entry.Points) - Cap is { } excess and > 0
            ? [.. entries, new(Name, -excess, Invariant($"At most {Cap} points together"))]
            : entries;
    }

    internal IEnumerable<string> Faults()
    {
        if (!RuleSet.IsWord(Name))
            yield return "the name is not a snake_case word";
        if (Rules.Count == 0)
            yield return "it has no rules";
        if (Cap is { } cap && (cap <= 0 || Takes != Takes.Sum))
            yield return "only a sum can have a cap, and it is above 0";
        if (Occasion is Occasion.FirstContact or Occasion.Silence && Takes != Takes.First)
            yield return $"{Occasion.Spelled()} gives one entry, so it takes the first rule that applies";
        foreach (var fault in Rules.SelectMany(rule => rule.Faults(Occasion)))
            yield return fault;
    }
}
