using NUnit.Framework;
using Shouldly;
using ThinkRealty.Domain.Leads;
using ThinkRealty.Domain.Scoring;

namespace ThinkRealty.Domain.Tests.Scoring;

/// <summary>The form carries sets of quite another shape: a base, sums, points per unit with caps, fractions.</summary>
public sealed class OtherRuleSetsTests
{
    private static readonly RuleSet CrmBasic = Reread(
        new(
            "crm_basic",
            1,
            Group("base", new Rule(50, "Base")),
            Group(
                "source",
                new(20, "Referral or partner", Fact.Source.AnyOf("referral", "partner")),
                new(
                    15,
                    "Website, walk-in or portal",
                    Fact.Source.AnyOf("website", "walk_in", "bayut", "propertyFinder")
                ),
                new(10, "Social network or dubizzle", Fact.Source.AnyOf("facebook", "instagram", "dubizzle")),
                new(5, "WhatsApp", Fact.Source.AnyOf("whatsapp"))
            ),
            Group("company", new Rule(10, "Company given", Fact.Company.Given())),
            Group(
                "email",
                new Rule(
                    10,
                    "E-mail of a company",
                    Fact.EmailDomain.NoneOf("gmail.com", "yahoo.com", "hotmail.com", "outlook.com")
                )
            ),
            Group(
                "tags",
                new Rule(15, "Marked as important", Fact.Tags.AnyOf("enterprise", "hot", "urgent", "high-value"))
            )
        )
    );

    private static readonly RuleSet PropertyEngagement = Reread(
        new(
            "property_engagement",
            1,
            new RuleGroup(
                "reachable",
                Occasion.Profile,
                Takes.Sum,
                [
                    new(5, "Phone", Fact.Phone.Given()),
                    new(5, "E-mail", Fact.EmailDomain.Given()),
                    new(5, "Full name", Fact.FullName.Given()),
                    new(5, "WhatsApp", Fact.Whatsapp.Given()),
                ]
            ),
            Group("message", new Rule(10, "Message longer than 50 characters", Fact.MessageLength.Above(50))),
            Group("budgets", new Rule(10, "Both budgets", Fact.BudgetMin.Given(), Fact.BudgetMax.Given())),
            Group("areas", new Rule(5, "Areas given", Fact.Areas.Above(0))),
            Group("move_in", new Rule(5, "Move-in date", Fact.MoveInDate.Given())),
            Group("interactions", new Rule(5, "Interactions") { Per = Fact.Interactions, Cap = 25 }),
            Group(
                "last_contact",
                new(15, "Contact in the last 24 hours", Fact.HoursSinceLastContact.AtMost(24)),
                new(10, "Contact in the last 72 hours", Fact.HoursSinceLastContact.AtMost(72)),
                new(5, "Contact in the last 168 hours", Fact.HoursSinceLastContact.AtMost(168))
            ),
            Group("interests", new Rule(2, "Properties of interest") { Per = Fact.PropertiesOfInterest, Cap = 10 })
        )
    );

    private static readonly RuleSet SalesReadiness = Reread(
        new(
            "sales_readiness",
            1,
            Group(
                "source",
                new(.30m, "Partner or referral", Fact.Source.AnyOf("partner", "referral")),
                new(
                    .20m,
                    "Portal or direct",
                    Fact.Source.AnyOf("manual", "bayut", "propertyFinder", "website", "walk_in", "direct")
                ),
                new(.10m, "Any other source")
            ),
            Group("business_domain", new Rule(.30m, "Business domain given", Fact.BusinessDomain.Given())),
            Group(
                "activities",
                new(.40m, "More than 10 activities", Fact.Interactions.Above(10)),
                new(.20m, "More than 3 activities", Fact.Interactions.Above(3))
            )
        )
    );

    [TestCase(LeadSource.Other, false, null, "", 50)]
    [TestCase(LeadSource.Referral, true, "emaar.ae", "hot", 105)]
    [TestCase(LeadSource.Partner, false, null, "", 70)]
    [TestCase(LeadSource.Website, true, "gmail.com", "new", 75)]
    [TestCase(LeadSource.Instagram, false, "Outlook.com", "URGENT", 75)]
    [TestCase(LeadSource.Whatsapp, false, "think.ae", "hot,enterprise,high-value", 80)]
    public void Crm_basic_starts_at_50(LeadSource source, bool company, string? domain, string tags, int total) =>
        CrmBasic
            .Score(
                new()
                {
                    Source = source,
                    HasCompany = company,
                    EmailDomain = domain,
                    Tags = tags.Split(','),
                }
            )
            .WholeTotal.ShouldBe(total);

    [TestCase(0, 0)]
    [TestCase(1, 5)]
    [TestCase(5, 25)]
    [TestCase(6, 25)]
    public void Property_engagement_counts_interactions_up_to_25(int interactions, int total) =>
        PropertyEngagement
            .Score(new() { Source = LeadSource.Bayut, Interactions = interactions })
            .WholeTotal.ShouldBe(total);

    [TestCase("1.00:00:00", 15)]
    [TestCase("1.00:00:00.001", 10)]
    [TestCase("3.00:00:00", 10)]
    [TestCase("7.00:00:00", 5)]
    [TestCase("7.00:00:01", 0)]
    [TestCase(null, 0)]
    public void Property_engagement_looks_at_the_last_contact(string? since, int total) =>
        PropertyEngagement
            .Score(new() { Source = LeadSource.Bayut, SinceLastContact = since is null ? null : TimeSpan.Parse(since) })
            .WholeTotal.ShouldBe(total);

    [Test]
    public void Property_engagement_of_a_lead_that_did_everything()
    {
        var breakdown = PropertyEngagement.Score(
            new()
            {
                Source = LeadSource.Website,
                HasPhone = true,
                HasWhatsapp = true,
                HasFullName = true,
                EmailDomain = "gmail.com",
                MessageLength = 51,
                BudgetMin = 1_000_000,
                BudgetMax = 2_000_000,
                Areas = 1,
                HasMoveInDate = true,
                Interactions = 7,
                SinceLastContact = TimeSpan.FromHours(30),
                PropertiesOfInterest = 3,
            }
        );

        breakdown.WholeTotal.ShouldBe(20 + 10 + 10 + 5 + 5 + 25 + 10 + 6);
        breakdown.Entries.ShouldContain(new ScoreEntry("interactions", 25, "Interactions (7 × 5, at most 25)"));
        breakdown.Entries.ShouldContain(new ScoreEntry("interests", 6, "Properties of interest (3 × 2)"));
    }

    [Test]
    public void Property_engagement_wants_both_budgets_and_a_message_of_more_than_50_characters() =>
        PropertyEngagement
            .Score(
                new()
                {
                    Source = LeadSource.Website,
                    BudgetMax = 2_000_000,
                    MessageLength = 50,
                }
            )
            .WholeTotal.ShouldBe(0);

    [TestCase(LeadSource.Partner, true, 11, "1.0")]
    [TestCase(LeadSource.Partner, true, 10, "0.8")]
    [TestCase(LeadSource.Bayut, true, 4, "0.7")]
    [TestCase(LeadSource.Bayut, true, 3, "0.5")]
    [TestCase(LeadSource.Scanner, false, 0, "0.1")]
    public void Sales_readiness_is_a_probability(LeadSource source, bool domain, int activities, decimal total) =>
        SalesReadiness
            .Score(
                new()
                {
                    Source = source,
                    HasBusinessDomain = domain,
                    Interactions = activities,
                }
            )
            .Total.ShouldBe(total);

    [Test]
    public void A_lead_cannot_have_the_points_of_a_set_with_fractions()
    {
        var breakdown = SalesReadiness.Score(new() { Source = LeadSource.Partner });

        Should.Throw<DomainException>(() => breakdown.WholeTotal).Error.Slug.ShouldBe("fractional_points");
    }

    [Test]
    public void A_set_that_does_not_look_at_contacts_or_silence_gives_nothing_for_them()
    {
        CrmBasic.ForActivity(new(ActivityType.Viewing, Outcome.Positive)).ShouldBeEmpty();
        CrmBasic.ForFirstContact(TimeSpan.Zero).ShouldBeNull();
        CrmBasic.ForSilence().ShouldBeNull();
    }

    [TestCase(1, "5")]
    [TestCase(3, "5 5 5 -3")]
    [TestCase(4, "5 5 5 5 -8")]
    public void A_group_s_cap_takes_back_what_is_above_it_in_an_entry_of_its_own(int flags, string points)
    {
        var capped = new RuleSet(
            "capped",
            1,
            PropertyEngagement.Groups.Single(g => g.Name == "reachable") with
            {
                Cap = 12,
            }
        );

        var breakdown = capped.Score(
            new()
            {
                Source = LeadSource.Other,
                HasPhone = flags > 0,
                HasWhatsapp = flags > 1,
                HasFullName = flags > 2,
                EmailDomain = flags > 3 ? "think.ae" : null,
            }
        );

        string.Join(' ', breakdown.Entries.Select(e => e.WholePoints)).ShouldBe(points);
    }

    private static RuleGroup Group(string name, params IReadOnlyList<Rule> rules) =>
        new(name, Occasion.Profile, Takes.First, rules);

    private static RuleSet Reread(RuleSet rules) => RuleSet.FromJson(rules.ToJson());
}
