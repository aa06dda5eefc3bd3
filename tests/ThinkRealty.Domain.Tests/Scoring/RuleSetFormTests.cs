using NUnit.Framework;
using Shouldly;
using ThinkRealty.Domain.Leads;
using ThinkRealty.Domain.Scoring;

namespace ThinkRealty.Domain.Tests.Scoring;

public sealed class RuleSetFormTests
{
    [Test]
    public void A_definition_reads_like_the_rules()
    {
        var rules = new RuleSet(
            "tiny",
            3,
            new RuleGroup("budget", Occasion.Profile, Takes.First, [new(5, "Budget", Fact.BudgetMax.Above(0))])
        );

        rules
            .ToJson()
            .ShouldBe(
                """
                {"name":"tiny","version":3,"groups":[{"name":"budget","occasion":"profile","takes":"first","rules":[
                {"points":5,"reason":"Budget","when":[{"fact":"budget_max","operator":"above","limit":0}]}],"enabled":true}]}
                """.ReplaceLineEndings("")
            );
    }

    [Test]
    public void A_written_set_is_read_back_the_same()
    {
        foreach (var rules in (RuleSet[])[RuleSets.ThinkRealty, RuleSets.Additive])
            RuleSet.FromJson(rules.ToJson()).ToJson().ShouldBe(rules.ToJson());
    }

    [Test]
    public void A_breakdown_is_a_list_of_rule_points_and_reason()
    {
        var breakdown = RuleSets.ThinkRealty.Score(new() { Source = LeadSource.Direct, Areas = 1 });

        ScoreBreakdown.FromJson(breakdown.ToJson()).ShouldBe(breakdown);
        ScoreBreakdown
            .FromJson("""[{"points": 5, "reason": "At least one area given", "rule": "areas"}]""")
            .ShouldBe(new ScoreBreakdown([new("areas", 5, "At least one area given")]));
    }

    [TestCase("""{"fact":"shoe_size","operator":"above","limit":44}""", "shoe_size")]
    [TestCase("""{"fact":7,"operator":"given"}""", "fact")]
    [TestCase("""{"fact":"budget_max","operator":"below","limit":44}""", "operator")]
    [TestCase("""{"fact":"budget_max","operator":3,"limit":44}""", "operator")]
    [TestCase("""{"fact":"budget_max","operator":"above"}""", "needs a limit")]
    [TestCase("""{"fact":"budget_max","operator":"above","limit":1,"words":["x"]}""", "takes no words")]
    [TestCase("""{"fact":"budget_max","operator":"above","limit":"many"}""", "limit")]
    [TestCase("""{"fact":"budget_max","operator":"any_of","words":["x"]}""", "any_of cannot be asked of budget_max")]
    [TestCase("""{"fact":"nationality","operator":"above","limit":1}""", "above cannot be asked of nationality")]
    [TestCase("""{"fact":"nationality","operator":"any_of","words":[]}""", "needs words")]
    [TestCase("""{"fact":"nationality","operator":"any_of","words":[null]}""", "null")]
    [TestCase("""{"fact":"nationality","operator":"given","limit":1}""", "takes no limit")]
    [TestCase("""{"fact":"source","operator":"any_of","words":["bayut","zillow"]}""", "source is never 'zillow'")]
    [TestCase("""{"fact":"outcome","operator":"given"}""", "outcome is not known on the occasion profile")]
    [TestCase("""{"fact":"source"}""", "operator")]
    [TestCase("null", "null")]
    public void A_condition_that_makes_no_sense_is_refused_by_name(string condition, string because) =>
        Refusal(
                $$"""{"name":"x","version":1,"groups":[{"name":"g","occasion":"profile","takes":"sum","rules":[{"points":1,"reason":"r","when":[{{condition}}]}]}]}"""
            )
            .ShouldContain(because);

    [TestCase("""{"points":1,"reason":" ","when":[]}""", "needs a reason")]
    [TestCase("""{"points":1000.5,"reason":"r","when":[]}""", "out of proportion")]
    [TestCase("""{"points":1,"reason":"r","when":[],"cap":5}""", "needs a unit")]
    [TestCase("""{"points":1,"reason":"r","when":[],"per":"interactions","cap":-5}""", "points of its sign")]
    [TestCase("""{"points":1,"reason":"r","when":[],"per":"nationality"}""", "points per nationality")]
    [TestCase(
        """{"points":1,"reason":"r","when":[],"per":"hours_to_first_contact"}""",
        "points per hours_to_first_contact"
    )]
    [TestCase("""{"points":1,"reason":"r","when":[],"colour":"red"}""", "colour")]
    [TestCase("""{"reason":"r","when":[]}""", "points")]
    public void A_rule_that_makes_no_sense_is_refused_by_name(string rule, string because) =>
        Refusal(
                $$"""{"name":"x","version":1,"groups":[{"name":"g","occasion":"profile","takes":"sum","rules":[{{rule}}]}]}"""
            )
            .ShouldContain(because);

    [TestCase("""{"name":"Big Group","occasion":"profile","takes":"sum","rules":[RULE]}""", "snake_case")]
    [TestCase("""{"name":"g","occasion":"profile","takes":"sum","rules":[]}""", "g: it has no rules")]
    [TestCase(
        """{"name":"g","occasion":"profile","takes":"first","rules":[RULE],"cap":9}""",
        "only a sum can have a cap"
    )]
    [TestCase("""{"name":"g","occasion":"profile","takes":"sum","rules":[RULE],"cap":0}""", "above 0")]
    [TestCase("""{"name":"g","occasion":"silence","takes":"sum","rules":[RULE]}""", "silence gives one entry")]
    [TestCase("""{"name":"g","occasion":"easter","takes":"sum","rules":[RULE]}""", "occasion")]
    [TestCase(
        """{"name":"g","occasion":"profile","takes":"sum","rules":[RULE]},{"name":"g","occasion":"activity","takes":"sum","rules":[RULE]}""",
        "two groups of this name"
    )]
    [TestCase(
        """{"name":"g","occasion":"silence","takes":"first","rules":[RULE]},{"name":"h","occasion":"silence","takes":"first","rules":[RULE]}""",
        "one group only"
    )]
    public void A_group_that_makes_no_sense_is_refused_by_name(string groups, string because) =>
        Refusal(
                $$"""{"name":"x","version":1,"groups":[{{groups.Replace("RULE", """{"points":1,"reason":"r","when":[]}""")}}]}"""
            )
            .ShouldContain(because);

    [TestCase("null", "null")]
    [TestCase("[]", "RuleSet")]
    [TestCase("{", "JSON")]
    [TestCase("""{"name":"x","version":0,"groups":[]}""", "versions begin at 1")]
    [TestCase("""{"name":"","version":1,"groups":[]}""", "snake_case")]
    [TestCase("""{"version":1,"groups":[]}""", "name")]
    public void A_text_that_is_no_rule_set_is_refused(string json, string because) =>
        Refusal(json).ShouldContain(because);

    [Test]
    public void Everything_inconsistent_is_named_at_once()
    {
        var refused = Should.Throw<DomainException>(() =>
            new RuleSet("x", 0, new RuleGroup("g", Occasion.Profile, Takes.First, [new(1, "", Fact.Outcome.Given())]))
        );

        ((IReadOnlyList<string>)refused.Error.Extensions["faults"]!).Count.ShouldBe(3);
    }

    [Test]
    public void Only_a_group_that_exists_can_be_switched_off() =>
        Should
            .Throw<DomainException>(() => RuleSets.ThinkRealty.Without("shoe_size"))
            .Message.ShouldContain("shoe_size");

    private static string Refusal(string json)
    {
        var error = Should.Throw<DomainException>(() => RuleSet.FromJson(json)).Error;
        error.Slug.ShouldBe("invalid_rule_set");
        return $"{error.Title}: {error.Detail}";
    }
}
