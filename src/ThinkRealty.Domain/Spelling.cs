using System.Collections.Frozen;
using System.Globalization;
using System.Reflection;
using System.Text;

namespace ThinkRealty.Domain;

/// <summary>
/// How a value is written outside the program where snake_case of its name is not it, and its synonyms: the one table of a
/// vocabulary, which parsing, OpenAPI and the tests read (rules §2).
/// </summary>
[AttributeUsage(AttributeTargets.Field)]
public sealed class SpelledAttribute(string canonical, params string[] alsoAccepted) : Attribute
{
    public string Canonical { get; } = canonical;
    public IReadOnlyList<string> AlsoAccepted { get; } = alsoAccepted;
}

/// <summary>The one spelling of each value of an enumeration on the wire and in the database (rules §2).</summary>
public static class Spelling<T>
    where T : struct, Enum
{
    private static readonly FrozenDictionary<T, string> Canonical = Enum.GetValues<T>()
        .ToFrozenDictionary(v => v, Write);
    private static readonly FrozenDictionary<string, T> Written = Canonical.ToFrozenDictionary(
        c => c.Value,
        c => c.Key
    );

    // ToDictionary refuses a word that would stand for two values; a frozen one would take the last.
    private static readonly FrozenDictionary<string, T> Known = Accepted().ToDictionary().ToFrozenDictionary();

    /// <summary>Every canonical spelling in the order of declaration.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Enum.GetValues<T>().Select(v => Canonical[v])];

    /// <summary>The words that are read as a value besides its canonical spelling, as the rules name them.</summary>
    public static IReadOnlyList<(string Canonical, IReadOnlyList<string> Synonyms)> Synonyms { get; } =
    [
        .. Enum.GetValues<T>()
            .Select(v => (Canonical[v], Spelled(v)?.AlsoAccepted ?? []))
            .Where(row => row.Item2.Count > 0),
    ];

    public static string Of(T value) => Canonical[value];

    /// <summary>Accepts every spelling and synonym, whatever its case, spaces, hyphens and underscores.</summary>
    public static bool TryParse(string? text, out T value)
    {
        value = default;
        return SpellingKey.Of(text) is { } key && Known.TryGetValue(key, out value);
    }

    /// <summary>Reads what the program wrote itself; anything else is a fault.</summary>
    public static T Parse(string text) => Written[text];

    private static IEnumerable<KeyValuePair<string, T>> Accepted() =>
        Enum.GetValues<T>()
            .SelectMany(
                v => (IEnumerable<string>)[Canonical[v], .. Spelled(v)?.AlsoAccepted ?? []],
                (v, s) => KeyValuePair.Create(SpellingKey.Of(s)!, v)
            )
            .Distinct();

    private static string Write(T value) => Spelled(value)?.Canonical ?? SnakeCase(value.ToString());

    private static SpelledAttribute? Spelled(T value) =>
        typeof(T).GetField(value.ToString())!.GetCustomAttribute<SpelledAttribute>();

    private static string SnakeCase(string name)
    {
        var text = new StringBuilder(name.Length + 4);
        foreach (var letter in name)
        {
            if (char.IsUpper(letter) && text.Length > 0)
                text.Append('_');
            text.Append(char.ToLowerInvariant(letter));
        }

        return text.ToString();
    }
}

/// <summary>What is left of a word of a vocabulary for comparing it.</summary>
internal static class SpellingKey
{
    private const int Longest = 100; // longer than any word of ours, so that nobody makes us fold a book

    /// <summary>Folded, without spaces, hyphens and underscores; null where anything else stands between the letters.</summary>
    public static string? Of(string? text)
    {
        if (text is null || text.Length is 0 or > Longest)
            return null;

        var kept = new StringBuilder(text.Length);
        foreach (var letter in text)
        {
            var category = char.GetUnicodeCategory(letter);
            if (char.IsLetterOrDigit(letter) || category is UnicodeCategory.NonSpacingMark)
                kept.Append(letter);
            else if (
                !char.IsWhiteSpace(letter)
                && letter != '_'
                && category is not (UnicodeCategory.DashPunctuation or UnicodeCategory.Format)
            )
                return null;
        }

        return kept.Length == 0 ? null : kept.ToString().Folded();
    }
}

/// <summary>The spelling as a word on the value itself.</summary>
public static class SpellingExtensions
{
    public static string Spelled<T>(this T value)
        where T : struct, Enum => Spelling<T>.Of(value);
}
