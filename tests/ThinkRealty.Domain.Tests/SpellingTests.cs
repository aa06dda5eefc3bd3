using NUnit.Framework;
using Shouldly;
using ThinkRealty.Domain.Leads;

namespace ThinkRealty.Domain.Tests;

/// <summary>One spelling of each word out, any case in (rules §2).</summary>
public sealed class SpellingTests
{
    [Test]
    public void Sources_are_spelled_as_the_portals_and_the_desk_do() =>
        Spelling<LeadSource>.All.ShouldBe([
            "bayut",
            "propertyFinder",
            "dubizzle",
            "website",
            "walk_in",
            "referral",
            "instagram",
            "facebook",
            "whatsapp",
            "partner",
            "scanner",
            "manual",
            "direct",
            "other",
        ]);

    [Test]
    public void Other_words_are_their_names_in_snake_case()
    {
        Spelling<LeadStatus>.All.ShouldBe([
            "new",
            "contacted",
            "qualified",
            "viewing_scheduled",
            "negotiation",
            "converted",
            "lost",
            "transferred",
        ]);
        Spelling<LostReason>.All.ShouldBe([
            "budget",
            "timing",
            "no_response",
            "not_interested",
            "competitor",
            "unreachable",
            "invalid",
            "other",
        ]);
        Spelling<ActivityType>.All.ShouldBe([
            "call",
            "email",
            "whatsapp",
            "viewing",
            "meeting",
            "offer_made",
            "message",
            "note",
            "assignment",
        ]);
    }

    [TestCase("PROPERTYFINDER", LeadSource.PropertyFinder)]
    [TestCase("propertyfinder", LeadSource.PropertyFinder)]
    [TestCase(" Walk_In ", LeadSource.WalkIn)]
    [TestCase("WalkIn", LeadSource.WalkIn)]
    [TestCase("walk in", LeadSource.WalkIn)]
    [TestCase("walk-in", LeadSource.WalkIn)]
    [TestCase("walk\u2011in", LeadSource.WalkIn)]
    [TestCase("\u200fwalk \u00a0 in", LeadSource.WalkIn)]
    [TestCase("property_finder", LeadSource.PropertyFinder)]
    [TestCase("Property Finder", LeadSource.PropertyFinder)]
    [TestCase("property-finder", LeadSource.PropertyFinder)]
    public void Case_spaces_hyphens_and_underscores_never_matter(string text, LeadSource source)
    {
        Spelling<LeadSource>.TryParse(text, out var parsed).ShouldBeTrue();
        parsed.ShouldBe(source);
    }

    [TestCase("Apartments", "apartment"), TestCase("FLAT", "apartment"), TestCase("Penthouse", "apartment")]
    [TestCase("شقة", "apartment"), TestCase("شقه", "apartment"), TestCase("شُقّة", "apartment")]
    [TestCase("Town House", "townhouse"), TestCase("town-house", "townhouse"), TestCase("Office", "commercial")]
    [TestCase("retail", "commercial"), TestCase("shop", "commercial"), TestCase("warehouse", "commercial")]
    [
        TestCase("Land", "commercial"),
        TestCase("plot", "commercial"),
        TestCase("فيلا", "villa"),
        TestCase("فـيلا", "villa")
    ]
    public void Property_types_have_the_synonyms_of_the_rules(string sent, string type) =>
        Understood<PropertyType>(sent).ShouldBe(type);

    [TestCase("sale", "buy"), TestCase("for sale", "buy"), TestCase("For-Sale", "buy"), TestCase("buying", "buy")]
    [TestCase("rental", "rent"), TestCase("Lease", "rent"), TestCase("renting", "rent"), TestCase("let", "let")]
    public void Purposes_have_the_synonyms_of_the_rules(string sent, string purpose) =>
        Understood<Purpose>(sent).ShouldBe(purpose);

    [TestCase("ar", "arabic"), TestCase("ARA", "arabic"), TestCase("العربية", "arabic"), TestCase("عربية", "arabic")]
    [
        TestCase("en", "english"),
        TestCase("eng", "english"),
        TestCase("الإنجليزية", "english"),
        TestCase("الانجليزيه", "english")
    ]
    [TestCase("hi", "hindi"), TestCase("hin", "hindi"), TestCase("ur", "urdu"), TestCase("urd", "urdu")]
    [TestCase("ru", "russian"), TestCase("rus", "russian"), TestCase("Russian", "russian"), TestCase("zh", "mandarin")]
    [
        TestCase("zho", "mandarin"),
        TestCase("cmn", "mandarin"),
        TestCase("Chinese", "mandarin"),
        TestCase("fr", "french")
    ]
    [TestCase("fra", "french"), TestCase("fre", "french"), TestCase("de", "german"), TestCase("deu", "german")]
    [TestCase("ger", "german"), TestCase("es", "spanish"), TestCase("spa", "spanish"), TestCase("it", "italian")]
    [TestCase("ita", "italian"), TestCase("fa", "persian"), TestCase("fas", "persian"), TestCase("per", "persian")]
    [TestCase("Farsi", "persian"), TestCase("tl", "tagalog"), TestCase("fil", "tagalog"), TestCase("tgl", "tagalog")]
    [TestCase("ml", "malayalam"), TestCase("mal", "malayalam"), TestCase("ta", "tamil"), TestCase("tam", "tamil")]
    [TestCase("bn", "bengali"), TestCase("ben", "bengali"), TestCase("pa", "punjabi"), TestCase("pan", "punjabi")]
    [TestCase("tr", "turkish"), TestCase("tur", "turkish"), TestCase("pt", "portuguese"), TestCase("por", "portuguese")]
    [TestCase("uk", "ukrainian"), TestCase("ukr", "ukrainian"), TestCase("klingon", null), TestCase("xx", null)]
    public void Languages_are_read_by_their_ISO_639_codes(string sent, string? language) =>
        Understood<Language>(sent).ShouldBe(language);

    [Test]
    public void The_words_of_a_vocabulary_are_those_of_the_rules()
    {
        Spelling<PropertyType>.All.ShouldBe(["apartment", "villa", "townhouse", "commercial", "house", "studio"]);
        Spelling<Purpose>.All.ShouldBe(["buy", "rent", "sell", "let", "invest"]);
        Spelling<BusinessDomain>.All.ShouldBe(["first", "second", "third"]);
        Spelling<Language>.All.ShouldBe([
            .. (
                "arabic english hindi urdu russian mandarin french german spanish italian persian tagalog malayalam tamil "
                + "bengali punjabi turkish portuguese ukrainian"
            ).Split(' '),
        ]);
    }

    [Test]
    public void Every_synonym_is_read_in_any_form_and_never_written()
    {
        Check<LeadSource>();
        Check<PropertyType>();
        Check<Purpose>();
        Check<LeadStatus>();
        Check<Language>();
        Check<BusinessDomain>();

        static void Check<T>()
            where T : struct, Enum
        {
            foreach (var (canonical, synonyms) in Spelling<T>.Synonyms)
            foreach (var synonym in synonyms)
            {
                Spelling<T>.All.ShouldNotContain(synonym);
                foreach (var form in (string[])[synonym, synonym.ToUpperInvariant(), $" {synonym.Replace(' ', '-')}_"])
                    Understood<T>(form).ShouldBe(canonical, form);
            }
        }
    }

    [Test]
    public void A_text_longer_than_any_word_is_not_looked_at() =>
        Understood<LeadSource>(new string('-', 1_000_000) + "bayut").ShouldBeNull();

    [TestCase("won")]
    [TestCase("conversion")]
    [TestCase("Converted")]
    public void Converted_has_a_second_name_that_is_never_written(string text)
    {
        Spelling<LeadStatus>.TryParse(text, out var parsed).ShouldBeTrue();
        parsed.Spelled().ShouldBe("converted");
    }

    [TestCase(null)]
    [TestCase("")]
    [TestCase("0")]
    [TestCase(" ")]
    [TestCase("-_ ")]
    [TestCase("walk/in")]
    [TestCase("walk.in")]
    [TestCase("bayut,website")]
    [TestCase("bayut!")]
    public void Anything_else_is_not(string? text) => Spelling<LeadSource>.TryParse(text, out _).ShouldBeFalse();

    [Test]
    public void What_was_written_is_read_back() =>
        Enum.GetValues<LeadSource>().ShouldAllBe(source => Spelling<LeadSource>.Parse(source.Spelled()) == source);

    private static string? Understood<T>(string sent)
        where T : struct, Enum => Spelling<T>.TryParse(sent, out var value) ? value.Spelled() : null;
}
