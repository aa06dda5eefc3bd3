using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace ThinkRealty.Domain.Properties;

/// <summary>Dubai areas by all their names, so that an agent and a lead can mean the same place (rules §6).</summary>
public static partial class Areas
{
    // Areas from outside are at most half as long; a longer text is compared as a whole.
    private const int Longest = 200;

    private static readonly string[][] Names =
    [
        .. AreaNames.Table.Split('\n').Select(line => line.Split('|', StringSplitOptions.TrimEntries)),
    ];

    private static readonly FrozenDictionary<string, Area> ByName = Names
        .Select(names => new Area(names[0], [.. names.Select(name => name.Folded()).Distinct()]))
        .SelectMany(area => area.Spellings, (area, spelling) => KeyValuePair.Create(spelling, area))
        .ToDictionary() // refuses a name that stands for two areas; a frozen one would take the last
        .ToFrozenDictionary();

    // The city and the country may follow the name of any area.
    private static readonly FrozenSet<string> Around = (
        (string[])["Dubai", "UAE", "United Arab Emirates", "دبي", "الإمارات"]
    )
        .Select(Folding.Folded)
        .ToFrozenSet();

    /// <summary>The canonical names.</summary>
    public static IReadOnlyList<string> Known { get; } = [.. Names.Select(names => names[0])];

    /// <summary>
    /// The one name under which an area is shown, by any of its names, alone or with what portals add: <c>JVC, Dubai</c>,
    /// <c>Jumeirah Village Circle (JVC)</c>. An unknown one as given, trimmed.
    /// </summary>
    public static string Canonical(string name) => Find(name)?.Canonical ?? name.Trim();

    /// <summary>Every name of the same area, folded for comparing; of an unknown one, itself without the city.</summary>
    public static IReadOnlyList<string> Spellings(string name) => Find(name)?.Spellings ?? [WithoutCity(name)];

    private static Area? Find(string name)
    {
        if (ByName.TryGetValue(name.Folded(), out var area) || name.Length > Longest)
            return area;

        // The first part that is an area: a building, or a short name, may stand on either side of it.
        return Parts()
            .Split(name)
            .Select(part => ByName.GetValueOrDefault(part.Folded()))
            .FirstOrDefault(a => a is not null);
    }

    private static string WithoutCity(string name)
    {
        if (name.Length > Longest)
            return name.Folded();

        var parts = Parts().Split(name);
        string[] left = [.. parts.Where(part => !Around.Contains(part.Folded()) && !string.IsNullOrWhiteSpace(part))];
        return (
            left.Length == 0 || !parts.Any(part => Around.Contains(part.Folded())) ? name : string.Join(' ', left)
        ).Folded();
    }

    private sealed record Area(string Canonical, IReadOnlyList<string> Spellings);

    // Brackets, commas, slashes; a dash only with a space beside it (Al-Wasl).
    [GeneratedRegex(@"[()\[\]{},;/|\\،؛]|\s[-–—]|[-–—]\s", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Parts();
}
