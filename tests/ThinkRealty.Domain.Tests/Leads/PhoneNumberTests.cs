using FsCheck;
using FsCheck.Fluent;
using NUnit.Framework;
using Shouldly;
using ThinkRealty.Domain.Leads;
using Law = FsCheck.NUnit.PropertyAttribute;

namespace ThinkRealty.Domain.Tests.Leads;

/// <summary>Phone numbers as E.164 (rules §3).</summary>
public sealed class PhoneNumberTests
{
    [TestCase("0501234567")]
    [TestCase("501234567")]
    [TestCase("971501234567")]
    [TestCase("+971501234567")]
    [TestCase("00971501234567")]
    [TestCase("+971 50 123 4567")]
    [TestCase("+971-50-123-4567")]
    [TestCase("+971.50.123.4567")]
    [TestCase("(+971) 50 123 4567")]
    [TestCase("+971 (0)50 123 4567")]
    [TestCase("00 971 (50) 123-4567")]
    [TestCase("  050 123 4567\t")]
    public void Every_way_of_writing_a_UAE_mobile_is_one_number(string text) =>
        PhoneNumber.Parse(text).Value.ShouldBe("+971501234567");

    [TestCase("041234567", "+97141234567")]
    [TestCase("41234567", "+97141234567")]
    [TestCase("97141234567", "+97141234567")]
    [TestCase("04 123 4567", "+97141234567")]
    [TestCase("092345678", "+97192345678")]
    [TestCase("097112345", "+97197112345")]
    [TestCase("97112345", "+97197112345", Description = "begins as the country's code does")]
    public void A_UAE_landline_has_8_national_digits(string text, string number) =>
        PhoneNumber.Parse(text).Value.ShouldBe(number);

    [TestCase("+44 20 7946 0958", "+442079460958")]
    [TestCase("0044 20 7946 0958", "+442079460958")]
    [TestCase("+1 (212) 555-0100", "+12125550100")]
    [TestCase("+1234567", "+1234567", Description = "7 digits in all")]
    [TestCase("+123456789012345", "+123456789012345", Description = "15 digits in all")]
    [TestCase("00123456789012345", "+123456789012345")]
    public void Another_countrys_number_has_7_to_15_digits(string text, string number) =>
        PhoneNumber.Parse(text).Value.ShouldBe(number);

    [TestCase(null)]
    [TestCase("")]
    [TestCase("     ")]
    [TestCase("-----")]
    [TestCase("+")]
    [TestCase("+-----")]
    [TestCase("+123456", Description = "6 digits")]
    [TestCase("+1234567890123456", Description = "16 digits")]
    [TestCase("+0123456789", Description = "no country begins with 0")]
    [TestCase("+9715012345678", Description = "10 national digits")]
    [TestCase("+9715012345", Description = "7 national digits")]
    [TestCase("+971401234567", Description = "9 national digits that do not begin with 5")]
    [TestCase("05012345678")]
    [TestCase("0401234567", Description = "9 national digits that do not begin with 5")]
    [TestCase("1234567", Description = "neither a UAE number nor an international one")]
    [TestCase("447911123456", Description = "another country's number without + or 00")]
    [TestCase("050 123 4567 ext 5")]
    [TestCase("050/1234567")]
    [TestCase("050+1234567")]
    [TestCase("٠٥٠١٢٣٤٥٦٧", Description = "digits of another script")]
    [TestCase("0501234567\0")]
    [TestCase("call me")]
    public void Anything_else_is_no_phone_number(string? text) => PhoneNumber.TryParse(text, out _).ShouldBeFalse();

    [Law(Arbitrary = [typeof(Numbers)])]
    public bool What_was_parsed_parses_to_itself(string text) =>
        !PhoneNumber.TryParse(text, out var number) || PhoneNumber.Parse(number.Value) == number;

    [Law(Arbitrary = [typeof(Numbers)])]
    public bool It_has_a_plus_and_7_to_15_digits_of_which_the_first_is_no_0(string text) =>
        !PhoneNumber.TryParse(text, out var number)
        || (
            number.Value is ['+', >= '1' and <= '9', ..]
            && number.Value.Length is >= 8 and <= 16
            && number.Value[1..].All(char.IsAsciiDigit)
        );

    [Law(Arbitrary = [typeof(Numbers)])]
    public bool Spaces_and_dashes_change_nothing(string text) =>
        PhoneNumber.TryParse(text, out var bare)
            == PhoneNumber.TryParse(string.Join(" - ", text.Chunk(5).Select(c => new string(c))), out var spaced)
        && bare == spaced;

    private static class Numbers
    {
        public static Arbitrary<string> Text() =>
            Arb.From(
                from prefix in Gen.Elements("", "+", "00", "0", "971", "+971", "00971", "+9710", "5", "05")
                from length in Gen.Choose(4, 14)
                from digits in Gen.Choose(0, 9).ArrayOf(length)
                select prefix + string.Concat(digits)
            );
    }
}
