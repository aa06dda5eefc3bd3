using ThinkRealty.Domain.Leads;

namespace ThinkRealty.Domain.Scoring;

/// <summary>The rule sets that ship with the program (rules §5).</summary>
public static class RuleSets
{
    /// <summary>The default.</summary>
    public static RuleSet ThinkRealty { get; } =
        new("thinkrealty", 1, [SourceQuality(quality => Math.Round(quality * 2 / 3m), " × 2/3"), .. EverythingElse()]);

    /// <summary>The same with source quality unscaled.</summary>
    public static RuleSet Additive { get; } =
        new("additive", 1, [SourceQuality(quality => quality, ""), .. EverythingElse()]);

    public static IReadOnlyList<RuleSet> Shipped { get; } = [ThinkRealty, Additive];

    private static RuleGroup SourceQuality(Func<int, decimal> points, string scale)
    {
        (LeadSource Source, int Quality)[] table =
        [
            (LeadSource.Referral, 95),
            (LeadSource.Bayut, 90),
            (LeadSource.PropertyFinder, 85),
            (LeadSource.Partner, 85),
            (LeadSource.Website, 80),
            (LeadSource.Dubizzle, 75),
            (LeadSource.WalkIn, 70),
            (LeadSource.Instagram, 70),
            (LeadSource.Whatsapp, 70),
            (LeadSource.Facebook, 65),
            (LeadSource.Direct, 60),
            (LeadSource.Manual, 60),
            (LeadSource.Scanner, 50),
            (LeadSource.Other, 50),
        ];
        return First("source_quality", [.. table.Select(row => Source(row.Source.Spelled(), row.Quality))]);

        Rule Source(string source, int quality) =>
            new(points(quality), $"Source {source}: quality {quality}{scale}", Fact.Source.AnyOf(source));
    }

    private static IEnumerable<RuleGroup> EverythingElse()
    {
        var (own, rent) = (Fact.Purpose.AnyOf("buy", "sell", "invest"), Fact.Purpose.AnyOf("rent", "let"));
        var (budget, activity, hours) = (Fact.BudgetMax, Fact.ActivityType, Fact.HoursToFirstContact);

        return
        [
            First(
                "budget",
                new(20, "Budget above AED 10 M", own, budget.Above(10_000_000)),
                new(15, "Budget above AED 5 M", own, budget.Above(5_000_000)),
                new(10, "Budget above AED 2 M", own, budget.Above(2_000_000)),
                new(20, "Budget above AED 500 k a year", rent, budget.Above(500_000)),
                new(15, "Budget above AED 250 k a year", rent, budget.Above(250_000)),
                new(10, "Budget above AED 120 k a year", rent, budget.Above(120_000)),
                new(5, "Budget given", budget.Given())
            ),
            First(
                "nationality",
                new(10, "National of the UAE", Fact.Nationality.AnyOf(Nationalities.Emirati)),
                new(5, "National of another GCC state", Fact.Nationality.AnyOf(Nationalities.OtherGcc))
            ),
            First("property_type", new Rule(5, "Property type given", Fact.PropertyType.Given())),
            First("areas", new Rule(5, "At least one area given", Fact.Areas.Above(0))),
            First("referrer", new Rule(10, "Referred by an agent we know", Fact.Referrer.Given())),
            On(Occasion.Activity, "positive_outcome", new Rule(5, "Positive outcome", Fact.Outcome.AnyOf("positive"))),
            On(Occasion.Activity, "viewing", new Rule(10, "Viewing", activity.AnyOf("viewing"))),
            On(Occasion.Activity, "offer_made", new Rule(20, "Offer made", activity.AnyOf("offer_made"))),
            On(
                Occasion.FirstContact,
                "first_contact",
                new(15, "First contact within 1 hour", hours.AtMost(1)),
                new(10, "First contact within 4 hours", hours.AtMost(4)),
                new(5, "First contact within 24 hours", hours.AtMost(24)),
                new(0, "First contact within 72 hours", hours.AtMost(72)),
                new(-10, "First contact after more than 72 hours")
            ),
            On(Occasion.Silence, "silence", new Rule(-10, "168 hours without a contact or a message")),
        ];
    }

    private static RuleGroup First(string name, params IReadOnlyList<Rule> rules) => On(Occasion.Profile, name, rules);

    private static RuleGroup On(Occasion occasion, string name, params IReadOnlyList<Rule> rules) =>
        new(name, occasion, Takes.First, rules);
}
