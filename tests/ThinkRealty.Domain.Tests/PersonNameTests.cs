using FsCheck;
using FsCheck.Fluent;
using NUnit.Framework;
using Shouldly;
using Law = FsCheck.NUnit.PropertyAttribute;

namespace ThinkRealty.Domain.Tests;

/// <summary>Names of people (rules §3).</summary>
public sealed class PersonNameTests
{
    [TestCase("Ahmed", "Ahmed")]
    [TestCase("  Al Mansouri ", "Al Mansouri")]
    [TestCase("O'Connor-Smith Jr.", "O'Connor-Smith Jr.")]
    [TestCase("فاطمة", "فاطمة")]
    [TestCase("Étienne", "Étienne")]
    [TestCase("李", "李")]
    [TestCase("X Æ A-12", "X Æ A-12")]
    [TestCase("7", "7")]
    [TestCase("Sarah 🏡", "Sarah 🏡")]
    [TestCase("Ahmed\nAl Mansouri", "Ahmed Al Mansouri")]
    [TestCase("Ahmed\r\nAl Mansouri", "Ahmed Al Mansouri")]
    [TestCase("Ahmed \r\n\r\nAl Mansouri\n", "Ahmed Al Mansouri")]
    [TestCase("Ahmed\u2028Al\u2029Mansouri\u0085Jr", "Ahmed Al Mansouri Jr")]
    [TestCase("Ahmed\tAli", "Ahmed Ali", Description = "a tab, as in a pasted row of a table")]
    [TestCase("\u202eAhmed\u202c", "Ahmed")]
    [TestCase("Ah\u200bm\u2060e\ufeffd\u00ad", "Ahmed")]
    [TestCase("\u200fأحمد\u200e", "أحمد")]
    [TestCase("\u2067أحمد\u2069", "أحمد")]
    [TestCase("\u061cأحمد", "أحمد")]
    [TestCase("علی‌رضا", "علی‌رضا", Description = "a Persian name with a non-joiner inside")]
    [TestCase("علِی\u200cرضا", "علِی\u200cرضا", Description = "after a vowel sign")]
    [TestCase("ه\u200dه", "ه\u200dه", Description = "an Arabic joiner")]
    [TestCase("علی\u200c رضا", "علی رضا", Description = "a non-joiner at the end of a word joins nothing")]
    [TestCase("\u200cعلی\u200d", "علی")]
    [TestCase("Ah\u200cm\u200ded", "Ahmed")]
    [TestCase("Sam 👨\u200d👩\u200d👧", "Sam 👨\u200d👩\u200d👧")]
    [TestCase("Sam 👩🏽\u200d🚀", "Sam 👩🏽\u200d🚀", Description = "a colour of skin before the joiner")]
    [TestCase("Sam ❤️\u200d🔥", "Sam ❤️\u200d🔥", Description = "a choice of drawing before the joiner")]
    [TestCase("Sam 👩\u200d", "Sam 👩")]
    public void A_name_is_stored_clean(string text, string stored) => PersonName.Parse(text).Value.ShouldBe(stored);

    [TestCase(null, "needed")]
    [TestCase("", "needed")]
    [TestCase(" \n ", "needed")]
    [TestCase("\u200b", "needed")]
    [TestCase("\u00ad", "needed")]
    [TestCase("\u200e\u202e\u2066", "needed")]
    [TestCase("\u200d", "needed")]
    [TestCase("\u3164", "visible", Description = "a filler of Hangul")]
    [TestCase("\u115f\u1160\uffa0", "visible")]
    [TestCase("\u2800", "visible", Description = "Braille without a dot")]
    [TestCase("-", "visible")]
    [TestCase("...", "visible")]
    [TestCase("😀", "visible")]
    [TestCase("\u0301", "visible", Description = "an accent without a letter")]
    [TestCase("\ufe0f", "visible")]
    [TestCase("Ahmed\0", "control")]
    [TestCase("Ah\u0007med", "control")]
    [TestCase("Ah\u009bmed", "control")]
    public void What_is_refused_says_what_is_wrong(string? text, string problem)
    {
        PersonName.TryParse(text, out var name, out var said).ShouldBeFalse();
        said.ShouldNotBeNull().ShouldContain(problem);
        name.ShouldBe(default);
    }

    [TestCase("x")]
    [TestCase("ص")]
    [TestCase("e\u0301", Description = "a letter and its accent")]
    [TestCase("न\u093f", Description = "a letter and its vowel sign")]
    [TestCase("𝔄", Description = "outside the basic plane")]
    public void Its_length_is_counted_in_characters_as_people_see_them(string character)
    {
        PersonName.TryParse(Repeated(character, 100), out _, out _).ShouldBeTrue();
        PersonName.TryParse($"  {Repeated(character, 100)}\n", out _, out _).ShouldBeTrue();
        PersonName.TryParse(Repeated(character, 101), out _, out var problem).ShouldBeFalse();
        problem.ShouldNotBeNull().ShouldContain("100");
    }

    [Test]
    public void A_family_of_emoji_is_one_character()
    {
        const string Family = "👨\u200d👩\u200d👧";
        PersonName.TryParse("x" + Repeated(Family, 99), out var name, out _).ShouldBeTrue();
        name.Value.Length.ShouldBe(1 + 99 * Family.Length);
        PersonName.TryParse("x" + Repeated(Family, 100), out _, out _).ShouldBeFalse();
    }

    [TestCase(999, true)]
    [TestCase(1_000, false)]
    public void One_character_with_any_number_of_marks_ends_at_1000_code_units(int marks, bool fits) =>
        PersonName.TryParse("x" + new string('\u0301', marks), out _, out _).ShouldBe(fits);

    [Test]
    public void Text_that_is_too_long_is_refused_without_being_read() =>
        PersonName.TryParse(new string(' ', 1_000_000) + "x", out _, out _).ShouldBeFalse();

    [Test]
    public void A_stored_name_is_not_judged_again() => PersonName.Stored("\u200b").Value.ShouldBe("\u200b");

    [Law(Arbitrary = [typeof(Names)], MaxTest = 2_000)]
    public bool What_was_parsed_parses_to_itself(string text) =>
        !PersonName.TryParse(text, out var name, out _) || PersonName.Parse(name.Value) == name;

    private static string Repeated(string text, int times) => string.Concat(Enumerable.Repeat(text, times));

    private static class Names
    {
        private static readonly string[] Pieces =
        [
            "a",
            " ",
            "\n",
            "\r\n",
            "\u200b",
            "\u200c",
            "\u200d",
            "\u202e",
            "ع",
            "ی",
            "\u064e",
            "👩",
            "🏽",
            "\ufe0f",
            "\u3164",
            "\u0301",
            "-",
        ];

        public static Arbitrary<string> Text() =>
            Arb.From(from pieces in Gen.Elements(Pieces).ListOf() select string.Concat(pieces));
    }
}
