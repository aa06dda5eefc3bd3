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
    [TestCase("+00971501234567")]
    [TestCase("+971 50 123 4567")]
    [TestCase("+971-50-123-4567")]
    [TestCase("+971.50.123.4567")]
    [TestCase("(+971) 50 123 4567")]
    [TestCase("+(971) 50 123 4567")]
    [TestCase("+971 (0)50 123 4567")]
    [TestCase("+9710501234567", Description = "the trunk zero after the country code")]
    [TestCase("9710501234567")]
    [TestCase("00 971 (50) 123-4567")]
    [TestCase("  050 123 4567\t")]
    [TestCase("050 123\n4567")]
    [TestCase("\u202a+971 50 123 4567\u202c", Description = "bidi marks around it, as phones copy it")]
    [TestCase("\u200e+971\u200b50\ufeff123\u20604567\u00ad", Description = "zero-width marks inside it")]
    [TestCase("\u2066+971 50 123 4567\u2069")]
    [TestCase("+971–50–123–4567", Description = "en dashes")]
    [TestCase("+971—50‐123‑4567", Description = "an em dash, a hyphen and one that does not break")]
    [TestCase("+971−50−123−4567", Description = "minus signs")]
    [TestCase("[+971] 50 {123} 4567")]
    [TestCase("（+971）50 123 4567", Description = "wide brackets")]
    [TestCase("【050】「123」4567")]
    [TestCase("＋971 50 123 4567", Description = "a wide plus")]
    [TestCase("050·123·4567")]
    [TestCase("050\u00a0123\u20094567\u3000", Description = "spaces of other widths")]
    [TestCase("٠٥٠١٢٣٤٥٦٧", Description = "Arabic-Indic digits")]
    [TestCase("۰۵۰۱۲۳۴۵۶۷", Description = "Persian digits")]
    [TestCase("+٩٧١ ٥٠ ١٢٣ ٤٥٦٧")]
    [TestCase("०५०१२३४५६७", Description = "Devanagari digits")]
    [TestCase("０５０１２３４５６７", Description = "wide digits")]
    [TestCase("𝟎𝟓𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕", Description = "mathematical digits, outside the basic plane")]
    [TestCase("0️⃣5️⃣0️⃣1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣", Description = "keycaps")]
    [TestCase("'0501234567")]
    [TestCase("’+971501234567")]
    [TestCase("tel:+971-50-123-4567")]
    [TestCase("TEL:0501234567")]
    [TestCase("p:+971501234567")]
    [TestCase("p: +971501234567")]
    [TestCase("https://wa.me/971501234567")]
    [TestCase("https://wa.me/+971501234567")]
    [TestCase("https://wa.me/0501234567")]
    [TestCase("HTTPS://WA.ME/971501234567/?text=Hello%20there")]
    [TestCase("wa.me/971501234567")]
    [TestCase("0501234567,")]
    [TestCase("0501234567 ; ")]
    [TestCase(" '+971 50 123 4567,; ")]
    public void Every_way_of_writing_a_UAE_mobile_is_one_number(string text) =>
        PhoneNumber.Parse(text).Value.ShouldBe("+971501234567");

    [TestCase("042345678", "+97142345678")]
    [TestCase("42345678", "+97142345678")]
    [TestCase("97142345678", "+97142345678")]
    [TestCase("04 234 5678", "+97142345678")]
    [TestCase("092345678", "+97192345678")]
    [TestCase("097112345", "+97197112345")]
    [TestCase("97112345", "+97197112345", Description = "begins as the country's code does")]
    [TestCase("800 1234", "+9718001234", Description = "a free number")]
    public void A_UAE_landline_or_free_number_is_accepted_too(string text, string number) =>
        PhoneNumber.Parse(text).Value.ShouldBe(number);

    [TestCase("+44 20 7946 0958", "+442079460958")]
    [TestCase("0044 20 7946 0958", "+442079460958")]
    [TestCase("+1 (212) 555-0100", "+12125550100")]
    [TestCase("https://wa.me/447911750425", "+447911750425")]
    [TestCase("+966 50 123 4567", "+966501234567")]
    [TestCase("+965 5012 3456", "+96550123456")]
    [TestCase("+91 98765 43210", "+919876543210")]
    [TestCase("+86 138 1234 5678", "+8613812345678")]
    [TestCase("+999 123456", null)]
    [TestCase("+47 12345678", "+4712345678", Description = "not in use, but possible")]
    public void Another_countrys_number_has_a_possible_length(string text, string? number)
    {
        PhoneNumber.TryParse(text, out var parsed).ShouldBe(number is not null);
        parsed.Value.ShouldBe(number);
    }

    [TestCase("+44 (0)20 7946 1382", "+442079461382")]
    [TestCase("+4402079461382", "+442079461382")]
    [TestCase("+44 (0)7911 750425", "+447911750425")]
    [TestCase("0044 (0) 7911 750425", "+447911750425")]
    [TestCase("+49 (0)30 901820", "+4930901820")]
    [TestCase("+49 00 30 901820", "+4930901820", Description = "twice")]
    [TestCase("+966 050 123 4567", "+966501234567")]
    [TestCase("+91 09876543210", "+919876543210")]
    [TestCase("+92 (0)300 1234567", "+923001234567")]
    [TestCase("+61 (0)412 345 678", "+61412345678")]
    [TestCase("+20 010 1234 5678", "+201012345678")]
    [TestCase("+7 8 916 123-45-67", "+79161234567", Description = "Russia's trunk prefix is 8")]
    [TestCase("+7 800 123 45 67", "+78001234567", Description = "and this is not one")]
    [TestCase("+36 06 1 234 5678", "+3612345678", Description = "Hungary's is 06")]
    [TestCase("+1 1 415 555 2671", "+14155552671")]
    [TestCase("+39 06 698 12345", "+390669812345", Description = "Italy's zero belongs to the number")]
    [TestCase("+39 (0)6 698 12345", "+390669812345")]
    [TestCase("+39 333 1234567", "+393331234567")]
    [TestCase("+378 0549 886377", "+3780549886377", Description = "as does San Marino's")]
    [TestCase("+225 07 01 02 03 04", "+2250701020304", Description = "and Ivory Coast's")]
    [TestCase("+241 01 23 45 67", "+24101234567", Description = "and Gabon's")]
    public void A_trunk_prefix_is_removed_where_the_country_has_one(string text, string number) =>
        PhoneNumber.Parse(text).Value.ShouldBe(number);

    [TestCase(null, "needed")]
    [TestCase("", "needed")]
    [TestCase("     ", "needed")]
    [TestCase("-----", "needed")]
    [TestCase("+", "needed")]
    [TestCase("\u202a\u202c", "needed")]
    [TestCase("call me", "needed")]
    [TestCase("050 123 4567 ext 5", "letters")]
    [TestCase("+97155ABCDEFG", "letters")]
    [TestCase("050123456a", "letters")]
    [TestCase("tel:+971501234567;phone-context=x", "letters")]
    [TestCase("٠٥٠ رقم ١٢٣٤٥٦٧", "letters")]
    [TestCase("447911123456", "no country code", Description = "another country's number without + or 00")]
    [TestCase("07911 123456", "no country code", Description = "as it is dialled in that country")]
    [TestCase("(212) 555-0100", "no country code")]
    [TestCase("1234567", "no country code")]
    [TestCase("+0501234567", "no country code")]
    [TestCase("+0123456789", "no country code")]
    [TestCase("+999123456789", "No country has the code")]
    [TestCase("050123456", "one digit is missing")]
    [TestCase("+97150123456", "one digit is missing")]
    [TestCase("97150123456", "one digit is missing")]
    [TestCase("+971 (0)50 123 456", "one digit is missing")]
    [TestCase("50123456", "one digit is missing")]
    [TestCase("04 234 567", "one digit is missing")]
    [TestCase("+44 20 7946 13", "one digit is missing")]
    [TestCase("+1 212 555 010", "one digit is missing")]
    [TestCase("05012345", "too short")]
    [TestCase("+9715012345", "too short")]
    [TestCase("+123456", "too short")]
    [TestCase("+1234567", "too short")]
    [TestCase("112", "too short")]
    [TestCase("+44 0", "too short")]
    [TestCase("05012345678", "one digit too many")]
    [TestCase("+9715012345678", "one digit too many")]
    [TestCase("+971401234567", "one digit too many")]
    [TestCase("+97112345678901", "too long")]
    [TestCase("+123456789012345", "too long")]
    [TestCase("+1234567890123456", "too long")]
    [TestCase("+971 50 123 4567 050 123 4567", "too long")]
    [TestCase("0511234567", "No UAE number begins like this", Description = "nobody has been given 051")]
    [TestCase("+971 4 123 4567", "No UAE number begins like this")]
    [TestCase("050+1234567", "+ only at its beginning")]
    [TestCase("++971501234567", "+ only at its beginning")]
    [TestCase("050/1234567", "only digits")]
    [TestCase("050*123#4567", "only digits")]
    [TestCase("0501234567\0", "only digits")]
    [TestCase("0501234567;ext", "letters")]
    public void What_is_refused_says_what_is_wrong(string? text, string problem)
    {
        PhoneNumber.TryParse(text, out var number, out var said).ShouldBeFalse();
        said.ShouldNotBeNull().ShouldContain(problem, Case.Sensitive);
        number.ShouldBe(default);
    }

    [Test]
    public void Text_that_is_too_long_is_refused_without_being_read()
    {
        PhoneNumber.TryParse(new string(' ', 1_000_000) + "x", out _, out var said).ShouldBeFalse();
        said.ShouldNotBeNull().ShouldContain("too long");
        PhoneNumber.TryParse(new string('5', 1_000_000), out _).ShouldBeFalse();
        PhoneNumber.Parse(new string(' ', 190) + "0501234567").Value.ShouldBe("+971501234567");
        PhoneNumber.TryParse(new string(' ', 191) + "0501234567", out _).ShouldBeFalse();
    }

    [Test]
    public void A_stored_number_is_not_judged_again() =>
        PhoneNumber.Stored("+4402079461382").Value.ShouldBe("+4402079461382");

    [Law(Arbitrary = [typeof(Numbers)], MaxTest = 2_000)]
    public bool What_was_parsed_parses_to_itself(string text) =>
        !PhoneNumber.TryParse(text, out var number) || PhoneNumber.Parse(number.Value) == number;

    [Law(Arbitrary = [typeof(Numbers)], MaxTest = 2_000)]
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

    [Law(Arbitrary = [typeof(Numbers)])]
    public bool A_refusal_always_has_a_reason_and_an_acceptance_never(string text) =>
        PhoneNumber.TryParse(text, out _, out var problem) == problem is null;

    private static class Numbers
    {
        public static Arbitrary<string> Text() =>
            Arb.From(
                from prefix in Gen.Elements(
                    "",
                    "+",
                    "00",
                    "0",
                    "971",
                    "+971",
                    "00971",
                    "+9710",
                    "5",
                    "05",
                    "+44",
                    "+440"
                )
                from length in Gen.Choose(4, 14)
                from digits in Gen.Choose(0, 9).ArrayOf(length)
                select prefix + string.Concat(digits)
            );
    }
}
