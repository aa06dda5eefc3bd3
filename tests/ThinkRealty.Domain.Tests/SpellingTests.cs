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
    public void Any_case_is_understood(string text, LeadSource source)
    {
        Spelling<LeadSource>.TryParse(text, out var parsed).ShouldBeTrue();
        parsed.ShouldBe(source);
    }

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
    [TestCase("WalkIn")]
    [TestCase("walk in")]
    [TestCase("bayut,website")]
    public void Anything_else_is_not(string? text) => Spelling<LeadSource>.TryParse(text, out _).ShouldBeFalse();

    [Test]
    public void What_was_written_is_read_back() =>
        Enum.GetValues<LeadSource>().ShouldAllBe(source => Spelling<LeadSource>.Parse(source.Spelled()) == source);
}
