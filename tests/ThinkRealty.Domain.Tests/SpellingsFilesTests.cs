using NUnit.Framework;
using Shouldly;
using ThinkRealty.Domain.Countries;
using ThinkRealty.Domain.Properties;

namespace ThinkRealty.Domain.Tests;

/// <summary>
/// Measures how many rows and spellings of two files are understood, and prints the others: <c>nationality-spellings.csv</c>
/// and <c>dubai-area-aliases.csv</c>, short ones of our own and those in the folder that <c>SPELLINGS_FOLDER</c> names.
/// </summary>
public sealed class SpellingsFilesTests
{
    private const double Wanted = 0.98;

    private static IEnumerable<string> Folders()
    {
        yield return Path.Combine(TestContext.CurrentContext.TestDirectory, "Spellings");
        if (Environment.GetEnvironmentVariable("SPELLINGS_FOLDER") is { Length: > 0 } real)
            yield return real;
    }

    [Test]
    public void Nationalities_are_understood([ValueSource(nameof(Folders))] string folder)
    {
        var counts = new Dictionary<string, (int Right, int Of)>();
        var (rows, of) = (0, 0);
        foreach (var row in Rows(folder, "nationality-spellings.csv"))
        {
            var code = row["iso2"];
            string[] basic = [row["country_en"], row["country_ar"], .. List(row["everyday_spellings"])];
            bool[] isRight =
            [
                .. Judge("name or everyday", basic),
                .. Judge(
                    "demonym",
                    row["demonyms_en"]
                        .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                ),
            ];
            Judge("code", row["iso2"], row["iso3"]);
            Judge("other", [.. List(row["other_spellings"])]);
            of++;
            if (isRight[..basic.Length].All(right => right))
                rows++;

            bool[] Judge(string kind, params string[] spellings) =>
                [
                    .. spellings.Select(spelling =>
                    {
                        var found = Country.Of(spelling)?.Code;
                        var (right, all) = counts.GetValueOrDefault(kind);
                        counts[kind] = (right + (found == code ? 1 : 0), all + 1);
                        if (found != code)
                            TestContext.Out.WriteLine($"{code} {kind}: '{spelling}' is {found ?? "not understood"}");
                        return found == code;
                    }),
                ];
        }

        foreach (var (kind, count) in counts)
            TestContext.Out.WriteLine($"{kind}: {count.Right} of {count.Of}, {100.0 * count.Right / count.Of:F1} %");
        TestContext.Out.WriteLine($"rows: {rows} of {of}, {100.0 * rows / of:F1} %");
        (rows / (double)of).ShouldBeGreaterThanOrEqualTo(Wanted);
    }

    [Test]
    public void Areas_are_understood([ValueSource(nameof(Folders))] string folder)
    {
        var (rows, of, right, all) = (0, 0, 0, 0);
        foreach (var row in Rows(folder, "dubai-area-aliases.csv"))
        {
            var community = Areas.Canonical(row["community"]);
            string[] names = [row["community"], .. List(row["aliases"]), .. List(row["names_ar"])];
            var isRight = names.ToDictionary(name => name, name => Areas.Known.Contains(Areas.Canonical(name)));
            foreach (var name in names.Where(name => Areas.Canonical(name) != community))
                TestContext.Out.WriteLine($"{row["community"]}: '{name}' is {Areas.Canonical(name)}");
            (of, all, right) = (of + 1, all + names.Length, right + isRight.Values.Count(r => r));
            if (isRight.Values.All(r => r))
                rows++;
        }

        TestContext.Out.WriteLine($"spellings: {right} of {all}, {100.0 * right / all:F1} %");
        TestContext.Out.WriteLine($"rows: {rows} of {of}, {100.0 * rows / of:F1} %");
        (rows / (double)of).ShouldBeGreaterThanOrEqualTo(Wanted);
    }

    private static string[] List(string cell) =>
        cell.Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static IEnumerable<Dictionary<string, string>> Rows(string folder, string file)
    {
        var lines = File.ReadAllLines(Path.Combine(folder, file));
        var header = lines[0].Split(',');
        return lines.Skip(1).Select(line => header.Zip(Cells(line)).ToDictionary(c => c.First, c => c.Second));
    }

    // A comma inside quotes does not divide.
    private static string[] Cells(string line) =>
        line.Split('"')
            .Select((piece, i) => i % 2 == 0 ? piece.Replace(',', '\u0001') : piece)
            .Aggregate("", string.Concat)
            .Split('\u0001');
}
