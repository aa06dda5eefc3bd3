using FsCheck;
using FsCheck.Fluent;
using NUnit.Framework;
using ThinkRealty.Domain.Leads;
using ThinkRealty.Domain.Scoring;
using Law = FsCheck.NUnit.PropertyAttribute;

namespace ThinkRealty.Domain.Tests.Scoring;

/// <summary>What holds for every lead, whatever is known of it.</summary>
public sealed class ScoringLaws
{
    private static readonly RuleSet Reread = RuleSet.FromJson(RuleSets.ThinkRealty.ToJson());

    private static readonly RuleSet ByTag = new(
        "by_tag",
        1,
        new RuleGroup(
            "tags",
            Occasion.Profile,
            Takes.Sum,
            [new(15, "Important", Fact.Tags.AnyOf("hot", "urgent")), new(3, "Not cold", Fact.Tags.NoneOf("cold"))]
        )
    );

    [Law(Arbitrary = [typeof(Leads)])]
    public bool The_total_is_the_sum_of_the_entries(LeadFacts facts)
    {
        var breakdown = RuleSets.ThinkRealty.Score(facts);
        return breakdown.Total == breakdown.WholeTotal
            && breakdown.WholeTotal == breakdown.Entries.Sum(e => e.WholePoints);
    }

    [Law(Arbitrary = [typeof(Leads)])]
    public bool Each_rule_has_its_say_at_most_once_and_says_why(LeadFacts facts)
    {
        var entries = RuleSets.ThinkRealty.Score(facts).Entries;
        return entries.DistinctBy(e => e.Rule).Count() == entries.Count && entries.All(e => e.Reason.Length > 0);
    }

    [Law(Arbitrary = [typeof(Leads)])]
    public bool A_set_read_back_from_JSON_scores_the_same(LeadFacts facts) =>
        Reread.Score(facts).Equals(RuleSets.ThinkRealty.Score(facts));

    [Law(Arbitrary = [typeof(Leads)])]
    public bool A_breakdown_read_back_from_JSON_is_the_same(LeadFacts facts)
    {
        var breakdown = RuleSets.ThinkRealty.Score(facts);
        return ScoreBreakdown.FromJson(breakdown.ToJson()).Equals(breakdown);
    }

    [Law(Arbitrary = [typeof(Leads)])]
    public bool Additive_differs_by_the_source_alone(LeadFacts facts)
    {
        var (scaled, unscaled) = (RuleSets.ThinkRealty.Score(facts), RuleSets.Additive.Score(facts));
        return unscaled.Total - scaled.Total == unscaled.Entries[0].Points - scaled.Entries[0].Points
            && unscaled.Entries.Skip(1).SequenceEqual(scaled.Entries.Skip(1));
    }

    [Law(Arbitrary = [typeof(Leads)])]
    public bool A_higher_budget_never_scores_lower(LeadFacts facts, LeadFacts other)
    {
        var (poorer, richer) = (other.BudgetMax ?? 0) < (facts.BudgetMax ?? 0) ? (other, facts) : (facts, other);
        return Total(facts with { BudgetMax = richer.BudgetMax }) >= Total(facts with { BudgetMax = poorer.BudgetMax });
    }

    [Law(Arbitrary = [typeof(Leads)])]
    public bool The_order_of_tags_does_not_matter(LeadFacts facts) =>
        ByTag.Score(facts).Equals(ByTag.Score(facts with { Tags = [.. facts.Tags.Reverse()] }));

    [Law(Arbitrary = [typeof(Leads)])]
    public bool Switching_a_group_off_takes_away_its_entries_and_nothing_else(LeadFacts facts) =>
        RuleSets
            .ThinkRealty.Without("budget")
            .Score(facts)
            .Entries.SequenceEqual(RuleSets.ThinkRealty.Score(facts).Entries.Where(e => e.Rule != "budget"));

    [Law(Arbitrary = [typeof(Leads)])]
    public bool A_later_first_contact_never_scores_higher(TimeSpan one, TimeSpan other) =>
        FirstContact(one > other ? one : other) <= FirstContact(one > other ? other : one);

    private static decimal Total(LeadFacts facts) => RuleSets.ThinkRealty.Score(facts).Total;

    private static decimal FirstContact(TimeSpan sinceCreation) =>
        RuleSets.ThinkRealty.ForFirstContact(sinceCreation)!.Points;

    private static class Leads
    {
        public static Arbitrary<TimeSpan> Time() =>
            Arb.From(Gen.Choose(0, 100 * 60).Select(minutes => TimeSpan.FromMinutes(minutes)));

        public static Arbitrary<LeadFacts> Facts() =>
            Arb.From(
                from source in Gen.Elements(Enum.GetValues<LeadSource>())
                from purpose in Gen.Elements(Enum.GetValues<Purpose>())
                from budget in Gen.OneOf(
                    Gen.Constant<decimal?>(null),
                    Gen.Choose(1, 600).Select(k => (decimal?)k * 1_000),
                    Gen.Choose(1, 120).Select(k => (decimal?)k * 100_000)
                )
                from nationality in Gen.Elements(null, "", "UAE", "Omani", "British", "قطري")
                from areas in Gen.Choose(0, 20)
                from flags in Gen.Choose(0, 3)
                from tags in Gen.ListOf(Gen.Elements("hot", "cold", "urgent", "Hot ", "viewer"))
                select new LeadFacts
                {
                    Source = source,
                    Purpose = purpose,
                    BudgetMax = budget,
                    Nationality = nationality,
                    Areas = areas,
                    HasPropertyType = flags % 2 == 1,
                    ReferrerKnown = flags > 1,
                    Tags = [.. tags],
                }
            );
    }
}
