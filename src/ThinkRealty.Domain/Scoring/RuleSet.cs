using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ThinkRealty.Domain.Scoring;

/// <summary>All the rules of a score, as data with a version; one that exists is consistent (rules §5).</summary>
public sealed class RuleSet
{
    internal static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false) },
    };

    /// <summary>Takes only what fits together.</summary>
    /// <exception cref="DomainException"><c>invalid_rule_set</c>: names everything that is inconsistent.</exception>
    [JsonConstructor]
    public RuleSet(string name, int version, params IReadOnlyList<RuleGroup> groups)
    {
        (Name, Version, Groups) = (name, version, groups);
        if (Faults().ToArray() is { Length: > 0 } faults)
            throw ScoringErrors.InvalidRuleSet(name, faults);
    }

    public string Name { get; }
    public int Version { get; }
    public IReadOnlyList<RuleGroup> Groups { get; }

    /// <summary>Reads a definition, whoever wrote it.</summary>
    /// <exception cref="DomainException"><c>invalid_rule_set</c>: unknown words, or inconsistent.</exception>
    public static RuleSet FromJson(string json)
    {
        try
        {
            RefuseNulls(json);
            return JsonSerializer.Deserialize<RuleSet>(json, Json)!;
        }
        catch (JsonException unreadable)
        {
            throw ScoringErrors.InvalidRuleSet("?", [unreadable.Message]);
        }
    }

    public string ToJson() => JsonSerializer.Serialize(this, Json);

    /// <summary>What the lead's own facts are worth.</summary>
    public ScoreBreakdown Score(LeadFacts facts) => new([.. On(Occasion.Profile, facts)]);

    /// <summary>What one logged activity adds to the ledger.</summary>
    public IReadOnlyList<ScoreEntry> ForActivity(ActivityFacts facts) => [.. On(Occasion.Activity, facts)];

    /// <summary>What the first contact adds to the ledger, once; null where the set does not look at it.</summary>
    public ScoreEntry? ForFirstContact(TimeSpan sinceCreation) =>
        On(Occasion.FirstContact, new FirstContactFacts(sinceCreation)).FirstOrDefault();

    /// <summary>What one complete window of silence adds to the ledger; null where the set has no decay.</summary>
    public ScoreEntry? ForSilence() => On(Occasion.Silence, new SilenceFacts()).FirstOrDefault();

    /// <summary>The same set with one group switched off.</summary>
    public RuleSet Without(string group) =>
        Groups.Any(g => g.Name == group)
            ? new(Name, Version, [.. Groups.Select(g => g.Name == group ? g with { Enabled = false } : g)])
            : throw ScoringErrors.InvalidRuleSet(Name, [$"there is no group '{group}' to switch off"]);

    internal static bool IsWord(string name) =>
        name.Length > 0
        && char.IsAsciiLetterLower(name[0])
        && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_');

    // The serializer guards properties against null, but not what lists hold.
    private static void RefuseNulls(string json)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(json));
        while (reader.Read())
            if (reader.TokenType == JsonTokenType.Null)
                throw new JsonException("null says nothing here; what is not set is left out");
    }

    private IEnumerable<ScoreEntry> On(Occasion occasion, Facts facts) =>
        Groups.Where(group => group.Enabled && group.Occasion == occasion).SelectMany(group => group.Score(facts));

    private IEnumerable<string> Faults() =>
        [
            .. IsWord(Name) ? Array.Empty<string>() : ["the name is not a snake_case word"],
            .. Version > 0 ? Array.Empty<string>() : ["versions begin at 1"],
            .. Groups
                .CountBy(g => g.Name)
                .Where(g => g.Value > 1)
                .Select(g => $"{g.Key}: there are two groups of this name"),
            .. Groups
                .Where(g => g.Occasion is Occasion.FirstContact or Occasion.Silence)
                .CountBy(g => g.Occasion)
                .Where(o => o.Value > 1)
                .Select(o => $"{o.Key.Spelled()} gives one entry, so it can have one group only"),
            .. Groups.SelectMany(g => g.Faults().Select(fault => $"{g.Name}: {fault}")),
        ];
}
