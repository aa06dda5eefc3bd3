using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.Configuration;
using ThinkRealty.Api;
using ThinkRealty.Api.Access;
using ThinkRealty.Application.Access;
using ThinkRealty.FunctionalTests.Fixture;

namespace ThinkRealty.FunctionalTests.Access;

public sealed class BootstrapTests : AccessTest
{
    [Test]
    public async Task Nodes_that_start_at_once_make_one_admin_and_share_their_tokens()
    {
        await using var database = await TestServer.NewDatabaseAsync();

        var nodes = await Task.WhenAll(
            Enumerable.Range(0, 3).Select(_ => Task.Run(() => new ApiNode(database, Clock, Settings)))
        );

        (await database.Scalar<long>("select count(*) from users where role = 'admin'")).ShouldBe(1);
        (await database.Scalar<long>("select count(*) from data_protection_keys")).ShouldBe(1);
        using var first = nodes[0].CreateClient();
        var signedIn = await TokenPair.Of(
            await System.Net.Http.Json.HttpClientJsonExtensions.PostAsJsonAsync(
                first,
                "/api/v1/auth/token",
                new { email = AdminEmail, password = Password }
            )
        );
        foreach (var node in nodes)
        {
            using var client = node.CreateClient();
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", signedIn.AccessToken);
            (await client.GetAsync("/api/v1/auth/me")).StatusCode.ShouldBe(HttpStatusCode.OK);
            await node.DisposeAsync();
        }
    }

    [Test]
    public async Task A_later_start_leaves_the_admin_as_it_is()
    {
        var before = await Scalar<string>(
            "select users::text from users where email = @AdminEmail",
            new { AdminEmail }
        );

        await using var again = AnotherNode();

        (await Scalar<string>("select users::text from users where email = @AdminEmail", new { AdminEmail })).ShouldBe(
            before
        );
    }

    [
        TestCase(AdminEmail, null),
        TestCase("", Password),
        TestCase("no address", Password),
        TestCase(AdminEmail, "too short")
    ]
    public void What_cannot_be_an_admin_stops_the_start_with_a_sentence(string? email, string? password)
    {
        var sentence = Should
            .Throw<SettingException>(() =>
                AccessComposition.ReadBootstrap(Configuration(email, password), new(AreLetIn: false))
            )
            .Message;

        sentence.ShouldContain("Bootstrap:Admin");
        sentence.ShouldNotContain("too short");
    }

    [Test]
    public void Empty_settings_make_no_admin() =>
        AccessComposition.ReadBootstrap(Configuration("", ""), new(AreLetIn: false)).ShouldBe(new BootstrapSettings());

    private static IConfiguration Configuration(string? email, string? password) =>
        new ConfigurationBuilder()
            .AddInMemoryCollection(
                new Dictionary<string, string?>
                {
                    ["Bootstrap:AdminEmail"] = email,
                    ["Bootstrap:AdminPassword"] = password,
                }
            )
            .Build();
}
