using System.Security.Cryptography;
using System.Text;
using NUnit.Framework;
using Shouldly;
using ThinkRealty.Domain.Leads;
using ThinkRealty.Domain.Scoring;

namespace ThinkRealty.Domain.Tests.Scoring;

public sealed class ThinkRealtyRuleSetTests
{
    private static readonly LeadFacts WorkedExample = new()
    {
        Source = LeadSource.Bayut,
        Nationality = "UAE",
        BudgetMin = 800_000,
        BudgetMax = 1_500_000,
        HasPropertyType = true,
        Areas = 3,
    };

    [Test]
    public void The_worked_example_of_the_rules_is_exactly_85()
    {
        var breakdown = RuleSets.ThinkRealty.Score(WorkedExample);

        breakdown.WholeTotal.ShouldBe(85);
        breakdown.Entries.ShouldBe([
            new("source_quality", 60, "Source bayut: quality 90 × 2/3"),
            new("budget", 5, "Budget given"),
            new("nationality", 10, "National of the UAE"),
            new("property_type", 5, "Property type given"),
            new("areas", 5, "At least one area given"),
        ]);
    }

    [Test]
    public void A_lead_of_whom_nothing_is_known_has_its_source_only() =>
        RuleSets
            .ThinkRealty.Score(new() { Source = LeadSource.Other })
            .Entries.ShouldBe([new("source_quality", 33, "Source other: quality 50 × 2/3")]);

    [Test]
    public void A_total_may_go_past_100() =>
        RuleSets
            .Additive.Score(
                WorkedExample with
                {
                    Source = LeadSource.Referral,
                    BudgetMax = 10_000_001,
                    ReferrerKnown = true,
                }
            )
            .WholeTotal.ShouldBe(95 + 20 + 10 + 5 + 5 + 10);

    [TestCase(LeadSource.Referral, 63, 95)]
    [TestCase(LeadSource.Bayut, 60, 90)]
    [TestCase(LeadSource.PropertyFinder, 57, 85)]
    [TestCase(LeadSource.Partner, 57, 85)]
    [TestCase(LeadSource.Website, 53, 80)]
    [TestCase(LeadSource.Dubizzle, 50, 75)]
    [TestCase(LeadSource.WalkIn, 47, 70)]
    [TestCase(LeadSource.Instagram, 47, 70)]
    [TestCase(LeadSource.Whatsapp, 47, 70)]
    [TestCase(LeadSource.Facebook, 43, 65)]
    [TestCase(LeadSource.Direct, 40, 60)]
    [TestCase(LeadSource.Manual, 40, 60)]
    [TestCase(LeadSource.Scanner, 33, 50)]
    [TestCase(LeadSource.Other, 33, 50)]
    public void Source_quality_is_two_thirds_by_default_and_unscaled_in_additive(
        LeadSource source,
        int scaled,
        int whole
    )
    {
        RuleSets.ThinkRealty.Score(new() { Source = source }).WholeTotal.ShouldBe(scaled);
        RuleSets.Additive.Score(new() { Source = source }).WholeTotal.ShouldBe(whole);
    }

    [TestCase(1, 5)]
    [TestCase(2_000_000, 5)]
    [TestCase("2000000.01", 10)]
    [TestCase(5_000_000, 10)]
    [TestCase("5000000.01", 15)]
    [TestCase(10_000_000, 15)]
    [TestCase("10000000.01", 20)]
    [TestCase(500_000_000, 20)]
    public void Who_buys_sells_or_invests_is_measured_by_the_price(decimal budgetMax, int points)
    {
        foreach (var purpose in (Purpose[])[Purpose.Buy, Purpose.Sell, Purpose.Invest])
            Points(
                    "budget",
                    new()
                    {
                        Source = LeadSource.Other,
                        Purpose = purpose,
                        BudgetMax = budgetMax,
                    }
                )
                .ShouldBe(points);
    }

    [TestCase(1, 5)]
    [TestCase(120_000, 5)]
    [TestCase("120000.01", 10)]
    [TestCase(250_000, 10)]
    [TestCase("250000.01", 15)]
    [TestCase(500_000, 15)]
    [TestCase("500000.01", 20)]
    public void Who_rents_or_lets_is_measured_by_the_rent_of_a_year(decimal budgetMax, int points)
    {
        foreach (var purpose in (Purpose[])[Purpose.Rent, Purpose.Let])
            Points(
                    "budget",
                    new()
                    {
                        Source = LeadSource.Other,
                        Purpose = purpose,
                        BudgetMax = budgetMax,
                    }
                )
                .ShouldBe(points);
    }

    [Test]
    public void A_lower_end_alone_is_no_budget() =>
        Points("budget", new() { Source = LeadSource.Other, BudgetMin = 3_000_000 }).ShouldBeNull();

    [TestCase("UAE", 10)]
    [TestCase(" uae ", 10)]
    [TestCase("U.A.E.", 10)]
    [TestCase("emirati", 10)]
    [TestCase("united  ARAB  emirates", 10)]
    [TestCase("إماراتي", 10)]
    [TestCase("Saudi", 5)]
    [TestCase("saudi arabia", 5)]
    [TestCase("KSA", 5)]
    [TestCase("Kuwaiti", 5)]
    [TestCase("Bahrain", 5)]
    [TestCase("QATARI", 5)]
    [TestCase("Oman", 5)]
    [TestCase("omani", 5)]
    [TestCase("سعودي", 5)]
    [TestCase("UAE National", 10)]
    [TestCase("United Arab Emirates (UAE)", 10)]
    [TestCase("UAE - Dubai", 10)]
    [TestCase("Emarati", 10)]
    [TestCase("مواطن إماراتي", 10)]
    [TestCase("الاماراتيين", 10)]
    [TestCase("Saudi National", 5)]
    [TestCase("Kuwaiti citizen", 5)]
    [TestCase("القطرية", 5)]
    [TestCase("ae", 10)]
    [TestCase("sa", 5)]
    [TestCase("UAE / India", null)] // two countries: neither is certain
    [TestCase("UAE resident", null)]
    [TestCase("British", null)]
    [TestCase("Romanian", null)] // holds "oman"
    [TestCase(" ", null)]
    [TestCase(null, null)]
    public void Nationals_of_the_UAE_count_twice_those_of_the_other_GCC_states(string? nationality, int? points) =>
        Points("nationality", new() { Source = LeadSource.Other, Nationality = nationality }).ShouldBe(points);

    // A version that has shipped never changes: what a rule says may only change in a new version.
    [TestCase("thinkrealty", "1a56f0dbf3a564989b4761c9e0e029169bd586a1b8a0b8ffa58b0f17e9ab7f9e")]
    [TestCase("additive", "8e18be3271ddb214dfe2283b62fa2c6874e10bf8cc1fbd4278ddf6a1606e0818")]
    public void The_first_version_is_what_it_was_when_it_shipped(string name, string hash) =>
        Convert
            .ToHexStringLower(
                SHA256.HashData(Encoding.UTF8.GetBytes(RuleSets.Shipped.Single(set => set.Name == name).ToJson()))
            )
            .ShouldBe(hash);

    [Test]
    public void Nationality_can_be_switched_off_and_stays_off_in_JSON()
    {
        var blind = RuleSet.FromJson(RuleSets.ThinkRealty.Without("nationality").ToJson());

        blind.Score(WorkedExample).WholeTotal.ShouldBe(75);
        RuleSets.ThinkRealty.Score(WorkedExample).WholeTotal.ShouldBe(85);
    }

    [TestCase(0, null)]
    [TestCase(1, 5)]
    [TestCase(20, 5)]
    public void One_area_is_as_good_as_twenty(int areas, int? points) =>
        Points("areas", new() { Source = LeadSource.Other, Areas = areas }).ShouldBe(points);

    [TestCase(true, 10)]
    [TestCase(false, null)]
    public void A_known_referrer_counts(bool known, int? points) =>
        Points("referrer", new() { Source = LeadSource.Other, ReferrerKnown = known }).ShouldBe(points);

    [TestCase(ActivityType.Call, null, "")]
    [TestCase(ActivityType.Call, Outcome.Neutral, "")]
    [TestCase(ActivityType.Call, Outcome.Negative, "")]
    [TestCase(ActivityType.Call, Outcome.Positive, "positive_outcome 5")]
    [TestCase(ActivityType.Viewing, null, "viewing 10")]
    [TestCase(ActivityType.Viewing, Outcome.Negative, "viewing 10")]
    [TestCase(ActivityType.Viewing, Outcome.Positive, "positive_outcome 5, viewing 10")]
    [TestCase(ActivityType.OfferMade, Outcome.Positive, "positive_outcome 5, offer_made 20")]
    public void Rewards_for_one_activity_add_up(ActivityType type, Outcome? outcome, string entries) =>
        string.Join(", ", RuleSets.ThinkRealty.ForActivity(new(type, outcome)).Select(e => $"{e.Rule} {e.WholePoints}"))
            .ShouldBe(entries);

    [TestCase("0:00:00", 15)]
    [TestCase("1:00:00", 15)]
    [TestCase("1:00:00.0000001", 10)]
    [TestCase("4:00:00", 10)]
    [TestCase("4:00:00.0000001", 5)]
    [TestCase("1.00:00:00", 5)]
    [TestCase("1.00:00:00.0000001", 0)]
    [TestCase("3.00:00:00", 0)]
    [TestCase("3.00:00:00.0000001", -10)]
    [TestCase("400.00:00:00", -10)]
    public void The_first_contact_counts_by_how_soon_it_came_with_the_limit_included(TimeSpan sinceCreation, int points)
    {
        var entry = RuleSets.ThinkRealty.ForFirstContact(sinceCreation).ShouldNotBeNull();

        entry.Rule.ShouldBe("first_contact");
        entry.WholePoints.ShouldBe(points);
    }

    [Test]
    public void A_window_of_silence_costs_10() =>
        RuleSets.ThinkRealty.ForSilence().ShouldBe(new("silence", -10, "168 hours without a contact or a message"));

    private static int? Points(string rule, LeadFacts facts) =>
        RuleSets.ThinkRealty.Score(facts).Entries.SingleOrDefault(entry => entry.Rule == rule)?.WholePoints;
}
