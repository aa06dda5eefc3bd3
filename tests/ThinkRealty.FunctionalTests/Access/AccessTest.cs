using System.Net;
using System.Net.Http.Json;
using ThinkRealty.FunctionalTests.Fixture;

namespace ThinkRealty.FunctionalTests.Access;

/// <summary>A test around who calls: the node begins with one admin, and every test without counted failures.</summary>
public abstract class AccessTest : ApiTest
{
    protected override IReadOnlyDictionary<string, string?> Settings => WithAdmin;

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

    protected HttpClient WithKey(string key)
    {
        var client = Node.CreateClient();
        client.DefaultRequestHeaders.Add("X-API-Key", key);
        return client;
    }

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
}
