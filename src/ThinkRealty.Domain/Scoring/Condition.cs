namespace ThinkRealty.Domain.Scoring;

/// <summary>How a fact is asked about; a fact that is not known fulfils none of them.</summary>
public enum Operator
{
    Given,
    AnyOf,
    NoneOf,
    Above,
    AtMost,
}

/// <summary>Fact – operator – value (rules §5). Words compare as the fact says, by default without regard to case and spaces.</summary>
public sealed record Condition(Fact Fact, Operator Operator)
{
    private readonly HashSet<string> _folded = [];

    /// <summary>For <see cref="Operator.Above"/> and <see cref="Operator.AtMost"/>.</summary>
    public decimal? Limit { get; init; }

    /// <summary>For <see cref="Operator.AnyOf"/> and <see cref="Operator.NoneOf"/>.</summary>
    public IReadOnlyList<string>? Words
    {
        get;
        init
        {
            field = value;
            _folded = [.. (value ?? []).Select(Fact.Compared)];
        }
    }

    internal bool Holds(Facts facts) =>
        (Operator, Fact.Read(facts)) switch
        {
            (Operator.Given, bool yes) => yes,
            (Operator.Given, string word) => !string.IsNullOrWhiteSpace(word),
            (Operator.Given, IReadOnlyList<string> words) => words.Count > 0,
            (Operator.Given, decimal) => true,
            (Operator.AnyOf, string word) => IsListed(word),
            (Operator.AnyOf, IReadOnlyList<string> words) => words.Any(IsListed),
            (Operator.NoneOf, string word) => !string.IsNullOrWhiteSpace(word) && !IsListed(word),
            (Operator.NoneOf, IReadOnlyList<string> words) => words.Count > 0 && !words.Any(IsListed),
            (Operator.Above, decimal number) => number > Limit,
            (Operator.AtMost, decimal number) => number <= Limit,
            _ => false,
        };

    internal IEnumerable<string> Faults(Occasion occasion)
    {
        var wantsWords = Operator is Operator.AnyOf or Operator.NoneOf;
        var wantsLimit = Operator is Operator.Above or Operator.AtMost;
        var kindFits = wantsLimit
            ? Fact.Kind == FactKind.Number
            : !wantsWords || Fact.Kind is FactKind.Word or FactKind.Words;

        if (Fact.Occasion != occasion)
            yield return $"{Fact} is not known on the occasion {occasion.Spelled()}";
        if (!kindFits)
            yield return $"{Operator.Spelled()} cannot be asked of {Fact}";
        if (wantsLimit != Limit.HasValue)
            yield return $"{Fact} {Operator.Spelled()} {(wantsLimit ? "needs a" : "takes no")} limit";
        if (wantsWords != Words is { Count: > 0 })
            yield return $"{Fact} {Operator.Spelled()} {(wantsWords ? "needs" : "takes no")} words";
        foreach (var stranger in (Words ?? []).Except(Fact.Vocabulary ?? Words ?? []))
            yield return $"{Fact} is never '{stranger}'";
    }

    private bool IsListed(string word) => _folded.Contains(Fact.Compared(word));
}
