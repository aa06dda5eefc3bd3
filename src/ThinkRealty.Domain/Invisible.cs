using System.Globalization;
using System.Text;

namespace ThinkRealty.Domain;

/// <summary>Characters that take no room on a screen: copied text is full of them, and they hide in names (rules §3).</summary>
internal static class Invisible
{
    private const int CombiningGraphemeJoiner = 0x034F;
    private const int EnclosingKeycap = 0x20E3;

    /// <summary>Bidi and zero-width marks, soft hyphens and the like; not the few format characters that are drawn.</summary>
    public static bool IsMark(Rune rune) =>
        rune.Value == CombiningGraphemeJoiner
        || (Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format && !IsDrawn(rune.Value));

    /// <summary>Chooses how the character before it is drawn, for example as an emoji.</summary>
    public static bool IsPresentation(Rune rune) =>
        rune.Value is (>= 0xFE00 and <= 0xFE0F) or (>= 0xE0100 and <= 0xE01EF) or EnclosingKeycap;

    /// <summary>A letter by its category that is drawn as nothing: the fillers of Hangul.</summary>
    public static bool IsFiller(Rune rune) => rune.Value is 0x115F or 0x1160 or 0x3164 or 0xFFA0;

    /// <summary>Without white space and marks at both ends.</summary>
    public static string Trimmed(string text)
    {
        var (from, to) = (0, text.Length);
        while (from < to && IsNothing(text[from]))
            from++;
        while (from < to && IsNothing(text[to - 1]))
            to--;
        return text[from..to];
    }

    // All marks of daily life are single characters; a lone half of a pair is none.
    private static bool IsNothing(char character) =>
        char.IsWhiteSpace(character) || (Rune.TryCreate(character, out var rune) && IsMark(rune));

    // Signs of Arabic, Syriac and Kaithi that stand above or below a number or end a verse.
    private static bool IsDrawn(int value) =>
        value is (>= 0x0600 and <= 0x0605) or 0x06DD or 0x070F or 0x0890 or 0x0891 or 0x08E2 or 0x110BD or 0x110CD;
}
