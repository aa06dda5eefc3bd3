using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace ThinkRealty.Domain;

/// <summary>The one form of an e-mail address: trimmed and lower-cased (rules §3).</summary>
public static partial class Email
{
    public const int MaxLength = 254;

    public static bool TryParse(string? text, [NotNullWhen(true)] out string? email)
    {
        email = Normalised(text);
        if (email.Length <= MaxLength && Form().IsMatch(email))
            return true;

        email = null;
        return false;
    }

    /// <summary>The form in which two spellings of one address are equal; says nothing about whether it is one.</summary>
    public static string Normalised(string? text) => text?.Trim().ToLowerInvariant() ?? "";

    // Deliberately loose: only a letter that arrives proves an address. Control characters and spaces are none.
    [GeneratedRegex(
        @"^[^\s@\p{C}]+@[^\s@.\p{C}]+(\.[^\s@.\p{C}]+)+$",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking
    )]
    private static partial Regex Form();
}
