using NUnit.Framework;
using Shouldly;
using ThinkRealty.Domain.Leads;
using ThinkRealty.Domain.Scoring;

namespace ThinkRealty.Domain.Tests.Leads;

public sealed class InterestTests
{
    private static readonly DateTimeOffset Then = new(2026, 1, 17, 6, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Now = Then.AddDays(1);
    private static readonly PropertyId Property = PropertyId.New(Then);

    [Test]
    public void A_lead_likes_a_property_once_and_may_come_to_like_it_more()
    {
        var lead = Lead.Capture(
            new()
            {
                Id = LeadId.New(Then),
                SourceType = LeadSource.Bayut,
                Person = new(),
                Wishes = new(),
            },
            RuleSets.ThinkRealty,
            Then
        );

        lead.Like(Property, InterestLevel.Low, Then);
        lead.Like(Property, InterestLevel.High, Now);

        var interest = lead.Interests.ShouldHaveSingleItem();
        (interest.InterestLevel, interest.CreatedAt, interest.UpdatedAt).ShouldBe((InterestLevel.High, Then, Now));
        lead.UpdatedAt.ShouldBe(Now);
    }
}
