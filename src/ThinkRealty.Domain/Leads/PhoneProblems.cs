namespace ThinkRealty.Domain.Leads;

/// <summary>What can be wrong with a phone number, and what to do about it (rules §3).</summary>
internal static class PhoneProblems
{
    public const string Missing = "A phone number is needed, for example +971501234567 or 050 123 4567.";
    public const string Letters = "A phone number contains no letters. An extension does not belong to it.";
    public const string PlusInside = "Send one number, with + only at its beginning.";
    public const string OtherCharacters = "A phone number contains only digits, +, spaces, dashes, dots and brackets.";
    public const string NoCountryCode =
        "The number has no country code. Begin with + and the code, for example +971 or +44.";
    public const string UnknownCountryCode = "No country has the code that this number begins with.";
    public const string OneDigitMissing = "The number is too short: one digit is missing.";
    public const string TooShort = "The number is too short.";
    public const string OneDigitTooMany = "The number is too long: it has one digit too many.";
    public const string TooLong = "The number is too long.";
    public const string WrongLength = "The number is too short or too long for its country.";
    public const string NotInUae =
        "No UAE number begins like this. A mobile number is 05 and 8 more digits, a landline 02, 03, 04, 06, 07 or 09 and 7 more. "
        + "A number of another country begins with + and its code.";
}
