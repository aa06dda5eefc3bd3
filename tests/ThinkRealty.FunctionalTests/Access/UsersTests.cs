using System.Net;
using System.Net.Http.Json;

namespace ThinkRealty.FunctionalTests.Access;

public sealed class UsersTests : AccessTest
{
    [Test]
    public async Task A_new_user_can_be_read_and_sign_in()
    {
        var email = NewEmail();

        var created = await Admin.PostAsJsonAsync(
            "/api/v1/users",
            NewUser($" {email.ToUpperInvariant()} ", "SUPERVISOR", " فاطمة حسن ")
        );

        created.StatusCode.ShouldBe(HttpStatusCode.Created);
        var user = await Json(await Admin.GetAsync(created.Headers.Location));
        user.GetProperty("email").GetString().ShouldBe(email);
        user.GetProperty("full_name").GetString().ShouldBe("فاطمة حسن");
        user.GetProperty("role").GetString().ShouldBe("supervisor");
        user.GetProperty("is_active").GetBoolean().ShouldBeTrue();
        user.GetProperty("created_at").GetString().ShouldBe("2026-01-17T06:00:00Z");
        await SignIn(email);
    }

    [Test]
    public async Task One_email_in_the_same_instant_makes_one_user()
    {
        var email = NewEmail();

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(_ => Admin.PostAsJsonAsync("/api/v1/users", NewUser(email)))
        );

        answers.Count(a => a.StatusCode == HttpStatusCode.Created).ShouldBe(1);
        foreach (var refused in answers.Where(a => a.StatusCode != HttpStatusCode.Created))
            await ShouldBeProblem(refused, 409, "duplicate_user");
        (await Scalar<long>("select count(*) from users where email = @email", new { email })).ShouldBe(1);
    }

    [TestCase("""{"email":"x","full_name":"N","password":"long enough!","role":"admin"}""", "email")]
    [TestCase("""{"email":"a@b.ae","full_name":" ","password":"long enough!","role":"admin"}""", "full_name")]
    [TestCase("""{"email":"a@b.ae","full_name":"N","password":"123456789","role":"admin"}""", "password")]
    [TestCase("""{"email":"a@b.ae","full_name":"N","password":"long enough!","role":"boss"}""", "role")]
    [TestCase("""{"email":"a@b.ae","full_name":"N","password":"long enough!","role":"agent"}""", "agent_id")]
    [TestCase(
        """{"email":"a@b.ae","full_name":"N","password":"long enough!","role":"admin","agent_id":"0190a5c0-0000-7000-8000-000000000001"}""",
        "agent_id"
    )]
    public async Task What_is_no_user_is_refused_by_field(string body, string field)
    {
        var response = await Admin.PostAsync(
            "/api/v1/users",
            new StringContent(body, mediaType: new("application/json"))
        );

        await ShouldBeProblem(response, 422, "validation_error");
        (await Json(response)).GetProperty("errors").TryGetProperty(field, out _).ShouldBeTrue();
    }

    [Test]
    public async Task A_change_touches_what_is_given_and_is_audited_without_secrets()
    {
        var (id, email) = await GivenUser();

        var changed = await Json(
            await ChangeUser(id, new { full_name = "Omar Aziz", password = "another long password" })
        );

        changed.GetProperty("full_name").GetString().ShouldBe("Omar Aziz");
        changed.GetProperty("role").GetString().ShouldBe("supervisor");
        changed.GetProperty("email").GetString().ShouldBe(email);
        var changes = await Rows<string>(
            "select changes::text from audit_log where entity_id = @id and changes is not null",
            new { id }
        );
        changes
            .Single()
            .ShouldContain(
                """
                "full_name": ["Sarah Johnson", "Omar Aziz"]
                """
            );
        (await Rows<string>("select audit_log::text from audit_log where entity_id = @id", new { id })).ShouldAllBe(
            row => !row.Contains("password_hash") && !row.Contains("another long")
        );
        (await Scalar<Guid>("select distinct actor_id from audit_log where entity_id = @id", new { id })).ShouldBe(
            await Scalar<Guid>("select id from users where email = @AdminEmail", new { AdminEmail })
        );
    }

    [TestCase("""{"full_name":null}""", "full_name"), TestCase("""{"password":"short"}""", "password")]
    [TestCase("""{"role":null}""", "role"), TestCase("""{"role":"agent"}""", "agent_id")]
    public async Task A_change_to_what_is_no_user_is_refused(string body, string field)
    {
        var (id, _) = await GivenUser();

        var response = await Admin.PatchAsync(
            $"/api/v1/users/{id}",
            new StringContent(body, mediaType: new("application/json"))
        );

        await ShouldBeProblem(response, 422, "validation_error");
        (await Json(response)).GetProperty("errors").TryGetProperty(field, out _).ShouldBeTrue();
    }

    [Test]
    public async Task An_unknown_user_is_not_found()
    {
        await ShouldBeProblem(await ChangeUser(Guid.NewGuid(), new { is_active = false }), 404, "user_not_found");
        await ShouldBeProblem(await Admin.GetAsync($"/api/v1/users/{Guid.NewGuid()}"), 404, "user_not_found");
    }

    [TestCase("""{"is_active":false}"""), TestCase("""{"role":"supervisor"}""")]
    public async Task The_last_active_admin_stays_one_however_many_are_put_down_at_once(string body)
    {
        var admins = new List<Guid>();
        for (var i = 0; i < 6; i++)
            admins.Add((await GivenUser("admin")).Id);
        await Database.Execute(
            "update users set is_active = false where role = 'admin' and not id = any (@ids)",
            new { ids = admins.ToArray() }
        );

        var answers = await Task.WhenAll(
            admins.Select(id =>
                Admin.PatchAsync($"/api/v1/users/{id}", new StringContent(body, mediaType: new("application/json")))
            )
        );

        answers.Count(a => a.StatusCode == HttpStatusCode.OK).ShouldBe(5);
        await ShouldBeProblem(answers.Single(a => a.StatusCode != HttpStatusCode.OK), 409, "last_admin");
        (await Scalar<long>("select count(*) from users where role = 'admin' and is_active")).ShouldBe(1);
    }

    [Test]
    public async Task An_agent_has_one_user_and_a_user_of_another_role_gives_the_agent_up()
    {
        var agentId = await GivenAgent();
        object User() =>
            new
            {
                email = NewEmail(),
                full_name = "Sarah Johnson",
                password = Password,
                role = "agent",
                agent_id = agentId,
            };

        var first = await Admin.PostAsJsonAsync("/api/v1/users", User());
        first.StatusCode.ShouldBe(HttpStatusCode.Created);
        await ShouldBeProblem(await Admin.PostAsJsonAsync("/api/v1/users", User()), 409, "duplicate_user");

        var id = (await Json(first)).GetProperty("user_id").GetGuid();
        var promoted = await Json(await ChangeUser(id, new { role = "supervisor" }));
        promoted.GetProperty("agent_id").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
        (await Admin.PostAsJsonAsync("/api/v1/users", User())).StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    [Test]
    public async Task An_agent_who_is_not_there_has_no_user()
    {
        var (id, _) = await GivenUser();

        await ShouldBeProblem(
            await ChangeUser(id, new { role = "agent", agent_id = Guid.NewGuid() }),
            404,
            "agent_not_found"
        );
    }

    [Test]
    public async Task Lists_are_paged_within_limits()
    {
        for (var i = 0; i < 3; i++)
            await GivenUser();

        var page = await Json(await Admin.GetAsync("/api/v1/users?skip=1&limit=2"));

        page.GetProperty("data").GetArrayLength().ShouldBe(2);
        page.GetProperty("total").GetInt64().ShouldBe(await Scalar<long>("select count(*) from users"));
        (page.GetProperty("skip").GetInt32(), page.GetProperty("limit").GetInt32()).ShouldBe((1, 2));
        page.GetProperty("next_cursor").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
        foreach (var (query, field) in new[] { ("skip=-1", "skip"), ("limit=0", "limit"), ("limit=101", "limit") })
        {
            var refused = await Admin.GetAsync($"/api/v1/users?{query}");
            await ShouldBeProblem(refused, 422, "validation_error");
            (await Json(refused)).GetProperty("errors").TryGetProperty(field, out _).ShouldBeTrue();
        }
    }

    [Test]
    public async Task Only_an_admin_manages_users_and_keys()
    {
        var (_, email) = await GivenUser("supervisor");
        using var supervisor = As(await SignIn(email));

        foreach (var path in (string[])["/api/v1/users", "/api/v1/api-keys"])
        {
            await ShouldBeProblem(await supervisor.GetAsync(path), 403, "forbidden");
            await ShouldBeProblem(await supervisor.PostAsJsonAsync(path, new { }), 403, "forbidden");
            await ShouldBeProblem(await Api.GetAsync(path), 401, "unauthenticated");
        }

        (await supervisor.GetAsync("/api/v1/auth/me")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private async Task<Guid> GivenAgent()
    {
        var id = Guid.NewGuid();
        await Database.Execute(
            """
            insert into agents (id, full_name, email, phone, languages, specialization_property_type, specialization_areas,
                                is_active, max_active_leads, weight, created_at, updated_at)
            values (@id, 'Sarah Johnson', @email, '+971501234568', '{english}', '{}', '{}', true, 50, 1, @Now, @Now)
            """,
            new
            {
                id,
                email = NewEmail(),
                Clock.Now,
            }
        );
        return id;
    }
}
