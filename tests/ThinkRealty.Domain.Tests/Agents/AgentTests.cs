using NUnit.Framework;
using Shouldly;
using ThinkRealty.Domain.Agents;
using ThinkRealty.Domain.Leads;

namespace ThinkRealty.Domain.Tests.Agents;

/// <summary>What an agent keeps in order (rules §6).</summary>
public sealed class AgentTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 17, 8, 0, 0, TimeSpan.Zero);

    internal static readonly AgentProfile Profile = new()
    {
        FullName = PersonName.Parse("Sarah Johnson"),
        Email = EmailAddress.Parse("sarah@thinkrealty.test"),
        Phone = PhoneNumber.Parse("0501234568"),
    };

    [Test]
    public void An_agent_joins_active_with_50_places_and_weight_1()
    {
        var agent = Agent.Join(Profile, Noon);

        (agent.Profile.IsActive, agent.Profile.MaxActiveLeads, agent.Profile.Weight).ShouldBe((true, 50, 1));
        (agent.CreatedAt, agent.UpdatedAt).ShouldBe((Noon, Noon));
        agent.Events.ShouldBe([new AgentJoined(agent.Id, Noon)]);
    }

    [Test]
    public void Areas_are_kept_under_one_name_each()
    {
        var agent = Agent.Join(
            Profile with
            {
                SpecializationAreas = ["JBR", "marina", "Dubai Marina", " Nowhere "],
            },
            Noon
        );

        agent.Profile.SpecializationAreas.ShouldBe(["Jumeirah Beach Residence", "Dubai Marina", "Nowhere"]);
    }

    [Test]
    public void A_change_takes_the_new_profile_and_says_so()
    {
        var agent = Agent.Join(Profile, Noon);

        agent.Change(Profile with { Weight = 3, SpecializationAreas = ["JLT"] }, Noon.AddHours(1));

        (agent.Profile.Weight, agent.CreatedAt, agent.UpdatedAt).ShouldBe((3, Noon, Noon.AddHours(1)));
        agent.Profile.SpecializationAreas.ShouldBe(["Jumeirah Lake Towers"]);
        agent.Events.ShouldContain(new AgentChanged(agent.Id, Noon.AddHours(1)));
    }
}
