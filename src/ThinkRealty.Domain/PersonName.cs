using System.Globalization;
using System.Text;

namespace ThinkRealty.Domain;

/// <summary>A name of a person, in any script (rules §3).</summary>
public readonly record struct PersonName
{
    /// <summary>The most user-perceived characters: a letter with its marks, or a family of emoji, counts as one.</summary>
    public const int LongestInCharacters = 100;

    /// <summary>
    /// The most UTF-16 code units that are read or stored. A user-perceived character has no bound of its own, so a name
    /// needs this second one.
    /// </summary>
    public const int LongestInCodeUnits = 1_000;

    private const char ZeroWidthNonJoiner = '\u200c';
    private const char ZeroWidthJoiner = '\u200d';

    private PersonName(string value) => Value = value;

    public string Value { get; }

    /// <summary>
    /// Removes bidi and zero-width marks, except a joiner or non-joiner between two Arabic letters or two emoji; a line break
    /// becomes a space.
    /// </summary>
    /// <param name="text">As sent.</param>
    /// <param name="name">The name in the form in which it is stored.</param>
    /// <param name="problem">What is wrong with the text; null if nothing is.</param>
    public static bool TryParse(string? text, out PersonName name, out string? problem)
    {
        name = default;
        if (text?.Length > LongestInCodeUnits)
        {
            problem = TooLong;
            return false;
        }

        var cleaned = Cleaned(text ?? "");
        problem = Problem(cleaned);
        if (problem is not null)
            return false;

        name = new(cleaned);
        return true;
    }

    /// <summary>Parses a text that was found to be a name.</summary>
    /// <exception cref="FormatException">The text is not a name.</exception>
    public static PersonName Parse(string text) =>
        TryParse(text, out var name, out var problem) ? name : throw new FormatException(problem);

    /// <summary>A name from the database, which is not judged again: an older version may have accepted it.</summary>
    public static PersonName Stored(string value) => new(value);

    public override string ToString() => Value;

    private const string TooLong = "A name has at most 100 characters.";

    private static string? Problem(string name)
    {
        if (name.Length == 0)
            return "A name of 1–100 characters is needed.";
        if (name.Any(char.IsControl))
            return "A name contains no control characters.";
        if (!name.EnumerateRunes().Any(IsVisible))
            return "A name contains at least one visible letter or digit.";
        return new StringInfo(name).LengthInTextElements > LongestInCharacters ? TooLong : null;
    }

    private static bool IsVisible(Rune rune) =>
        (Rune.IsLetter(rune) || Rune.IsNumber(rune)) && !Invisible.IsFiller(rune);

    private static string Cleaned(string text)
    {
        Rune[] runes = [.. text.EnumerateRunes()];
        var cleaned = new StringBuilder(text.Length);
        for (var i = 0; i < runes.Length; i++)
            if (IsBreak(runes[i]))
                AppendSpace(cleaned);
            else if (runes[i].Value == ' ' && i > 0 && IsBreak(runes[i - 1]))
                AppendSpace(cleaned);
            else if (!Invisible.IsMark(runes[i]) || Joins(runes, i))
                cleaned.Append(runes[i].ToString());
        return cleaned.ToString().Trim();
    }

    // A break and the space before or after it are one space.
    private static void AppendSpace(StringBuilder cleaned)
    {
        if (cleaned.Length > 0 && cleaned[^1] != ' ')
            cleaned.Append(' ');
    }

    // Of a line, a page or a column of a table.
    private static bool IsBreak(Rune rune) => rune.Value is (>= '\t' and <= '\r') or 0x85 or 0x2028 or 0x2029;

    private static bool Joins(Rune[] runes, int at) =>
        runes[at].Value is ZeroWidthJoiner or ZeroWidthNonJoiner
        && at + 1 < runes.Length
        && Before(runes, at) is { } before
        && (
            (IsArabic(before) && IsArabic(runes[at + 1]))
            || (runes[at].Value == ZeroWidthJoiner && IsEmoji(before) && IsEmoji(runes[at + 1]))
        );

    // The character that is joined, without vowel signs, the choice of its drawing and the colour of its skin.
    private static Rune? Before(Rune[] runes, int at)
    {
        for (var i = at - 1; i >= 0; i--)
            if (!IsAttached(runes[i]))
                return runes[i];
        return null;
    }

    private static bool IsAttached(Rune rune) =>
        Invisible.IsPresentation(rune)
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.ModifierSymbol;

    private static bool IsEmoji(Rune rune) => Rune.GetUnicodeCategory(rune) == UnicodeCategory.OtherSymbol;

    private static bool IsArabic(Rune rune) =>
        rune.Value is (>= 0x0600 and <= 0x06FF) or (>= 0x0750 and <= 0x077F) or (>= 0x0870 and <= 0x08FF)
        && Rune.IsLetter(rune);
}
