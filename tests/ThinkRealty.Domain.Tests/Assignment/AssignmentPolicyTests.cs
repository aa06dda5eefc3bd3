using NUnit.Framework;
using Shouldly;
using ThinkRealty.Domain.Assignment;
using ThinkRealty.Domain.Leads;
using ThinkRealty.Domain.Tests.Agents;

namespace ThinkRealty.Domain.Tests.Assignment;

/// <summary>How well an agent matches a lead (rules §6).</summary>
public sealed class AssignmentPolicyTests
{
    private static readonly Wishes Wanted = new()
    {
        PropertyType = PropertyType.Villa,
        PreferredAreas = ["JBR", "Arjan"],
    };

    [TestCase("villa", "", "", 3)]
    [TestCase("apartment,villa", "", "", 3)]
    [TestCase("apartment", "", "", 0)]
    [TestCase("", "", "", 0, Description = "no specialisation listed")]
    [TestCase("", "Arjan", "", 2)]
    [TestCase("", "Jumeirah Beach Residence", "", 2, Description = "an alias of what the lead prefers")]
    [TestCase("", "Jumeirah Beach Residence,Arjan", "", 2, Description = "any area, once")]
    [TestCase("", "Deira", "", 0)]
    [TestCase("", "", "arabic", 2)]
    [TestCase("", "", "english,russian", 0)]
    [TestCase("villa", "Arjan", "english,arabic", 7)]
    public void ThinkRealty_counts_type_area_and_language(
        string types,
        string areas,
        string languages,
        decimal points
    ) => Points(AssignmentPolicy.ThinkRealty, types, areas, languages, 0, 0).ShouldBe(points);

    [TestCase(0, 0)]
    [TestCase("0.01", 1)]
    [TestCase("19.99", 1)]
    [TestCase(20, 2)]
    [TestCase("29.99", 2)]
    [TestCase(30, 3)]
    [TestCase(100, 3)]
    public void ThinkRealty_counts_the_conversion_rate_in_bands(decimal percent, decimal points) =>
        Points(AssignmentPolicy.ThinkRealty, "", "", "", percent, 0).ShouldBe(points);

    [TestCase("", "", 0, 10, 0)]
    [TestCase("", "Arjan", 0, 10, 20)]
    [TestCase("villa", "", 0, 10, 15)]
    [TestCase("", "", 0, 0, 10)]
    [TestCase("", "", 0, 9, 1)]
    [TestCase("", "", 0, 50, 0)]
    [TestCase("", "", 25, 10, "2.5")]
    [TestCase("", "", "33.33", 10, "3.333")]
    [TestCase("villa", "Arjan", 100, 0, 55)]
    public void Property_crm_counts_workload_and_the_rate_in_proportion(
        string types,
        string areas,
        decimal percent,
        int active,
        decimal points
    ) => Points(AssignmentPolicy.PropertyCrm, types, areas, "arabic", percent, active).ShouldBe(points);

    [Test]
    public void What_the_lead_does_not_say_matches_nothing() =>
        AssignmentPolicy
            .ThinkRealty.Points(
                AgentMatch.Of(
                    AgentTests.Profile with
                    {
                        SpecializationPropertyType = ["villa"],
                        SpecializationAreas = ["Arjan"],
                        Languages = ["arabic"],
                    }
                ),
                0,
                0,
                LeadMatch.Of(new(), language: null)
            )
            .ShouldBe(0);

    private static decimal Points(
        AssignmentPolicy policy,
        string types,
        string areas,
        string languages,
        decimal percent,
        int active
    ) =>
        policy.Points(
            AgentMatch.Of(
                AgentTests.Profile with
                {
                    SpecializationPropertyType = types.Split(','),
                    SpecializationAreas = areas.Split(','),
                    Languages = languages.Split(','),
                }
            ),
            percent,
            active,
            LeadMatch.Of(Wanted, Language.Arabic)
        );
}
