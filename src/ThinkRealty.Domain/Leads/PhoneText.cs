using System.Globalization;
using System.Text;

namespace ThinkRealty.Domain.Leads;

/// <summary>A phone number as a person or a program wrote it, reduced to its digits (rules §3).</summary>
/// <param name="Digits">0–9, without a leading 00.</param>
/// <param name="IsInternational">It began with + or 00, so it begins with a country code.</param>
internal readonly record struct PhoneText(string Digits, bool IsInternational)
{
    // Longer text is not looked at. A link to WhatsApp with a short greeting still fits.
    private const int LongestText = 200;

    // No country has longer numbers, trunk prefix included.
    private const int MostDigits = 20;

    private static readonly string[] Prefixes = ["tel:", "p:"];
    private static readonly string[] WhatsappLinks = ["https://wa.me/", "http://wa.me/", "wa.me/"];

    /// <summary>Reads the digits or names the problem.</summary>
    public static bool TryRead(string? text, out PhoneText read, out string? problem)
    {
        read = default;
        if (text?.Length > LongestText)
        {
            problem = PhoneProblems.TooLong;
            return false;
        }

        var written = WithoutWrapping(Plain(text ?? ""), out var isLink);
        problem = Scan(written, out var digits, out var hasPlus);
        if (problem is not null)
            return false;

        var hasExitCode = digits.StartsWith("00", StringComparison.Ordinal);
        if (hasExitCode)
            digits = digits[2..];
        // A link to WhatsApp holds the country code without a plus.
        read = new(digits, hasPlus || hasExitCode || (isLink && !digits.StartsWith('0')));
        return true;
    }

    // Digits of any script as 0–9, white space as spaces, and nothing that is not drawn.
    private static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            if (Rune.GetUnicodeCategory(rune) == UnicodeCategory.DecimalDigitNumber)
                plain.Append((char)('0' + (int)Rune.GetNumericValue(rune)));
            else if (Rune.IsWhiteSpace(rune))
                plain.Append(' ');
            else if (!Invisible.IsMark(rune) && !Invisible.IsPresentation(rune))
                plain.Append(rune.ToString());
        return plain.ToString().Trim();
    }

    // Spreadsheets put an apostrophe in front of a number; exports and links put a word there.
    private static string WithoutWrapping(string text, out bool isLink)
    {
        text = text.TrimStart('\'', '’', ' ').TrimEnd(',', ';', ' ');
        if (Prefixes.FirstOrDefault(p => text.StartsWith(p, StringComparison.OrdinalIgnoreCase)) is { } prefix)
            text = text[prefix.Length..];
        var link = WhatsappLinks.FirstOrDefault(l => text.StartsWith(l, StringComparison.OrdinalIgnoreCase));
        isLink = link is not null;
        return link is null ? text : text[link.Length..].Split('?')[0].TrimEnd('/');
    }

    private static string? Scan(string text, out string digits, out bool hasPlus)
    {
        digits = string.Concat(text.Where(char.IsAsciiDigit));
        hasPlus = false;
        if (text.EnumerateRunes().Any(Rune.IsLetter))
            return text.Any(char.IsAsciiDigit) ? PhoneProblems.Letters : PhoneProblems.Missing;
        if (digits.Length == 0)
            return PhoneProblems.Missing;
        if (digits.Length > MostDigits)
            return PhoneProblems.TooLong;

        var seenDigit = false;
        foreach (var character in text)
            if (character is '+' or '＋')
            {
                if (hasPlus || seenDigit)
                    return PhoneProblems.PlusInside;
                hasPlus = true;
            }
            else if (char.IsAsciiDigit(character))
                seenDigit = true;
            else if (!IsPunctuation(character))
                return PhoneProblems.OtherCharacters;
        return null;
    }

    private static bool IsPunctuation(char character) =>
        character is ' ' or '.' or '·' or '．' or '−' // the last one is the minus sign of mathematics
        || char.GetUnicodeCategory(character)
            is UnicodeCategory.DashPunctuation
                or UnicodeCategory.OpenPunctuation
                or UnicodeCategory.ClosePunctuation;
}
