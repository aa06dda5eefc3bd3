using NUnit.Framework;
using Shouldly;
using ThinkRealty.Domain.Countries;
using ThinkRealty.Domain.Leads;

namespace ThinkRealty.Domain.Tests.Countries;

/// <summary>A nationality is a country however people write it, or it is none (rules §2).</summary>
public sealed class CountryTests
{
    [TestCase("UAE", "AE"), TestCase("uae", "AE"), TestCase("U.A.E.", "AE"), TestCase("UAE National", "AE")]
    [TestCase("United Arab Emirates (UAE)", "AE"), TestCase("Emarati", "AE"), TestCase("Emirati", "AE")]
    [TestCase("UAE - Dubai", "AE"), TestCase("Dubai, UAE", "AE"), TestCase("UAE/Abu Dhabi", "AE")]
    [TestCase("Citizen of the United Arab Emirates", "AE"), TestCase("  Emiratis ", "AE"), TestCase("ARE", "AE")]
    [TestCase("إماراتي", "AE"), TestCase("اماراتي", "AE"), TestCase("إماراتية", "AE"), TestCase("اماراتيه", "AE")]
    [
        TestCase("إماراتيون", "AE"),
        TestCase("الإماراتيين", "AE"),
        TestCase("إماراتيات", "AE"),
        TestCase("الإمارات", "AE")
    ]
    [TestCase("دولة الإمارات العربية المتحدة", "AE"), TestCase("مواطن إماراتي", "AE"), TestCase("مواطنة", "AE")]
    [
        TestCase("Indian national", "IN"),
        TestCase("Indians", "IN"),
        TestCase("هندية", "IN"),
        TestCase("الجنسية: هندي", "IN")
    ]
    [
        TestCase("British citizen", "GB"),
        TestCase("English", "GB"),
        TestCase("UK", "GB"),
        TestCase("Nationality: British", "GB")
    ]
    [TestCase("Holder of a British passport", "GB"), TestCase("بريطانيات", "GB"), TestCase("انكليزي", "GB")]
    [
        TestCase("Saudi", "SA"),
        TestCase("KSA", "SA"),
        TestCase("K.S.A", "SA"),
        TestCase("المملكة العربية السعودية", "SA")
    ]
    [TestCase("Korea, Republic of", "KR"), TestCase("Korea, Democratic People's Republic of", "KP")]
    [TestCase("Iran, Islamic Republic of", "IR"), TestCase("Tanzania, United Republic of", "TZ")]
    [TestCase("Republic of Ireland", "IE"), TestCase("Republic of China", "TW"), TestCase("Czech Republic", "CZ")]
    [
        TestCase("Türkiye", "TR"),
        TestCase("Turkey", "TR"),
        TestCase("Côte d’Ivoire", "CI"),
        TestCase("Cote dIvoire", "CI")
    ]
    [TestCase("Guinea-Bissau", "GW"), TestCase("Guinea", "GN"), TestCase("Equatorial Guinea", "GQ")]
    [TestCase("Trinidad & Tobago", "TT"), TestCase("St. Lucia", "LC"), TestCase("جمهورية مصر العربية", "EG")]
    [TestCase("مصريين", "EG"), TestCase("الفلبينيات", "PH"), TestCase("Filipinos", "PH"), TestCase("Phillipino", "PH")]
    [TestCase("كورية شمالية", "KP"), TestCase("Nigerien", "NE"), TestCase("Nigerian", "NG"), TestCase("عُماني", "OM")]
    [TestCase("Swiss", "CH"), TestCase("Dutch", "NL"), TestCase("Kosovar", "XK"), TestCase("Россия", "RU")]
    public void A_nationality_names_its_country(string sent, string code) =>
        (Country.Of(sent)?.Code).ShouldBe(code, sent);

    [TestCase(null), TestCase(""), TestCase(" "), TestCase("-"), TestCase("N/A"), TestCase("NA"), TestCase("no")]
    [TestCase("Other"), TestCase("Unknown"), TestCase("Martian"), TestCase("Expat"), TestCase("GCC"), TestCase("Arab")]
    [
        TestCase("European"),
        TestCase("UAE resident"),
        TestCase("Republic of"),
        TestCase("national"),
        TestCase("Romania-ish")
    ]
    [TestCase("Congolese"), TestCase("Dominican"), TestCase("Virgin Islander")]
    [
        TestCase("Island"),
        TestCase("Islands"),
        TestCase("UAE / India"),
        TestCase("British, Indian"),
        TestCase("Georgia (USA)"),
        TestCase("Indian & British")
    ]
    public void What_is_not_certain_names_none(string? sent) => Country.Of(sent).ShouldBeNull();

    [Test]
    public void A_book_is_not_searched() => Country.Of("UAE " + new string('(', 1_000_000)).ShouldBeNull();

    [Test]
    public void Every_country_is_known_once_and_by_its_own_name()
    {
        Country.All.Count.ShouldBe(250); // ISO 3166 and Kosovo
        Country.All.Select(c => c.Code).ShouldBeUnique();
        Country.All.Select(c => c.Name).ShouldBeUnique();
        Country.All.ShouldAllBe(c => c.Code.Length == 2 && c.Code.All(char.IsAsciiLetterUpper));
        Country.All.ShouldAllBe(c => Country.Of(c.Name) == c);
        Country.All.ShouldAllBe(c => Country.Of($"{c.Name} ({c.Code})") == c);
        Country.All.ShouldAllBe(c => Country.WithCode(c.Code) == c);
    }

    [Test]
    public void A_person_has_the_country_of_the_nationality_that_stands()
    {
        var person = new Person { Nationality = "UAE National" };
        person.NationalityCountry.ShouldBe("AE");

        (person with { Nationality = "Martian" }).NationalityCountry.ShouldBeNull();
        (person with { Company = "Emaar" }).NationalityCountry.ShouldBe("AE");
    }
}
