using System.Globalization;

namespace ThinkRealty.Application.Leads;

/// <summary>One sentence for people who do not read the record, in each language.</summary>
/// <param name="En">English.</param>
/// <param name="Ar">Arabic.</param>
public sealed record Summary(string En, string Ar);

/// <summary>What sentences are put together from.</summary>
internal static class Sentence
{
    /// <summary>A name from the data in an Arabic sentence: it may run in either direction, whatever stands around it.</summary>
    public static string Isolated(string name) => $"\u2068{name}\u2069";

    /// <summary>A number without zeros at its end.</summary>
    public static string Plain(decimal number) => number.ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>With its sign, also the positive one.</summary>
    public static string Signed(decimal number) => number.ToString("+0.##;\u22120.##;0", CultureInfo.InvariantCulture);

    /// <summary>One, two and three.</summary>
    public static string And(IReadOnlyList<string> parts) =>
        parts.Count < 2 ? string.Concat(parts) : $"{string.Join(", ", parts.SkipLast(1))} and {parts[^1]}";

    /// <summary>The same in Arabic.</summary>
    public static string AndInArabic(IReadOnlyList<string> parts) =>
        parts.Count < 2 ? string.Concat(parts) : $"{string.Join("، ", parts.SkipLast(1))} و{parts[^1]}";

    /// <summary>1 point, 2 points.</summary>
    public static string Count(decimal number, string noun) => $"{Plain(number)} {noun}{(number == 1 ? "" : "s")}";
}
