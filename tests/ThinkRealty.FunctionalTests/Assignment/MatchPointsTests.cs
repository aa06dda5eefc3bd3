using ThinkRealty.Domain;
using ThinkRealty.Domain.Agents;
using ThinkRealty.Domain.Assignment;
using ThinkRealty.Domain.Leads;
using ThinkRealty.Domain.Properties;
using ThinkRealty.FunctionalTests.Fixture;

namespace ThinkRealty.FunctionalTests.Assignment;

/// <summary>The database counts a match as the Domain's policy does (rules §6).</summary>
public sealed class MatchPointsTests : SqlTest
{
    private const int AgentsInAll = 60;
    private const int LeadsInAll = 60;

    private static readonly string[] Places =
    [
        .. Areas.Known.Take(6),
        "Al Ain Road",
        "القرية",
        "Cité d'Or",
        "Al-Ḥamra (Old)",
    ];
    private static readonly string[] Spoken = ["arabic", "english", "russian", "tagalog"];

    [Test]
    public async Task Points_are_the_same_for_any_agent_and_any_lead(
        [Values("thinkrealty", "property_crm")] string name
    )
    {
        var (policy, random) = (AssignmentPolicy.Shipped.Single(p => p.Name == name), new Random(name.Length));
        var agents = new List<(Guid Id, Agent Agent, decimal Rate, int Active)>();
        for (var i = 0; i < AgentsInAll; i++)
        {
            var agent = Agent.Join(AnyProfile(random), new(Noon));
            var (rate, active) = (
                random.Next(4) == 0 ? random.Next(4) * 10 : random.Next(10_001) / 100m,
                random.Next(15)
            );
            agents.Add((await Store(agent.Profile, rate, active), agent, rate, active));
        }

        for (var i = 0; i < LeadsInAll; i++)
        {
            var (wishes, language) = (
                AnyWishes(random),
                random.GetItems<Language?>([null, Language.Arabic, Language.English, Language.Tagalog], 1)[0]
            );

            var counted = await Rows<Points>(
                """
                select s.agent_id as id, match_points(s, p, @type, @areas, @language) as units
                  from agent_seats s, assignment_policies p
                 where p.name = @name and s.agent_id = any(@ids)
                """,
                new
                {
                    type = wishes.PropertyType?.Spelled() ?? "",
                    areas = wishes.PreferredAreas.SelectMany(Areas.Spellings).ToArray(),
                    language = language?.Spelled() ?? "",
                    name,
                    ids = agents.Select(a => a.Id).ToArray(),
                }
            );

            counted.ShouldBe(
                agents.Select(a => new Points(
                    a.Id,
                    (int)(
                        policy.Points(AgentMatch.Of(a.Agent.Profile), a.Rate, a.Active, LeadMatch.Of(wishes, language))
                        * 10_000
                    )
                )),
                ignoreOrder: true
            );
        }
    }

    [Test]
    public async Task Areas_are_compared_in_the_same_form()
    {
        var random = new Random(1);
        for (var i = 0; i < 200; i++)
        {
            var area = string.Concat(
                random.GetItems<string>([" ", "\t", "\n", "a", "B", "É", "Ж", "م", "-", "1"], random.Next(1, 12))
            );

            (await Scalar<string>("select fold_area(@area)", new { area })).ShouldBe(area.Folded(), $"'{area}'");
        }
    }

    [Test]
    public async Task Every_letter_is_folded_alike()
    {
        // Each alone, between two letters and behind the article; NUL and halves of pairs cannot be stored.
        string[] texts =
        [
            .. Enumerable
                .Range(1, char.MaxValue)
                .Select(code => (char)code)
                .Where(letter => !char.IsSurrogate(letter))
                .SelectMany(letter => (string[])[$"{letter}", $"a{letter}B", $"ال{letter}م ال{letter}"]),
            "Jumeirah Village Circle (JVC), Dubai",
            "أبراج بحيرات الجُميرا ٢",
            "الالمان الالف",
            "🏙 Marina 🏙",
            "ﻻ ﷺ ① ² ﬁ",
        ];

        var folded = await Rows<string>(
            "select fold_area(t.text) from unnest(@texts) with ordinality t (text, place) order by place",
            new { texts }
        );

        texts
            .Zip(folded)
            .Where(f => f.First.Folded() != f.Second)
            .Select(f => $"'{f.First}' '{f.Second}'")
            .ShouldBeEmpty();
    }

    [Test]
    public async Task The_shipped_policies_are_there_and_one_is_active() =>
        (await Rows<string>("select name || ' ' || is_active from assignment_policies order by name")).ShouldBe([
            "property_crm false",
            "thinkrealty true",
        ]);

    private Task<Guid> Store(AgentProfile profile, decimal rate, int active) =>
        Scalar<Guid>(
            """
            with made as (select given.agent(types => @types, areas => @areas, languages => @languages) as id)
            select given.with_record(id, @rate, @active) from made
            """,
            new
            {
                types = profile.SpecializationPropertyType,
                areas = profile.SpecializationAreas,
                languages = profile.Languages,
                rate,
                active,
            }
        );

    private static AgentProfile AnyProfile(Random random) =>
        new()
        {
            FullName = PersonName.Parse("Sarah Johnson"),
            Email = EmailAddress.Parse("sarah@thinkrealty.test"),
            Phone = PhoneNumber.Parse("0501234568"),
            Languages = Some(random, Spoken),
            SpecializationPropertyType = Some(random, [.. Spelling<PropertyType>.All]),
            SpecializationAreas = random.Next(4) == 0 ? [] : random.GetItems(Places, random.Next(3)),
        };

    private static Wishes AnyWishes(Random random) =>
        new()
        {
            PropertyType = random.Next(4) == 0 ? null : random.GetItems(Enum.GetValues<PropertyType>(), 1)[0],
            PreferredAreas = [.. random.GetItems(Places, random.Next(4)).Select(place => AnyName(random, place))],
        };

    // By any of its names, typed as people type.
    private static string AnyName(Random random, string place)
    {
        var name = random.GetItems(Areas.Spellings(place).ToArray(), 1)[0];
        return random.Next(4) switch
        {
            0 => name,
            1 => $"{name.ToUpperInvariant()}, Dubai",
            2 => $"Tower 7 ({name})",
            _ => $" {name.Replace(" ", "  ", StringComparison.Ordinal)} ",
        };
    }

    private static string[] Some(Random random, string[] all) => [.. all.Where(_ => random.Next(2) == 0)];

    private sealed record Points(Guid Id, int Units);
}
