namespace ThinkRealty.Domain.Leads;

/// <summary>An e-mail address in the one form of <see cref="Email"/> (rules §3).</summary>
public readonly record struct EmailAddress
{
    private EmailAddress(string value) => Value = value;

    public string Value { get; }

    public static bool TryParse(string? text, out EmailAddress address)
    {
        var fits = Email.TryParse(text, out var email);
        address = fits ? new(email!) : default;
        return fits;
    }

    public static EmailAddress Parse(string text) =>
        TryParse(text, out var address) ? address : throw new FormatException("Not an e-mail address.");

    public override string ToString() => Value;
}
