using System.Globalization;
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

    [TestCase("postgres", "999:999"), TestCase("redis", "999:1000")]
    [TestCase("migrate", null), TestCase("api-1", null), TestCase("api-2", null), TestCase("nginx", null)]
    public void Every_service_has_no_rights_to_give_up_and_writes_only_where_it_must(string service, string? user)
    {
        var text = Service(service);

        text.ShouldContain("read_only: true");
        text.ShouldContain("cap_drop: [ALL]");
        text.ShouldContain("security_opt: [\"no-new-privileges:true\"]");
        text.ShouldContain("tmpfs: [");
        // Their images start as root to give the data to this user; as the user itself they need no rights.
        if (user is not null)
            text.ShouldContain($"user: \"{user}\"");
    }

    [TestCase("postgres", "/var/run/postgresql:uid=999,gid=999,mode=2775"), TestCase("postgres", "/tmp")]
    [TestCase("redis", "/data:uid=999,gid=1000,mode=0755")]
    public void What_an_image_writes_beside_its_volume_is_in_memory(string service, string folder) =>
        Temporary().Match(Service(service)).Groups["folders"].Value.ShouldContain(folder);

    [Test]
    public void Every_service_that_stays_says_whether_it_is_healthy()
    {
        Services().ShouldBe(["postgres", "redis", "migrate", "api-1", "api-2", "nginx"]);
        foreach (var service in Services().Where(name => name != "migrate"))
            Service(service).ShouldContain("healthcheck:", customMessage: service);
    }

    [Test]
    public void A_new_version_stops_one_node_after_the_other_and_each_only_when_the_rest_is_healthy()
    {
        var script = Read("build/renew");

        var loop = Loop().Match(script);
        loop.Groups["nodes"].Value.Split(' ').ShouldBe(Nodes().Matches(Compose).Select(m => m.Groups["name"].Value));
        loop.Groups["body"].Value.Trim().ShouldBe("docker compose up -d --no-deps --wait \"$node\"");
        script.IndexOf("run --rm migrate", StringComparison.Ordinal).ShouldBeInRange(0, loop.Index);
        script.ShouldContain("set -euo pipefail");
    }

    [Test]
    public void A_node_may_finish_what_it_has_begun() =>
        int.Parse(Grace().Match(Service("api-1")).Groups["seconds"].Value, CultureInfo.InvariantCulture)
            .ShouldBeGreaterThan(30, "the host's own patience");

    private static IEnumerable<string> Services() =>
        Headings().Matches(AllServices()).Select(m => m.Groups["name"].Value);

    // With what it takes over from *program and *node.
    private static string Service(string name)
    {
        var text = AllServices().Split($"\n  {name}:\n", 2)[1];
        if (Headings().Match(text) is { Success: true } next)
            text = text[..next.Index];
        foreach (var anchor in (string[])["node", "program"])
            if (text.Contains($"<<: *{anchor}", StringComparison.Ordinal))
                text += Shared(anchor);
        return text;
    }

    private static string Shared(string anchor) => Compose.Split($"&{anchor}\n", 2)[1].Split("\n\n", 2)[0] + "\n";

    private static string AllServices() =>
        Compose.Split("\nservices:\n", 2)[1].Split("\nnetworks:\n", 2)[0].Insert(0, "\n");

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

    [GeneratedRegex(@"^  (?<name>[a-z][\w-]*):\n", Options, 1000)]
    private static partial Regex Headings();

    [GeneratedRegex(@"tmpfs: \[(?<folders>.*)\]", Options, 1000)]
    private static partial Regex Temporary();

    [GeneratedRegex("^for node in (?<nodes>.+); do\n(?<body>.*\n)done$", Options, 1000)]
    private static partial Regex Loop();

    [GeneratedRegex("stop_grace_period: (?<seconds>[0-9]+)s", Options, 1000)]
    private static partial Regex Grace();

    [GeneratedRegex(@"^  nginx:\n(    .*\n)*?        ipv4_address: (?<address>[\d.]+)", Options, 1000)]
    private static partial Regex NginxAddress();
}
