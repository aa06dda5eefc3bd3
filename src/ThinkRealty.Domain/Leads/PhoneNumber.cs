namespace ThinkRealty.Domain.Leads;

/// <summary>A phone or WhatsApp number as E.164 (rules §3).</summary>
public readonly record struct PhoneNumber
{
    private PhoneNumber(string value) => Value = value;

    /// <summary><c>+971501234567</c></summary>
    public string Value { get; }

    /// <summary>
    /// Accepts spaces, dashes, dots, brackets, digits of any script and a leading 00. A number without a country code is a
    /// UAE number. UAE numbers must be valid, others possible in their country once the national trunk prefix is removed.
    /// </summary>
    public static bool TryParse(string? text, out PhoneNumber number) => TryParse(text, out number, out _);

    /// <summary>Parses a number or names the problem.</summary>
    /// <param name="text">As sent.</param>
    /// <param name="number">The number.</param>
    /// <param name="problem">What is wrong with the text, in a sentence; null if nothing is.</param>
    public static bool TryParse(string? text, out PhoneNumber number, out string? problem)
    {
        var e164 = PhoneText.TryRead(text, out var read, out problem) ? NumberingPlan.E164(read, out problem) : null;
        number = e164 is null ? default : new(e164);
        return e164 is not null;
    }

    /// <summary>Parses a text that was found to be a number.</summary>
    /// <exception cref="FormatException">The text is not a phone number.</exception>
    public static PhoneNumber Parse(string text) =>
        TryParse(text, out var number, out var problem) ? number : throw new FormatException(problem);

    /// <summary>A number from the database, which is not judged again: an older version may have accepted it.</summary>
    public static PhoneNumber Stored(string value) => new(value);

    public override string ToString() => Value;
}
