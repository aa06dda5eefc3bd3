using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace ThinkRealty.Domain.Countries;

/// <summary>A country, and how people write that they come from it (rules §2).</summary>
/// <param name="Code">ISO 3166 alpha-2, upper case; XK for Kosovo.</param>
/// <param name="Name">The English name, under which reports show it.</param>
public sealed partial record Country(string Code, string Name)
{
    // No nationality that people type is longer; a text from outside is not searched beyond this.
    private const int Longest = 200;

    // "NA" and "No" are more often "not available" and "none" than Namibia and Norway.
    private static readonly string[] NotCodes = ["NA", "NO"];

    // What may stand around the name of a country or a people without making another one of it.
    private static readonly FrozenSet<string> Around = Words(
        """
        the of a an from republic kingdom state sultanate principality commonwealth territory federal federative
        democratic peoples islamic socialist independent union grand duchy collectivity department
        republica republique republik republika reino royaume de del du da do des
        national nationals nationality citizen citizens citizenship passport passports holder holders
        جنسية جمهورية مملكة سلطنة دولة مواطن مواطنة مواطنين من جواز حامل
        """
    );

    private static readonly FrozenDictionary<string, Country> ByName = Table();

    /// <summary>Every country, by code.</summary>
    public static IReadOnlyList<Country> All { get; } =
    [.. ByName.Values.Distinct().OrderBy(c => c.Code, StringComparer.Ordinal)];

    private static readonly FrozenDictionary<string, Country> ByCode = All.ToFrozenDictionary(c => c.Code);

    /// <summary>The country with this alpha-2 code.</summary>
    public static Country? WithCode(string code) => ByCode.GetValueOrDefault(code);

    /// <summary>
    /// The country that a nationality names: its name, its people, a code, in English or Arabic, with what forms add
    /// (<c>UAE National</c>, <c>United Arab Emirates (UAE)</c>, <c>UAE - Dubai</c>). Null where that is not certain, also
    /// where two countries are named.
    /// </summary>
    public static Country? Of(string? nationality)
    {
        if (string.IsNullOrWhiteSpace(nationality) || nationality.Length > Longest)
            return null;
        if (Named(nationality) is { } whole)
            return whole;

        var named = Parts().Split(nationality).Select(Named).OfType<Country>().Distinct().Take(2).ToList();
        return named is [var only] ? only : null;
    }

    // First as it is, then without what may stand around it, then in the singular.
    private static Country? Named(string text)
    {
        var folded = text.Folded();
        if (ByName.TryGetValue(folded, out var country))
            return country;

        var bare = string.Join(' ', folded.Split(' ').Where(word => !Around.Contains(word)));
        return ByName.GetValueOrDefault(bare)
            ?? (bare.Length > 4 && bare.EndsWith('s') ? ByName.GetValueOrDefault(bare[..^1]) : null);
    }

    private static FrozenDictionary<string, Country> Table()
    {
        var table = new Dictionary<string, Country>();
        foreach (var line in CountryNames.Table.Split('\n'))
        {
            var columns = line.Split('|', StringSplitOptions.TrimEntries);
            var codes = columns[0].Split(' ');
            var country = new Country(codes[0], columns[1]);
            string[] names =
            [
                .. codes.Except(NotCodes),
                columns[1],
                .. List(columns[2]),
                .. List(columns[3]),
                .. List(columns[4]).SelectMany(ArabicForms),
            ];
            foreach (var name in names.Select(Folding.Folded).Distinct())
                table.Add(name, country); // refuses a name that stands for two countries
        }

        return table.ToFrozenDictionary();
    }

    // إماراتي: إماراتية, إماراتيون, إماراتيين, إماراتيات; with the article folding takes care of itself.
    private static IEnumerable<string> ArabicForms(string masculine)
    {
        string[] words = masculine.Split(' ');
        return ((string[])["", "ة", "ون", "ين", "ات"]).Select(ending =>
            string.Join(
                ' ',
                words.Select(
                    (word, i) =>
                        word.EndsWith('ي') && (i > 0 || words.Length == 1 || ending == "ة") ? word + ending : word
                )
            )
        );
    }

    private static string[] List(string column) =>
        column.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static FrozenSet<string> Words(string text) =>
        text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(Folding.Folded).ToFrozenSet();

    // Brackets, commas, slashes, colons; a dash only with spaces around it (Guinea-Bissau).
    [GeneratedRegex(
        @"[()\[\]{},;:/|\\،؛&+]|\s[-–—]\s|\s[-–—]|[-–—]\s",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking
    )]
    private static partial Regex Parts();
}
