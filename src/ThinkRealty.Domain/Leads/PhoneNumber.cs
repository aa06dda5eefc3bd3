using System.Text.RegularExpressions;

namespace ThinkRealty.Domain.Leads;

/// <summary>A phone or WhatsApp number as E.164 (rules §3).</summary>
public readonly partial record struct PhoneNumber
{
    private PhoneNumber(string value) => Value = value;

    /// <summary><c>+971501234567</c></summary>
    public string Value { get; }

    /// <summary>
    /// Accepts spaces, dashes, dots, brackets and a leading 00; a UAE national number becomes +971…. UAE numbers have 8
    /// (landline) or 9 (mobile, starting with 5) national digits, others 7–15 digits in all.
    /// </summary>
    public static bool TryParse(string? text, out PhoneNumber number)
    {
        number = default;
        if (text is null || !Shape().IsMatch(text))
            return false;

        var digits = string.Concat(text.Where(char.IsAsciiDigit));
        var isInternational =
            text.TrimStart().TrimStart('(').StartsWith('+') || digits.StartsWith("00", StringComparison.Ordinal);
        if (digits.StartsWith("00", StringComparison.Ordinal))
            digits = digits[2..];

        if (digits.StartsWith("971", StringComparison.Ordinal))
        {
            var home = WithoutTrunkZero(digits[3..]);
            // 97112345 begins as the country's code does, and is a landline of Fujairah.
            if (isInternational || IsUae(home))
                return Accept(IsUae(home), "971" + home, out number);
        }
        else if (isInternational)
        {
            return Accept(digits.Length is >= 7 and <= 15 && digits[0] != '0', digits, out number);
        }

        var national = WithoutTrunkZero(digits);
        return Accept(IsUae(national), "971" + national, out number);
    }

    public static PhoneNumber Parse(string text) =>
        TryParse(text, out var number) ? number : throw new FormatException("Not a phone number.");

    public override string ToString() => Value;

    // Also after the country code, +971 (0)50 …: a habit of business cards.
    private static string WithoutTrunkZero(string national) => national.StartsWith('0') ? national[1..] : national;

    private static bool Accept(bool fits, string digits, out PhoneNumber number)
    {
        number = fits ? new("+" + digits) : default;
        return fits;
    }

    private static bool IsUae(string national) =>
        national.Length switch
        {
            8 => national[0] is >= '2' and <= '9',
            9 => national[0] == '5',
            _ => false,
        };

    [GeneratedRegex(
        @"^[\s(]*\+?[0-9\s\-.()]{5,40}$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 250
    )]
    private static partial Regex Shape();
}
