using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using ThinkRealty.Application.Access;
using ThinkRealty.Application.Leads;
using ThinkRealty.FunctionalTests.Fixture;
using ThinkRealty.Infrastructure.Postgres;

namespace ThinkRealty.FunctionalTests.Docs;

/// <summary>The README says what the program does.</summary>
public sealed partial class ReadmeTests
{
    private const RegexOptions Options = RegexOptions.Multiline | RegexOptions.ExplicitCapture;

    private static readonly string Readme = File.ReadAllText(Path.Combine(Repository.Root, "README.md"));

    [Test]
    public void Every_setting_stands_in_the_table_with_its_default_and_no_other_does()
    {
        var table = Rows()
            .Matches(Readme)
            .Select(row => $"{row.Groups["section"].Value}:{row.Groups["name"].Value} = {row.Groups["default"].Value}")
            .Where(row => !row.StartsWith("ConnectionStrings:", StringComparison.Ordinal));

        table.ShouldBe(SettingsOfTheProgram(), ignoreOrder: true);
    }

    [Test]
    public async Task The_verbs_are_those_that_help_prints()
    {
        await using var help = new ApiProcess(["help"]);
        (await help.ExitAsync()).ShouldBe(0);

        var verbs = help.Output.Split('\n', StringSplitOptions.TrimEntries);

        verbs.Where(verb => !Readme.Contains(verb, StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Test]
    public void The_demo_key_is_the_one_that_the_program_takes() =>
        Readme.Contains($"X-API-Key: {ApiKey.Demo}", StringComparison.Ordinal).ShouldBeTrue();

    [Test]
    public void No_link_leads_nowhere()
    {
        foreach (var page in Pages())
        foreach (var file in Links().Matches(File.ReadAllText(page)).Select(link => link.Groups["file"].Value))
            File.Exists(Path.Combine(Path.GetDirectoryName(page)!, file)).ShouldBeTrue($"{page}: {file}");
    }

    private static IEnumerable<string> Pages() =>
        Directory
            .GetFiles(Path.Combine(Repository.Root, "docs"), "*.md", SearchOption.AllDirectories)
            .Append(Path.Combine(Repository.Root, "README.md"));

    // Whatever a line of the program reads as typed settings, found by its own words: Read<LeadSettings>("Leads").
    private static IEnumerable<string> SettingsOfTheProgram()
    {
        Type[] oneOfEachAssembly = [typeof(Program), typeof(DatabaseOptions), typeof(LeadSettings)];
        var types = oneOfEachAssembly.SelectMany(one => one.Assembly.GetTypes()).ToList();
        return Directory
            .GetFiles(Path.Combine(Repository.Root, "src"), "*.cs", SearchOption.AllDirectories)
            .SelectMany(file => Reads().Matches(File.ReadAllText(file)))
            .Select(read => (Record: read.Groups["record"].Value, Section: read.Groups["section"].Value))
            .Distinct()
            .SelectMany(read => Settings(types.Single(t => t.Name == read.Record), read.Section));
    }

    private static IEnumerable<string> Settings(Type record, string section)
    {
        var defaults = Activator.CreateInstance(record)!;
        return record
            .GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(p => p.CanWrite)
            .Select(p => $"{section}:{p.Name} = {Written(p.GetValue(defaults))}");
    }

    private static string Written(object? value) =>
        value switch
        {
            null or ICollection { Count: 0 } => "–",
            bool flag => flag ? "`true`" : "`false`",
            _ => $"`{Convert.ToString(value, CultureInfo.InvariantCulture)}`",
        };

    [GeneratedRegex(@"^\| `(?<section>\w+):(?<name>\w+)` \| (?<default>[^|]+) \|", Options, 1000)]
    private static partial Regex Rows();

    [GeneratedRegex(@"\bRead<(?<record>\w+)>\(""(?<section>\w+)""\)", Options, 1000)]
    private static partial Regex Reads();

    [GeneratedRegex(@"\]\((?<file>[^):#]+)\)", Options, 1000)]
    private static partial Regex Links();
}
