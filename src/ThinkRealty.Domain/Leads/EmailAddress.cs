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
        TryParse(text, out var address) ? address : throw new FormatException(Email.Problem);

    /// <summary>An address from the database, which is not judged again: an older version may have accepted it.</summary>
    public static EmailAddress Stored(string value) => new(value);

    public override string ToString() => Value;
}
