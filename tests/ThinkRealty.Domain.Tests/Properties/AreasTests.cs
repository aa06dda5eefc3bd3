using FsCheck;
using FsCheck.Fluent;
using NUnit.Framework;
using Shouldly;
using ThinkRealty.Domain.Properties;
using Law = FsCheck.NUnit.PropertyAttribute;

namespace ThinkRealty.Domain.Tests.Properties;

public sealed class AreasTests
{
    private static readonly string[] AllNames = [.. Areas.Known.SelectMany(Areas.Spellings)];

    [TestCase("Marina", "Dubai Marina")]
    [TestCase("dubai  marina ", "Dubai Marina")]
    [TestCase("دبي مارينا", "Dubai Marina")]
    [TestCase("JBR", "Jumeirah Beach Residence")]
    [TestCase("Downtown", "Downtown Dubai")]
    [TestCase("وسط مدينة دبي", "Downtown Dubai")]
    [TestCase("jlt", "Jumeirah Lake Towers")]
    [TestCase("JVC", "Jumeirah Village Circle")]
    [TestCase("JVT", "Jumeirah Village Triangle")]
    [TestCase("DIFC", "Dubai International Financial Centre")]
    [TestCase("The Palm", "Palm Jumeirah")]
    [TestCase("DSO", "Dubai Silicon Oasis")]
    [TestCase("MBR City", "Mohammed Bin Rashid City")]
    [TestCase("Springs", "The Springs")]
    [TestCase("Jumeirah 3", "Jumeirah")]
    [TestCase("Arabian Ranches 1", "Arabian Ranches")]
    [TestCase("Arabian Ranches 3", "Arabian Ranches 3")]
    [TestCase("Damac Hills 2", "Damac Hills 2")]
    [TestCase("Jumeirah Village Circle (JVC)", "Jumeirah Village Circle")]
    [TestCase("JVC (Jumeirah Village Circle)", "Jumeirah Village Circle")]
    [TestCase("JVC, Dubai", "Jumeirah Village Circle")]
    [TestCase("JVC - Dubai", "Jumeirah Village Circle")]
    [TestCase("J.V.C.", "Jumeirah Village Circle")]
    [TestCase("Dubai Marina, Dubai, UAE", "Dubai Marina")]
    [TestCase("Marina Gate 1, Dubai Marina, Dubai", "Dubai Marina")]
    [TestCase("Binghatti Views (Dubai Silicon Oasis)", "Dubai Silicon Oasis")]
    [TestCase("DUBAI PRODUCTION CITY (IMPZ)", "Dubai Production City")]
    [TestCase("Al Furjan / Discovery Gardens", "Al Furjan")]
    [TestCase("Al-Quoz", "Al Quoz")]
    [TestCase("Za’abeel", "Zabeel")]
    [TestCase("الخليج التجارى", "Business Bay")]
    [TestCase("خليج تجاري", "Business Bay")]
    [TestCase("أبراج بحيرات الجميرا", "Jumeirah Lake Towers")]
    [TestCase("ابراج بحيرات جميرا", "Jumeirah Lake Towers")]
    [TestCase("جبل على", "Jebel Ali")]
    [TestCase("أم سقیم", "Umm Suqeim")]
    [TestCase("البرشا", "Al Barsha")]
    [TestCase("دبـي مـارينا", "Dubai Marina")]
    [TestCase("دُبَيّ مارينا", "Dubai Marina")]
    [TestCase("المرابع العربية ٢", "Arabian Ranches 2")]
    [TestCase("دبي مارينا، دبي", "Dubai Marina")]
    public void An_area_is_known_by_all_its_names(string name, string canonical) =>
        Areas.Canonical(name).ShouldBe(canonical);

    [Test]
    public void An_unknown_area_keeps_its_name()
    {
        Areas.Canonical("  Atlantis  Heights ").ShouldBe("Atlantis  Heights");
        Areas.Spellings("  Atlantis  Heights ").ShouldBe(["atlantis heights"]);
    }

    [TestCase("Atlantis Heights, Dubai")]
    [TestCase("Atlantis Heights - Dubai, UAE")]
    [TestCase("atlantis-heights")]
    [TestCase("ATLANTIS HEIGHTS, دبي")]
    public void The_city_beside_an_unknown_area_does_not_matter(string name) =>
        Areas.Spellings(name).ShouldBe(["atlantis heights"]);

    [TestCase("Dubai", "dubai")]
    [TestCase("Dubai, UAE", "dubai uae")]
    [TestCase("!!!", "!!!")]
    public void What_names_no_area_is_compared_by_itself(string name, string spelling) =>
        Areas.Spellings(name).ShouldBe([spelling]);

    [Test]
    public void Neighbours_with_similar_names_stay_apart()
    {
        string[] apart =
        [
            "Jumeirah",
            "Jumeirah Park",
            "Palm Jumeirah",
            "Damac Hills",
            "Damac Hills 2",
            "Dubai Hills",
            "Jebel Ali",
        ];

        apart.Select(Areas.Canonical).Distinct().Count().ShouldBe(apart.Length);
    }

    [Test]
    public void Every_canonical_name_is_its_own_and_there_are_enough_of_them()
    {
        Areas.Known.Count.ShouldBeGreaterThan(80);
        Areas.Known.ShouldBeUnique();
        Areas.Known.ShouldAllBe(name => Areas.Canonical(name) == name);
        Areas.Known.ShouldAllBe(name => Areas.Spellings(name)[0] == name.Folded());
    }

    [Law(Arbitrary = [typeof(Names)])]
    public bool The_canonical_name_of_a_canonical_name_is_itself(string name) =>
        Areas.Canonical(Areas.Canonical(name)) == Areas.Canonical(name);

    [Law(Arbitrary = [typeof(Names)])]
    public bool Every_name_is_among_its_own_spellings(string name) => Areas.Spellings(name).Contains(name.Folded());

    [Law(Arbitrary = [typeof(Names)])]
    public bool Two_names_are_spellings_of_each_other_or_neither_is(string one) =>
        AllNames.All(other => Areas.Spellings(one).Contains(other) == Areas.Spellings(other).Contains(one.Folded()));

    [Law(Arbitrary = [typeof(Names)])]
    public bool All_names_of_an_area_have_the_same_spellings(string name) =>
        Areas.Spellings(name).All(spelling => Areas.Spellings(spelling).SequenceEqual(Areas.Spellings(name)));

    private static class Names
    {
        public static Arbitrary<string> Any() =>
            Arb.From(
                Gen.OneOf(
                    ArbMap.Default.GeneratorFor<NonNull<string>>().Select(text => text.Get),
                    Gen.Elements(AllNames),
                    Gen.Elements<string>([
                        .. Areas.Known.Select(name => $" {name.ToUpperInvariant().Replace(" ", "  ")} "),
                    ])
                )
            );
    }
}
