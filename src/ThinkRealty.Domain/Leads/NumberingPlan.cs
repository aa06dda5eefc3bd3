using System.Globalization;
using PhoneNumbers;
using static PhoneNumbers.PhoneNumberUtil;
using LibraryNumber = PhoneNumbers.PhoneNumber;

namespace ThinkRealty.Domain.Leads;

/// <summary>Which numbers exist in which country, as libphonenumber knows it (rules §3).</summary>
internal static class NumberingPlan
{
    private const string Home = "AE";
    private const int HomeCode = 971;
    private const int MobileDigits = 9;
    private const int LandlineDigits = 8;

    // E.164, the country code included; the schema says the same.
    private const int FewestDigits = 7;
    private const int MostDigits = 15;

    private static readonly PhoneNumberUtil Library = GetInstance();

    /// <summary>The number as E.164; null with the problem if there can be no such number.</summary>
    public static string? E164(PhoneText text, out string? problem) =>
        text.IsInternational ? Anywhere($"+{text.Digits}", out problem) : OfHome(text.Digits, out problem);

    private static string? OfHome(string digits, out string? problem)
    {
        // The library also understands 971 501234567, and 97112345 as the landline in Fujairah that it is.
        if (Read(digits, out problem) is not { } number)
            return null;
        if (Library.IsValidNumber(number))
            return Written(number, out problem);

        problem = HomeProblem(digits);
        return null;
    }

    private static string? Anywhere(string digits, out string? problem)
    {
        if (Read(digits, out problem) is not { } number)
            return null;

        problem = number.CountryCode == HomeCode ? ValidProblem(number) : PossibleProblem(number);
        if (problem is not null)
            return null;

        // Some numbers are read differently once their trunk prefix is gone; the form that is stored reads as itself.
        var e164 = Written(number, out problem);
        return e164 is null || e164 == digits ? e164 : Anywhere(e164, out problem);
    }

    private static LibraryNumber? Read(string digits, out string? problem)
    {
        try
        {
            problem = null;
            return Library.Parse(digits, Home);
        }
        catch (NumberParseException unreadable)
        {
            problem = unreadable.ErrorType switch
            {
                ErrorType.INVALID_COUNTRY_CODE => digits.StartsWith("+0", StringComparison.Ordinal)
                    ? PhoneProblems.NoCountryCode
                    : PhoneProblems.UnknownCountryCode,
                ErrorType.TOO_LONG => PhoneProblems.TooLong,
                _ => PhoneProblems.TooShort,
            };
            return null;
        }
    }

    private static string? Written(LibraryNumber number, out string? problem)
    {
        var e164 = Library.Format(number, PhoneNumberFormat.E164);
        problem = (e164.Length - 1) switch
        {
            < FewestDigits => PhoneProblems.TooShort,
            > MostDigits => PhoneProblems.TooLong,
            _ => null,
        };
        return problem is null ? e164 : null;
    }

    private static string? ValidProblem(LibraryNumber number) =>
        Library.IsValidNumber(number) ? null : UaeProblem(number.NationalNumber.ToString(CultureInfo.InvariantCulture));

    private static string? PossibleProblem(LibraryNumber number) =>
        Library.IsPossibleNumberWithReason(number) switch
        {
            ValidationResult.IS_POSSIBLE => null,
            ValidationResult.TOO_SHORT or ValidationResult.IS_POSSIBLE_LOCAL_ONLY => WithOneMore(number)
                ? PhoneProblems.OneDigitMissing
                : PhoneProblems.TooShort,
            ValidationResult.TOO_LONG => WithOneLess(number) ? PhoneProblems.OneDigitTooMany : PhoneProblems.TooLong,
            ValidationResult.INVALID_COUNTRY_CODE => PhoneProblems.UnknownCountryCode,
            _ => PhoneProblems.WrongLength,
        };

    private static bool WithOneMore(LibraryNumber number) => IsPossible(number, number.NationalNumber * 10);

    private static bool WithOneLess(LibraryNumber number) => IsPossible(number, number.NationalNumber / 10);

    private static bool IsPossible(LibraryNumber number, ulong national) =>
        Library.IsPossibleNumberWithReason(
            new LibraryNumber.Builder().MergeFrom(number).SetNationalNumber(national).Build()
        ) == ValidationResult.IS_POSSIBLE;

    // Without a country code: a UAE number with a slip, or a number of another country?
    private static string HomeProblem(string digits)
    {
        if (digits.StartsWith($"{HomeCode}", StringComparison.Ordinal) && digits.Length > LandlineDigits)
            return UaeProblem(digits[3..].TrimStart('0'));
        if (digits.Length < FewestDigits)
            return PhoneProblems.TooShort;

        var national = digits.TrimStart('0');
        var isSlip = national.StartsWith('5') && national.Length <= MobileDigits + 1;
        return isSlip || (digits.StartsWith('0') && national.Length <= MobileDigits)
            ? UaeProblem(national)
            : PhoneProblems.NoCountryCode;
    }

    private static string UaeProblem(string national)
    {
        var digits = national.StartsWith('5') ? MobileDigits : LandlineDigits;
        return (national.Length - digits) switch
        {
            < -1 => PhoneProblems.TooShort,
            -1 => PhoneProblems.OneDigitMissing,
            0 => PhoneProblems.NotInUae,
            1 => PhoneProblems.OneDigitTooMany,
            _ => PhoneProblems.TooLong,
        };
    }
}
