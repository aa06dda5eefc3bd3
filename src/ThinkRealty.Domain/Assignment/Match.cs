using ThinkRealty.Domain.Agents;
using ThinkRealty.Domain.Leads;
using static ThinkRealty.Domain.Properties.Areas;

namespace ThinkRealty.Domain.Assignment;

/// <summary>What an agent is matched by, in the spelling in which it is compared.</summary>
/// <param name="PropertyTypes">Canonical spellings.</param>
/// <param name="Areas">Folded.</param>
/// <param name="Languages">Canonical spellings.</param>
public sealed record AgentMatch(string[] PropertyTypes, string[] Areas, string[] Languages)
{
    public static AgentMatch Of(AgentProfile agent) =>
        new(
            agent.SpecializationPropertyType,
            [.. agent.SpecializationAreas.Select(area => area.Folded())],
            agent.Languages
        );

    public bool Sells(string? type) => type is not null && PropertyTypes.Contains(type);

    public bool Speaks(string? language) => language is not null && Languages.Contains(language);

    public bool KnowsAnyOf(IReadOnlySet<string> areas)
    {
        foreach (var area in Areas)
            if (areas.Contains(area))
                return true;
        return false;
    }
}

/// <summary>What a lead looks for in an agent, in the same spelling.</summary>
/// <param name="PropertyType">Null: any.</param>
/// <param name="Areas">Every name of each of them.</param>
/// <param name="Language">Null: any.</param>
public sealed record LeadMatch(string? PropertyType, IReadOnlySet<string> Areas, string? Language)
{
    public static LeadMatch Of(Lead lead) => Of(lead.Wishes, lead.Person.LanguagePreference);

    public static LeadMatch Of(Wishes wishes, Language? language) =>
        new(
            wishes.PropertyType?.Spelled(),
            wishes.PreferredAreas.SelectMany(Spellings).ToHashSet(),
            language?.Spelled()
        );
}
