using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace ThinkRealty.Domain;

/// <summary>The one form of an e-mail address: trimmed, without <c>mailto:</c>, and lower-cased (rules §3).</summary>
public static partial class Email
{
    public const int MaxLength = 254;

    /// <summary>What is wrong with a text that is not an e-mail address.</summary>
    public const string Problem =
        "This is not an e-mail address. It looks like name@example.com, at most 254 characters.";

    // Room for spaces around it and for the subject of a mailto: address.
    private const int LongestText = 1_000;
    private const string Scheme = "mailto:";

    public static bool TryParse(string? text, [NotNullWhen(true)] out string? email)
    {
        email = text?.Length <= LongestText ? Normalised(text) : null;
        if (email?.Length <= MaxLength && Form().IsMatch(email))
            return true;

        email = null;
        return false;
    }

    /// <summary>
    /// The form in which two spellings of one address are equal. It does not tell whether the text is an address.
    /// </summary>
    public static string Normalised(string? text)
    {
        var email = Invisible.Trimmed(text ?? "").ToLowerInvariant();
        if (!email.StartsWith(Scheme, StringComparison.Ordinal))
            return email;

        while (email.StartsWith(Scheme, StringComparison.Ordinal))
            email = Invisible.Trimmed(email[Scheme.Length..]);
        return email.Split('?')[0]; // mailto:name@example.com?subject=…
    }

    // Deliberately loose: only a letter that arrives proves an address. Control characters and spaces are none.
    [GeneratedRegex(
        @"^[^\s@\p{C}]+@[^\s@.\p{C}]+(\.[^\s@.\p{C}]+)+$",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking
    )]
    private static partial Regex Form();
}
