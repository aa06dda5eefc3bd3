using System.Collections.Frozen;

namespace ThinkRealty.Domain.Properties;

/// <summary>Dubai areas by all their names, so that an agent and a lead can mean the same place (rules §6).</summary>
public static class Areas
{
    private static readonly string[][] Names =
    [
        .. AreaNames.Table.Split('\n').Select(line => line.Split('|', StringSplitOptions.TrimEntries)),
    ];

    private static readonly FrozenDictionary<string, Area> ByName = Names
        .Select(names => new Area(names[0], [.. names.Select(name => name.Folded())]))
        .SelectMany(area => area.Spellings, (area, spelling) => KeyValuePair.Create(spelling, area))
        .ToDictionary() // refuses a name that stands for two areas; a frozen one would take the last
        .ToFrozenDictionary();

    /// <summary>The canonical names.</summary>
    public static IReadOnlyList<string> Known { get; } = [.. Names.Select(names => names[0])];

    /// <summary>The one name under which an area is shown; an unknown one as given, trimmed.</summary>
    public static string Canonical(string name) => ByName.GetValueOrDefault(name.Folded())?.Canonical ?? name.Trim();

    /// <summary>Every name of the same area, folded for comparing; of an unknown one, itself.</summary>
    public static IReadOnlyList<string> Spellings(string name) =>
        ByName.GetValueOrDefault(name.Folded())?.Spellings ?? [name.Folded()];

    private sealed record Area(string Canonical, IReadOnlyList<string> Spellings);
}
