using System.Text.RegularExpressions;

namespace ThinkRealty.Domain.Leads;

/// <summary>An Instagram handle: trimmed, without @ or the profile's address, lower-cased (rules §3).</summary>
public readonly partial record struct InstagramHandle
{
    private InstagramHandle(string value) => Value = value;

    public string Value { get; }

    public static bool TryParse(string? text, out InstagramHandle handle)
    {
        var match = Shape().Match(text?.Trim() ?? "");
        handle = match.Success ? new(match.Groups["handle"].Value.ToLowerInvariant()) : default;
        return match.Success;
    }

    public static InstagramHandle Parse(string text) =>
        TryParse(text, out var handle) ? handle : throw new FormatException("Not an Instagram handle.");

    public override string ToString() => Value;

    [GeneratedRegex(
        @"^(?:(?:https?://)?(?:www\.)?instagram\.com/|@)?(?!(?:www\.)?instagram\.com/?$)(?<handle>[A-Za-z0-9._]{1,30})/?(?:\?\S*)?$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 250
    )]
    private static partial Regex Shape();
}
