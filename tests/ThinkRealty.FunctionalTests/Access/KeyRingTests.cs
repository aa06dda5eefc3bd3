using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using ThinkRealty.Api;
using ThinkRealty.Api.Access;
using ThinkRealty.FunctionalTests.Fixture;

namespace ThinkRealty.FunctionalTests.Access;

/// <summary>Whoever reads a backup of the database cannot make tokens: its keys are encrypted with a secret from outside.</summary>
public sealed class KeyRingTests
{
    private const string Secret = "kP0Jm1u3x2s9Vv8bq7f6h5d4c3b2a1Z0yXwVuTsRqPo=";
    private const string AnotherSecret = "another secret of more than thirty-two characters";

    private static readonly Dictionary<string, string?> Development = new() { ["environment"] = "Development" };

    private readonly TestClock _clock = new();
    private TestDatabase _database = null!;

    [SetUp]
    public async Task MakeDatabase() => _database = await TestServer.NewDatabaseAsync();

    [TearDown]
    public async Task DropDatabase() => await _database.DisposeAsync();

    [Test]
    public async Task The_ring_is_encrypted_in_the_database_and_two_nodes_share_it()
    {
        await using var first = Node(Secret);
        await using var second = Node(Secret);

        var ring = await Ring();
        ring.Count.ShouldBe(1);
        ring.ShouldAllBe(xml => xml.Contains("encryptedSecret") && !xml.Contains("masterKey"));
        var token = await SignIn(first);
        (await Me(first, token)).ShouldBe(HttpStatusCode.OK);
        (await Me(second, token)).ShouldBe(HttpStatusCode.OK);
    }

    [Test]
    public async Task A_restart_with_the_same_secret_from_a_file_keeps_every_token()
    {
        string token;
        await using (var before = Node(Secret))
            token = await SignIn(before);
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, $"  {Secret}\n");
        try
        {
            await using var after = Node("", ("Access:KeyRingSecretFile", file));

            (await Me(after, token)).ShouldBe(HttpStatusCode.OK);
            (await Ring()).Count.ShouldBe(1);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Test]
    public async Task Keys_that_were_stored_in_clear_are_replaced_and_people_stay_signed_in()
    {
        TokenPair pair;
        await using (var before = new ApiNode(_database, _clock, ClearIn(Development)))
        {
            using var api = before.CreateClient();
            pair = await TokenPair.Of(await SignInAt(api));
        }

        var clear = await Ring();
        clear.ShouldAllBe(xml => xml.Contains("masterKey"));

        await using var after = Node(Secret);

        var ring = await Ring();
        ring.Count.ShouldBe(1);
        ring.ShouldAllBe(xml => xml.Contains("encryptedSecret") && !xml.Contains("masterKey"));
        (await Me(after, pair.AccessToken)).ShouldBe(HttpStatusCode.Unauthorized);
        using var client = after.CreateClient();
        var refreshed = await client.PostAsJsonAsync("/api/v1/auth/refresh", new { refresh_token = pair.RefreshToken });
        (await Me(after, (await TokenPair.Of(refreshed)).AccessToken)).ShouldBe(HttpStatusCode.OK);
    }

    [TestCase(
        "Production",
        AnotherSecret,
        "Access:KeyRingSecret is not the secret that this database's keys are encrypted with"
    )]
    [TestCase(
        "Development",
        AnotherSecret,
        "Access:KeyRingSecret is not the secret that this database's keys are encrypted with"
    )]
    [TestCase("Development", "", "The keys in this database are encrypted: set Access:KeyRingSecret")]
    [TestCase("Production", "", "Access:KeyRingSecret is missing (Production needs it")]
    [TestCase("Staging", "", "Access:KeyRingSecret is missing (Staging needs it")]
    [TestCase("Production", "too short", "Access:KeyRingSecret is too short")]
    public async Task A_wrong_or_missing_secret_stops_the_start_with_a_sentence(
        string environment,
        string secret,
        string sentence
    )
    {
        await using (Node(Secret)) { }
        var ring = await Ring();

        await using var process = new ApiProcess(
            ["serve", "--port", "0", "--no-sample-data"],
            new Dictionary<string, string>
            {
                ["ConnectionStrings__Postgres"] = _database.ConnectionString,
                ["ASPNETCORE_ENVIRONMENT"] = environment,
                ["Access__KeyRingSecret"] = secret,
            }
        );

        (await process.ExitAsync()).ShouldBe(1, process.Errors);
        process.Errors.ShouldStartWith(sentence);
        process.Errors.Split('\n').Length.ShouldBe(1);
        (await Ring()).ShouldBe(ring);
    }

    [TestCase("Access:KeyRingSecret", "31 characters, one is missing..", "is too short")]
    [TestCase("Access:KeyRingSecretFile", "/no/such/file", "cannot be read")]
    [TestCase("Access:KeyRingSecretFile", "/", "cannot be read")]
    [TestCase("Access:KeyRingSecretFile", "/dev/null", "is too short")]
    public void A_secret_that_cannot_be_one_is_a_sentence_without_it(string key, string value, string complaint)
    {
        var sentence = Should.Throw<SettingException>(() => KeyRingSecrets.Read(Settings((key, value)))).Message;

        sentence.ShouldContain(key);
        sentence.ShouldContain(complaint);
        sentence.ShouldNotContain(value);
    }

    [Test]
    public void A_secret_and_a_file_are_too_much() =>
        Should
            .Throw<SettingException>(() =>
                KeyRingSecrets.Read(Settings(("Access:KeyRingSecret", Secret), ("Access:KeyRingSecretFile", "/f")))
            )
            .Message.ShouldContain("keep one of them");

    [Test]
    public void A_missing_secret_is_a_sentence_that_says_how_to_make_one()
    {
        var production = new HostingEnvironment { EnvironmentName = Environments.Production };

        var sentence = Should.Throw<SettingException>(() => KeyRingSecrets.Require(Settings(), production)).Message;

        sentence.ShouldContain("openssl rand -base64 32");
        sentence.ShouldContain("Access__KeyRingSecretFile");
        KeyRingSecrets.Require(Settings(("Access:KeyRingSecret", Secret)), production);
        KeyRingSecrets.Require(Settings(), new HostingEnvironment { EnvironmentName = Environments.Development });
    }

    private ApiNode Node(string secret, params (string Key, string Value)[] more)
    {
        var settings = new Dictionary<string, string?>(Admin) { ["Access:KeyRingSecret"] = secret };
        foreach (var (key, value) in more)
            settings[key] = value;
        return new(_database, _clock, settings);
    }

    private static Dictionary<string, string?> Admin { get; } =
        new()
        {
            ["Bootstrap:AdminEmail"] = "admin@thinkrealty.test",
            ["Bootstrap:AdminPassword"] = "a long enough password",
        };

    private static Dictionary<string, string?> ClearIn(Dictionary<string, string?> environment) =>
        new(Admin.Concat(environment)) { ["Access:KeyRingSecret"] = "", ["SAMPLE_DATA"] = "false" };

    private Task<IReadOnlyList<string>> Ring() =>
        _database.Rows<string>("select xml from data_protection_keys order by xml");

    private static Task<HttpResponseMessage> SignInAt(HttpClient api) =>
        api.PostAsJsonAsync(
            "/api/v1/auth/token",
            new { email = Admin["Bootstrap:AdminEmail"], password = Admin["Bootstrap:AdminPassword"] }
        );

    private static async Task<string> SignIn(ApiNode node)
    {
        using var api = node.CreateClient();
        return (await TokenPair.Of(await SignInAt(api))).AccessToken;
    }

    private static async Task<HttpStatusCode> Me(ApiNode node, string token)
    {
        using var api = node.CreateClient();
        api.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return (await api.GetAsync("/api/v1/auth/me")).StatusCode;
    }

    private static IConfigurationRoot Settings(params (string Key, string Value)[] settings) =>
        new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value)))
            .Build();
}
