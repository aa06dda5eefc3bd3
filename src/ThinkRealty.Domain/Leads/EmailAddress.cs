using System.Text.RegularExpressions;

namespace ThinkRealty.Domain.Leads;

/// <summary>An e-mail address, trimmed and lower-cased (rules §3).</summary>
public readonly partial record struct EmailAddress
{
    private EmailAddress(string value) => Value = value;

    public string Value { get; }

    public static bool TryParse(string? text, out EmailAddress address)
    {
        var folded = text?.Trim().ToLowerInvariant() ?? "";
        var fits = folded.Length <= 254 && Shape().IsMatch(folded);
        address = fits ? new(folded) : default;
        return fits;
    }

    public static EmailAddress Parse(string text) =>
        TryParse(text, out var address) ? address : throw new FormatException("Not an e-mail address.");

    public override string ToString() => Value;

    [GeneratedRegex(
        @"^[^\s@<>,;:""\\()\[\]\p{C}]{1,64}@[^\s@<>,;:""\\()\[\]\p{C}.]+(\.[^\s@<>,;:""\\()\[\]\p{C}.]+)+$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 250
    )]
    private static partial Regex Shape();
}
