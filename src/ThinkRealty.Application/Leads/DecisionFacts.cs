using System.Text.Json;

namespace ThinkRealty.Application.Leads;

/// <summary>The stored record of an assignment, as far as people ask for it (rules §6).</summary>
internal sealed record DecisionFacts
{
    /// <summary>What put the first before the second; see rules §6.</summary>
    public string? DecidedBy { get; private init; }

    /// <summary>Of the best match.</summary>
    public decimal? Points { get; private init; }

    /// <summary>The short numbers of those who competed, whose turn came first.</summary>
    public IReadOnlyList<int> Group { get; private init; } = [];

    /// <summary>How many active leads the first of them held.</summary>
    public int? ActiveLeads { get; private init; }

    /// <summary>How many more matched equally well and are not in the group.</summary>
    public int AsGood { get; private init; }

    /// <summary>How many matched less well.</summary>
    public int Fewer { get; private init; }

    /// <summary>How many could not take it.</summary>
    public int Excluded { get; private init; }

    /// <summary>Those of them whose short number is recorded, with the reason.</summary>
    public IReadOnlyList<(int AgentNo, string Reason)> NamedExcluded { get; private init; } = [];

    /// <summary>Every short number in the record.</summary>
    public IReadOnlyList<int> AgentNos { get; private init; } = [];

    public static DecisionFacts In(JsonElement facts)
    {
        var group = List(facts, "group").ToList();
        var others = List(facts, "others").ToList();
        var excluded = List(facts, "excluded").ToList();
        var points = Decimal(facts, "points");
        var numbers = group.Select(one => Whole(one, "agent_no")).OfType<int>().ToList();
        return new()
        {
            DecidedBy = facts.TryGetProperty("decided_by", out var by) ? by.GetString() : null,
            Points = points,
            Group = numbers,
            ActiveLeads = group.Count > 0 ? Whole(group[0], "active_leads") : null,
            AsGood = others.Where(o => Decimal(o, "points") == points).Sum(Count),
            Fewer = others.Where(o => Decimal(o, "points") != points).Sum(Count),
            Excluded = excluded.Sum(Count),
            NamedExcluded =
            [
                .. excluded.SelectMany(e => Numbers(e).Select(no => (no, e.GetProperty("reason").GetString() ?? ""))),
            ],
            AgentNos = [.. numbers.Concat(others.Concat(excluded).SelectMany(Numbers)).Distinct().Order()],
        };
    }

    private static JsonElement.ArrayEnumerator List(JsonElement facts, string name) =>
        facts.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array
            ? list.EnumerateArray()
            : default;

    private static IEnumerable<int> Numbers(JsonElement some) => List(some, "agent_nos").Select(no => no.GetInt32());

    private static int Count(JsonElement some) => Whole(some, "count") ?? 0;

    private static int? Whole(JsonElement fact, string name) =>
        fact.TryGetProperty(name, out var number) && number.ValueKind == JsonValueKind.Number
            ? number.GetInt32()
            : null;

    private static decimal? Decimal(JsonElement fact, string name) =>
        fact.TryGetProperty(name, out var number) && number.ValueKind == JsonValueKind.Number
            ? number.GetDecimal()
            : null;
}
