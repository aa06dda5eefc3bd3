using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;
using ThinkRealty.Domain.Countries;
using ThinkRealty.Domain.Leads;

namespace ThinkRealty.Domain.Scoring;

/// <summary>When a group of rules gives points (rules §5).</summary>
public enum Occasion
{
    /// <summary>The lead's own facts; scored anew whenever one changes.</summary>
    Profile,

    /// <summary>Each time one is logged.</summary>
    Activity,

    /// <summary>Once.</summary>
    FirstContact,

    /// <summary>Once for each complete window of silence.</summary>
    Silence,
}

internal enum FactKind
{
    Number,
    Word,
    Words,
    Flag,
}

/// <summary>One thing that a rule can ask about, by its stable name.</summary>
[JsonConverter(typeof(FactConverter))]
public sealed class Fact
{
    private static readonly Dictionary<string, Fact> Known = [];

    public static Fact Source { get; } = Word("source", f => f.Source.Spelled(), Spelling<LeadSource>.All);
    public static Fact Purpose { get; } = Word("purpose", f => f.Purpose.Spelled(), Spelling<Purpose>.All);
    public static Fact BudgetMin { get; } = Number("budget_min", f => f.BudgetMin);
    public static Fact BudgetMax { get; } = Number("budget_max", f => f.BudgetMax);

    /// <summary>Compared by country: a rule that says UAE means everybody whose nationality is understood so (rules §2).</summary>
    public static Fact Nationality { get; } =
        new("nationality", Occasion.Profile, FactKind.Word, f => ((LeadFacts)f).Nationality)
        {
            Compared = text => Country.Of(text)?.Code ?? text.Folded(),
        };
    public static Fact PropertyType { get; } = Flag("property_type", f => f.HasPropertyType);
    public static Fact Areas { get; } = Number("areas", f => f.Areas);
    public static Fact Referrer { get; } = Flag("referrer", f => f.ReferrerKnown);
    public static Fact Phone { get; } = Flag("phone", f => f.HasPhone);
    public static Fact Whatsapp { get; } = Flag("whatsapp", f => f.HasWhatsapp);
    public static Fact FullName { get; } = Flag("full_name", f => f.HasFullName);
    public static Fact Company { get; } = Flag("company", f => f.HasCompany);
    public static Fact MoveInDate { get; } = Flag("move_in_date", f => f.HasMoveInDate);
    public static Fact BusinessDomain { get; } = Flag("business_domain", f => f.HasBusinessDomain);
    public static Fact EmailDomain { get; } = Word("email_domain", f => f.EmailDomain);
    public static Fact Tags { get; } =
        new("tags", Occasion.Profile, FactKind.Words, f => ((LeadFacts)f).Tags) { Compared = Folding.Folded };
    public static Fact MessageLength { get; } = Number("message_length", f => f.MessageLength);
    public static Fact Interactions { get; } = Number("interactions", f => f.Interactions);
    public static Fact PropertiesOfInterest { get; } = Number("properties_of_interest", f => f.PropertiesOfInterest);
    public static Fact HoursSinceLastContact { get; } =
        Number("hours_since_last_contact", f => f.SinceLastContact is { } since ? Hours(since) : null);

    public static Fact ActivityType { get; } = Said("activity_type", f => f.Type.Spelled(), Spelling<ActivityType>.All);
    public static Fact Outcome { get; } = Said("outcome", f => f.Outcome?.Spelled(), Spelling<Outcome>.All);

    public static Fact HoursToFirstContact { get; } =
        new(
            "hours_to_first_contact",
            Occasion.FirstContact,
            FactKind.Number,
            f => Hours(((FirstContactFacts)f).SinceCreation)
        );

    private readonly Func<Facts, object?> _read;

    private Fact(string name, Occasion occasion, FactKind kind, Func<Facts, object?> read)
    {
        (Name, Occasion, Kind, _read) = (name, occasion, kind, read);
        Known.Add(name, this);
    }

    public string Name { get; }
    public Occasion Occasion { get; }
    internal FactKind Kind { get; }

    /// <summary>The form in which two words are one.</summary>
    internal Func<string, string> Compared { get; private init; } =
        word => string.Join(' ', word.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).ToLowerInvariant();

    /// <summary>The only words this fact can be; null where people type freely.</summary>
    internal IReadOnlyList<string>? Vocabulary { get; private init; }

    public static bool TryParse(string name, [NotNullWhen(true)] out Fact? fact) => Known.TryGetValue(name, out fact);

    public Condition Given() => new(this, Operator.Given);

    public Condition AnyOf(params IReadOnlyList<string> words) => new(this, Operator.AnyOf) { Words = words };

    /// <summary>Given, and none of these.</summary>
    public Condition NoneOf(params IReadOnlyList<string> words) => new(this, Operator.NoneOf) { Words = words };

    public Condition Above(decimal limit) => new(this, Operator.Above) { Limit = limit };

    /// <summary>Includes the limit.</summary>
    public Condition AtMost(decimal limit) => new(this, Operator.AtMost) { Limit = limit };

    public override string ToString() => Name;

    /// <summary>A decimal, a string, strings or a bool as the kind says; null where it is not known.</summary>
    internal object? Read(Facts facts) => _read(facts);

    private static decimal Hours(TimeSpan time) => (decimal)time.Ticks / TimeSpan.TicksPerHour;

    private static Fact Number(string name, Func<LeadFacts, decimal?> read) =>
        new(name, Occasion.Profile, FactKind.Number, f => read((LeadFacts)f));

    private static Fact Flag(string name, Func<LeadFacts, bool> read) =>
        new(name, Occasion.Profile, FactKind.Flag, f => read((LeadFacts)f));

    private static Fact Word(string name, Func<LeadFacts, string?> read, IReadOnlyList<string>? vocabulary = null) =>
        new(name, Occasion.Profile, FactKind.Word, f => read((LeadFacts)f)) { Vocabulary = vocabulary };

    private static Fact Said(string name, Func<ActivityFacts, string?> read, IReadOnlyList<string> vocabulary) =>
        new(name, Occasion.Activity, FactKind.Word, f => read((ActivityFacts)f)) { Vocabulary = vocabulary };
}

internal sealed class FactConverter : JsonConverter<Fact>
{
    public override Fact Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Fact.TryParse(reader.GetString() ?? "", out var fact)
            ? fact
            : throw new JsonException($"unknown fact '{reader.GetString()}'");

    public override void Write(Utf8JsonWriter writer, Fact value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Name);
}
