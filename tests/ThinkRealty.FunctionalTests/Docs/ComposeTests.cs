using System.Text.RegularExpressions;
using ThinkRealty.FunctionalTests.Fixture;

namespace ThinkRealty.FunctionalTests.Docs;

/// <summary>The files of the deployment agree with the program and with each other.</summary>
public sealed partial class ComposeTests
{
    private const RegexOptions Options = RegexOptions.Multiline | RegexOptions.ExplicitCapture;

    private static readonly string Compose = Read("docker-compose.yml");

    [Test]
    public void Every_setting_of_the_nodes_is_one_that_the_README_explains()
    {
        var readme = Read("README.md");
        var names = Settings().Matches(Compose).Select(m => m.Groups["name"].Value);

        foreach (var setting in names.Select(n => n.Replace("__", ":", StringComparison.Ordinal)))
            readme.ShouldContain($"| `{Index().Replace(setting, "")}` |");
    }

    [Test]
    public void The_example_of_the_environment_names_what_compose_asks_for_and_nothing_else() =>
        Assignments()
            .Matches(Read(".env.example"))
            .Select(m => m.Groups["name"].Value)
            .ShouldBe(Variables().Matches(Compose).Select(m => m.Groups["name"].Value).Distinct(), ignoreOrder: true);

    [Test]
    public void Nginx_asks_the_nodes_where_they_are_and_they_believe_nobody_else()
    {
        Upstreams()
            .Matches(Read("build/nginx.conf"))
            .Select(m => m.Groups["name"].Value)
            .Distinct() // once to leave alone what fails, once as the last resort
            .ShouldBe(Nodes().Matches(Compose).Select(m => m.Groups["name"].Value));
        var nginx = NginxAddress().Match(Compose).Groups["address"].Value;
        Compose.ShouldContain($"Proxies__Known__0: {nginx}\n");
    }

    private static string Read(string file) => File.ReadAllText(Path.Combine(Repository.Root, file));

    [GeneratedRegex(@"^ +(?<name>[A-Za-z]+__\w+):", Options, 1000)]
    private static partial Regex Settings();

    [GeneratedRegex(":[0-9]+$", RegexOptions.None, 1000)]
    private static partial Regex Index();

    [GeneratedRegex(@"^(?<name>\w+)=", Options, 1000)]
    private static partial Regex Assignments();

    [GeneratedRegex(@"\$\{(?<name>\w+)", Options, 1000)]
    private static partial Regex Variables();

    [GeneratedRegex(@"server (?<name>[\w-]+):8080", Options, 1000)]
    private static partial Regex Upstreams();

    [GeneratedRegex(@"^  (?<name>[\w-]+):\n    <<: \*node", Options, 1000)]
    private static partial Regex Nodes();

    [GeneratedRegex(@"^  nginx:\n(    .*\n)*?        ipv4_address: (?<address>[\d.]+)", Options, 1000)]
    private static partial Regex NginxAddress();
}
