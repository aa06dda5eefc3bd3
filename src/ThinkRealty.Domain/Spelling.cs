using System.Collections.Frozen;
using System.Reflection;
using System.Text;

namespace ThinkRealty.Domain;

/// <summary>How a value is written outside the program where snake_case of its name is not it.</summary>
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
    private static readonly FrozenDictionary<string, T> Known = Accepted()
        .ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>Every canonical spelling in the order of declaration.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Enum.GetValues<T>().Select(v => Canonical[v])];

    public static string Of(T value) => Canonical[value];

    /// <summary>Accepts any upper or lower case, and the aliases that the rules name.</summary>
    public static bool TryParse(string? text, out T value) => Known.TryGetValue(text?.Trim() ?? "", out value);

    /// <summary>Reads what the program wrote itself; anything else is a fault.</summary>
    public static T Parse(string text) => Known[text];

    private static IEnumerable<KeyValuePair<string, T>> Accepted() =>
        Enum.GetValues<T>()
            .SelectMany(
                v => (IEnumerable<string>)[Canonical[v], .. Spelled(v)?.AlsoAccepted ?? []],
                (v, s) => new KeyValuePair<string, T>(s, v)
            );

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

/// <summary>The spelling as a word on the value itself.</summary>
public static class SpellingExtensions
{
    public static string Spelled<T>(this T value)
        where T : struct, Enum => Spelling<T>.Of(value);
}
