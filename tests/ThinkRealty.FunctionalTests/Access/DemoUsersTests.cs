using System.Net;
using System.Net.Http.Json;
using ThinkRealty.Application.Access;
using ThinkRealty.FunctionalTests.Fixture;
using ThinkRealty.FunctionalTests.JobsPage;
using ThinkRealty.Infrastructure.SampleData;

namespace ThinkRealty.FunctionalTests.Access;

/// <summary>A database that was filled in Development is served in Production: its public sign-ins do not work there.</summary>
public sealed class DemoUsersTests : ApiTest
{
    private const string HandMade = "handmade@thinkrealty.test";

    private ApiNode _production = null!;
    private HttpClient _api = null!;

    protected override IReadOnlyDictionary<string, string?> Settings { get; } =
        new Dictionary<string, string?>(WithAdmin) { ["environment"] = "Development" };

    [OneTimeSetUp]
    public async Task FillInDevelopmentAndServeInProduction()
    {
        using var admin = As(await SignIn(AdminEmail));
        await admin.PostAsJsonAsync(
            "/api/v1/users",
            new
            {
                email = HandMade,
                full_name = "Made by Hand",
                password = DemoAccess.Password,
                role = "supervisor",
            }
        );
        _production = new ApiNode(Database, Clock, WithAdmin);
        _api = _production.CreateClient();
    }

    [OneTimeTearDown]
    public async Task StopProduction()
    {
        _api.Dispose();
        await _production.DisposeAsync();
    }

    [SetUp]
    public Task ForgetFailures() => Database.Execute("delete from sign_in_failures");

    private static IEnumerable<string> Public() => [.. DemoAccess.Accounts.Select(account => account.Email), HandMade];

    [TestCaseSource(nameof(Public))]
    public async Task A_demo_user_signs_in_in_Development_and_not_in_Production(string email)
    {
        (await TryToSignIn(email, DemoAccess.Password)).StatusCode.ShouldBe(HttpStatusCode.OK);

        var refused = await SignInAt(_api, email, DemoAccess.Password);

        await ShouldBeProblem(refused, 401, "unauthenticated");
        (await Json(refused)).GetProperty("title").GetString().ShouldBe("Demo users sign in only in Development");
    }

    [TestCaseSource(nameof(Public))]
    public async Task A_sign_in_from_Development_is_worth_nothing_in_Production(string email)
    {
        var signedIn = await SignIn(email, DemoAccess.Password);
        using var inDevelopment = As(signedIn);
        using var inProduction = As(signedIn, _production);

        (await inDevelopment.GetAsync("/api/v1/auth/me")).StatusCode.ShouldBe(HttpStatusCode.OK);
        await ShouldBeProblem(await inProduction.GetAsync("/api/v1/auth/me"), 401, "unauthenticated");
        await ShouldBeProblem(
            await _api.PostAsJsonAsync("/api/v1/auth/refresh", new { refresh_token = signedIn.RefreshToken }),
            401,
            "unauthenticated"
        );
    }

    [Test]
    public async Task The_page_of_the_jobs_refuses_them_too_with_and_without_a_cookie_from_Development()
    {
        var email = DemoAccess.Supervisor.Email;
        using var development = await FormClient.SignedInAsync(Api.BaseAddress!, email, DemoAccess.Password);
        using var production = new FormClient(_api.BaseAddress!);

        var refused = await production.PostAsync(
            "/jobs/sign-in",
            new() { ["email"] = email, ["password"] = DemoAccess.Password }
        );
        refused.Status.ShouldBe(HttpStatusCode.Unauthorized);

        using var withCookie = new HttpRequestMessage(HttpMethod.Get, "/jobs");
        withCookie.Headers.Add("Cookie", development.CookiesFor("/jobs"));
        var answer = await production.Http.SendAsync(withCookie);
        answer.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        answer.Headers.Location!.ToString().ShouldStartWith("/jobs/sign-in");
    }

    [Test]
    public async Task The_demo_key_is_refused()
    {
        _api.DefaultRequestHeaders.Add("X-API-Key", ApiKey.Demo);
        try
        {
            await ShouldBeProblem(await _api.GetAsync("/api/v1/auth/me"), 401, "unauthenticated");
        }
        finally
        {
            _api.DefaultRequestHeaders.Remove("X-API-Key");
        }
    }

    [Test]
    public async Task A_person_with_the_demo_password_gets_in_again_with_another_one()
    {
        using var admin = As(await SignIn(AdminEmail), _production);
        var id = await Scalar<Guid>("select id from users where email = @HandMade", new { HandMade });

        (await admin.PatchAsJsonAsync($"/api/v1/users/{id}", new { password = Password })).StatusCode.ShouldBe(
            HttpStatusCode.OK
        );
        (await SignInAt(_api, HandMade, Password)).StatusCode.ShouldBe(HttpStatusCode.OK);

        using var development = As(await SignIn(AdminEmail));
        await development.PatchAsJsonAsync($"/api/v1/users/{id}", new { password = DemoAccess.Password });
        (await SignInAt(_api, HandMade, DemoAccess.Password)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Test]
    public async Task A_demo_password_from_before_it_was_noted_is_found_at_the_next_sign_in()
    {
        var signedIn = await SignIn(HandMade, DemoAccess.Password);
        await Database.Execute("update users set is_demo = false where email = @HandMade", new { HandMade });
        using var inProduction = As(signedIn, _production);
        (await inProduction.GetAsync("/api/v1/auth/me")).StatusCode.ShouldBe(HttpStatusCode.OK);

        (await SignInAt(_api, HandMade, DemoAccess.Password)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);

        Clock.Advance(TimeSpan.FromSeconds(5));
        (await inProduction.GetAsync("/api/v1/auth/me")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [TestCase("somebody@thinkrealty.test", DemoUsers.Password, "password")]
    [TestCase("somebody@ThinkRealty.Example", "a long enough password", "email")]
    public async Task Production_makes_no_new_demo_user(string email, string password, string field)
    {
        using var admin = As(await SignIn(AdminEmail), _production);

        var refused = await admin.PostAsJsonAsync(
            "/api/v1/users",
            new
            {
                email,
                full_name = "Some Body",
                password,
                role = "supervisor",
            }
        );

        await ShouldComplainOf(refused, field);
    }

    [Test]
    public async Task Production_gives_nobody_the_demo_password()
    {
        using var admin = As(await SignIn(AdminEmail), _production);
        var id = await Scalar<Guid>("select id from users where email = @AdminEmail", new { AdminEmail });

        await ShouldComplainOf(
            await admin.PatchAsJsonAsync($"/api/v1/users/{id}", new { password = DemoUsers.Password }),
            "password"
        );
    }

    [Test]
    public async Task A_demo_admin_is_no_reason_to_let_the_last_real_admin_go()
    {
        using var admin = As(await SignIn(AdminEmail), _production);
        var real = await Scalar<Guid>("select id from users where email = @AdminEmail", new { AdminEmail });
        var demo = await Scalar<Guid>("select id from users where email = @Email", new { DemoAccess.Admin.Email });

        await ShouldBeProblem(
            await admin.PatchAsJsonAsync($"/api/v1/users/{real}", new { is_active = false }),
            409,
            "last_admin"
        );
        (await admin.PatchAsJsonAsync($"/api/v1/users/{demo}", new { is_active = false })).StatusCode.ShouldBe(
            HttpStatusCode.OK
        );
        await admin.PatchAsJsonAsync($"/api/v1/users/{demo}", new { is_active = true });
    }

    [Test]
    public async Task Every_user_of_the_sample_data_is_a_demo_user_and_nobody_else()
    {
        var demo = await Rows<string>("select email from users where is_demo");

        demo.ShouldBe(Public(), ignoreOrder: true);
    }

    private static Task<HttpResponseMessage> SignInAt(HttpClient api, string email, string password) =>
        api.PostAsJsonAsync("/api/v1/auth/token", new { email, password });
}
