using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using ThinkRealty.FunctionalTests.Fixture;

namespace ThinkRealty.FunctionalTests.Access;

/// <summary>A test around who calls: the node begins with one admin, and every test without counted failures.</summary>
public abstract class AccessTest : ApiTest
{
    protected const string AdminEmail = "admin@thinkrealty.test";
    protected const string Password = "a long enough password";

    protected override IReadOnlyDictionary<string, string?> Settings { get; } =
        new Dictionary<string, string?>
        {
            ["Bootstrap:AdminEmail"] = AdminEmail,
            ["Bootstrap:AdminPassword"] = Password,
            ["Access:FreeTriesPerAddress"] = "1000",
        };

    /// <summary>Signed in as the bootstrap admin.</summary>
    protected HttpClient Admin { get; private set; } = null!;

    [SetUp]
    public async Task SignInTheAdmin()
    {
        await Database.Execute("delete from sign_in_failures");
        await Database.Execute(
            "update users set role = 'admin', is_active = true where email = @AdminEmail",
            new { AdminEmail }
        );
        Admin = As(await SignIn(AdminEmail));
    }

    [TearDown]
    public void SignTheAdminOut() => Admin.Dispose();

    protected static string NewEmail() => $"{Guid.NewGuid():N}@thinkrealty.test";

    protected HttpClient As(SignedIn signedIn, ApiNode? node = null)
    {
        var client = (node ?? Node).CreateClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", signedIn.AccessToken);
        return client;
    }

    protected HttpClient WithKey(string key)
    {
        var client = Node.CreateClient();
        client.DefaultRequestHeaders.Add("X-API-Key", key);
        return client;
    }

    protected async Task<SignedIn> SignIn(string email, string password = Password)
    {
        var response = await TryToSignIn(email, password);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        return await SignedIn.Of(response);
    }

    protected Task<HttpResponseMessage> TryToSignIn(string email, string password = Password) =>
        Api.PostAsJsonAsync("/api/v1/auth/token", new { email, password });

    protected Task<HttpResponseMessage> Refresh(string refreshToken) =>
        Api.PostAsJsonAsync("/api/v1/auth/refresh", new { refresh_token = refreshToken });

    protected async Task<(Guid Id, string Email)> GivenUser(string role = "supervisor")
    {
        var email = NewEmail();
        var created = await Admin.PostAsJsonAsync("/api/v1/users", NewUser(email, role));
        created.StatusCode.ShouldBe(HttpStatusCode.Created);
        return ((await Json(created)).GetProperty("user_id").GetGuid(), email);
    }

    protected static object NewUser(string email, string role = "supervisor", string fullName = "Sarah Johnson") =>
        new
        {
            email,
            full_name = fullName,
            password = Password,
            role,
        };

    protected Task<HttpResponseMessage> ChangeUser(Guid id, object change) =>
        Admin.PatchAsJsonAsync($"/api/v1/users/{id}", change);

    // As text first: that can be read twice.
    protected static async Task<JsonElement> Json(HttpResponseMessage response) =>
        JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync());

    protected static async Task ShouldBeProblem(HttpResponseMessage response, int status, string slug)
    {
        ((int)response.StatusCode).ShouldBe(status);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        (await Json(response)).GetProperty("type").GetString().ShouldBe(slug);
    }
}

/// <summary>The pair of tokens.</summary>
public sealed record SignedIn(string AccessToken, string RefreshToken, JsonElement Whole)
{
    public static async Task<SignedIn> Of(HttpResponseMessage response)
    {
        var whole = await response.Content.ReadFromJsonAsync<JsonElement>();
        return new(
            whole.GetProperty("access_token").GetString()!,
            whole.GetProperty("refresh_token").GetString()!,
            whole
        );
    }
}
