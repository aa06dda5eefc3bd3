using System.Text.RegularExpressions;

namespace ThinkRealty.Domain.Leads;

/// <summary>An Instagram handle: trimmed, without @ or the profile's address, lower-cased (rules §3).</summary>
public readonly partial record struct InstagramHandle
{
    /// <summary>What is wrong with a text that is not a handle.</summary>
    public const string Problem =
        "This is not an Instagram handle: at most 30 letters, digits, dots and underscores. "
        + "A number of 15 or more digits is Instagram's own id of a person and not a handle.";

    // Room for a profile's address with everything that apps add to it.
    private const int LongestText = 1_000;
    private const int ShortestScopedId = 15;

    private InstagramHandle(string value) => Value = value;

    public string Value { get; }

    public static bool TryParse(string? text, out InstagramHandle handle)
    {
        handle = default;
        if (text is null || text.Length > LongestText)
            return false;

        var match = Shape().Match(Invisible.Trimmed(text));
        var value = match.Groups["handle"].Value.ToLowerInvariant();
        if (!match.Success || IsScopedId(value))
            return false;

        handle = new(value);
        return true;
    }

    public static InstagramHandle Parse(string text) =>
        TryParse(text, out var handle) ? handle : throw new FormatException(Problem);

    /// <summary>A handle from the database, which is not judged again: an older version may have accepted it.</summary>
    public static InstagramHandle Stored(string value) => new(value);

    public override string ToString() => Value;

    // An id that Instagram gives a person for one account (IGSID); searching for it as a handle finds nobody.
    private static bool IsScopedId(string value) => value.Length >= ShortestScopedId && value.All(char.IsAsciiDigit);

    [GeneratedRegex(
        @"^(?:(?:https?://)?(?:www\.)?instagram\.com/|@)?(?!(?:www\.)?instagram\.com/?$)(?<handle>[A-Za-z0-9._]{1,30})/?(?:\?\S*)?$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 250
    )]
    private static partial Regex Shape();
}
