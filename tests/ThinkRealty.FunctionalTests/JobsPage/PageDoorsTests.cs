using System.Net;
using Npgsql;
using ThinkRealty.FunctionalTests.Fixture;
using ThinkRealty.FunctionalTests.Http;

namespace ThinkRealty.FunctionalTests.JobsPage;

/// <summary>What the page's addresses answer to whoever knocks, browser or not.</summary>
public sealed class PageDoorsTests : JobsPageTest
{
    private static readonly string[] Inside =
    [
        "/jobs",
        "/jobs/board",
        $"/jobs/{Name}/trigger",
        $"/jobs/{Name}/pause",
        $"/jobs/{Name}/resume",
        $"/jobs/{Name}/runs/0192f000-0000-7000-8000-000000000001/retry",
    ];

    private FormClient _stranger = null!;

    [SetUp]
    public void Come() => _stranger = new(Address);

    [TearDown]
    public void Go() => _stranger.Dispose();

    [Test]
    public async Task A_stranger_is_sent_to_sign_in_and_learns_nothing()
    {
        foreach (var path in Inside)
        {
            var answer = await _stranger.Http.GetAsync(path);

            answer.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
            answer
                .Headers.Location!.ToString()
                .ShouldBe($"/jobs/sign-in?return={(path == "/jobs/board" ? "/jobs" : path)}");
            (await answer.Content.ReadAsStringAsync()).ShouldBeEmpty();
        }
    }

    [Test]
    public async Task A_token_of_the_API_opens_no_page_and_the_cookie_of_the_page_opens_no_door_of_the_API()
    {
        foreach (var path in Inside)
            (await Supervisor.GetAsync(path)).RequestMessage!.RequestUri!.AbsolutePath.ShouldBe("/jobs/sign-in");

        using var reader = await SignedIn();
        (await reader.Http.GetAsync("/jobs")).StatusCode.ShouldBe(HttpStatusCode.OK);
        // The cookie is not even sent there; somebody may do it by hand.
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/jobs/{Name}/pause");
        request.Headers.Add("Cookie", reader.CookiesFor("/jobs"));
        await ShouldBeProblem(await _stranger.Http.SendAsync(request), 401, "unauthenticated");
        (await Count("jobs where paused_at is not null")).ShouldBe(0);
    }

    [Test]
    public async Task A_form_without_its_token_or_with_somebody_elses_does_nothing()
    {
        using var reader = await SignedIn();
        using var other = await SignedIn();
        var stolen = await other.TokenAsync("/jobs");
        string[] forms =
        [
            .. Inside.Except(["/jobs", "/jobs/board"]),
            "/jobs/sign-in",
            "/jobs/sign-out",
            "/jobs/language",
        ];

        foreach (var path in forms)
        foreach (
            var fields in new[]
            {
                [],
                new Dictionary<string, string> { ["__RequestVerificationToken"] = stolen },
            }
        )
        {
            var answer = await reader.PostAsIsAsync(path, fields);

            answer.Status.ShouldBe(HttpStatusCode.BadRequest, path);
            answer.Text.ShouldContain("This form is too old");
        }

        (await Count("quartz.qrtz_triggers")).ShouldBe(0);
        (await Count("jobs where paused_at is not null")).ShouldBe(0);
        (await reader.Http.GetAsync("/jobs")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Test]
    public async Task A_form_shown_before_signing_in_is_too_old_afterwards()
    {
        using var reader = new FormClient(Address);
        var before = await reader.TokenAsync("/jobs/sign-in");
        var fields = new Dictionary<string, string>
        {
            ["email"] = await GivenUser("supervisor"),
            ["password"] = Password,
        };
        (await reader.PostAsync("/jobs/sign-in", fields)).Status.ShouldBe(HttpStatusCode.SeeOther);

        var answer = await reader.PostAsIsAsync(
            $"/jobs/{Name}/pause",
            new() { ["__RequestVerificationToken"] = before }
        );

        answer.Status.ShouldBe(HttpStatusCode.BadRequest);
        (await Count("jobs where paused_at is not null")).ShouldBe(0);
    }

    [Test]
    public async Task Behind_TLS_every_cookie_is_for_TLS_alone()
    {
        await using var node = new ApiNode(
            Database,
            Clock,
            new Dictionary<string, string?>(Settings) { ["Proxies:Known:0"] = "127.0.0.0/8", ["Jobs:Run"] = "false" }
        );
        using var client = new HttpClient(new HttpClientHandler { UseCookies = false, AllowAutoRedirect = false });
        using var api = node.CreateClient();
        client.BaseAddress = api.BaseAddress;
        client.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
        var form = await client.GetAsync("/jobs/sign-in");
        var shown = form.Headers.GetValues("Set-Cookie").Single();
        shown.ShouldContain("; secure");

        using var request = new HttpRequestMessage(HttpMethod.Post, "/jobs/sign-in");
        request.Headers.Add("Cookie", shown.Split(';')[0]);
        request.Content = new FormUrlEncodedContent(
            new Dictionary<string, string>
            {
                ["__RequestVerificationToken"] = FormClient.TokenIn(await form.Content.ReadAsStringAsync()),
                ["email"] = await GivenUser("supervisor"),
                ["password"] = Password,
            }
        );
        var signedIn = await client.SendAsync(request);

        signedIn.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        signedIn
            .Headers.GetValues("Set-Cookie")
            .ShouldHaveSingleItem()
            .Split(';', StringSplitOptions.TrimEntries)[1..]
            .ShouldBe(["path=/jobs", "secure", "samesite=strict", "httponly"]);
    }

    [Test]
    public async Task After_signing_in_one_is_on_a_page_of_ours()
    {
        var fields = new Dictionary<string, string>
        {
            ["email"] = await GivenUser("supervisor"),
            ["password"] = Password,
        };
        foreach (
            var wanted in (string[])
                [
                    "https://elsewhere.example/",
                    "//elsewhere.example",
                    "/docs",
                    "/jobs/../docs",
                    "/jobs\\..\\docs",
                    "/jobs\r\nX: y",
                    "/jobs/board",
                    "",
                ]
        )
        {
            using var somebody = new FormClient(Address);
            fields["return"] = wanted;

            (await somebody.PostAsync("/jobs/sign-in", fields)).Headers.Location!.ToString().ShouldBe("/jobs", wanted);
        }
    }

    [Test]
    public async Task Pages_are_kept_nowhere_and_forbid_the_browser_all_they_do_not_need()
    {
        using var reader = await SignedIn();
        foreach (var path in (string[])["/jobs", "/jobs/board", $"/jobs/{Name}/trigger", "/jobs/nowhere"])
        {
            var answer = await reader.Http.GetAsync(path);

            answer.Content.Headers.ContentType!.ToString().ShouldBe("text/html; charset=utf-8");
            answer.Headers.CacheControl!.NoStore.ShouldBeTrue(path);
            answer
                .Headers.GetValues("Content-Security-Policy")
                .ShouldBe([
                    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
                        + "form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
                ]);
            answer.Headers.GetValues("X-Frame-Options").ShouldBe(["DENY"]);
            var page = await answer.Content.ReadAsStringAsync();
            page.ShouldNotContain("://");
            page.ShouldNotContain("style=");
            page.ShouldNotContain("<style");
            page.ShouldNotContain("onclick");
        }
    }

    [Test]
    public async Task Style_and_script_are_kept_by_browsers_under_the_hash_of_what_is_in_them()
    {
        var page = await _stranger.Http.GetStringAsync("/jobs/sign-in");
        var at = page.IndexOf("/jobs/files/jobs.css?v=", StringComparison.Ordinal);
        var path = page[at..page.IndexOf('"', at)];

        var style = await _stranger.Http.GetAsync(path);

        style.Content.Headers.ContentType!.ToString().ShouldBe("text/css; charset=utf-8");
        style.Headers.CacheControl!.MaxAge.ShouldBe(TimeSpan.FromDays(365));
        var other = await _stranger.Http.GetAsync("/jobs/files/jobs.css?v=older");
        other.Headers.CacheControl!.NoCache.ShouldBeTrue();
        using var again = new HttpRequestMessage(HttpMethod.Get, path);
        again.Headers.IfNoneMatch.Add(style.Headers.ETag!);
        (await _stranger.Http.SendAsync(again)).StatusCode.ShouldBe(HttpStatusCode.NotModified);
        (await _stranger.Http.GetAsync("/jobs/files/jobs.js")).Content.Headers.ContentType!.MediaType.ShouldBe(
            "text/javascript"
        );
        (await _stranger.Http.GetAsync("/jobs/files/other.js")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Test]
    public async Task What_is_not_there_is_said_in_words_with_the_trace_id()
    {
        using var reader = await SignedIn();
        foreach (
            var (method, path, status, words) in new (string, string, int, string)[]
            {
                ("GET", "/jobs/nowhere", 404, "There is nothing here"),
                ("GET", "/jobs/files/nothing.css", 404, "There is nothing here"),
                ("GET", "/jobs/no_such_job/trigger", 404, "There is no such job"),
                ("GET", $"/jobs/{Name}/runs/0192f000-0000-7000-8000-000000000001/retry", 404, "There is no such run"),
                ("GET", $"/jobs/{Name}/runs/no-id/retry", 404, "There is nothing here"),
                ("GET", "/jobs/sign-out", 405, "This cannot be opened like that"),
                ("DELETE", "/jobs", 405, "This cannot be opened like that"),
            }
        )
        {
            using var request = new HttpRequestMessage(new(method), path);

            var answer = await reader.Http.SendAsync(request);

            ((int)answer.StatusCode).ShouldBe(status, path);
            var page = await answer.Content.ReadAsStringAsync();
            page.ShouldContain($"<h1 tabindex=\"-1\" autofocus>{words}</h1>");
            page.ShouldMatch("<code dir=\"ltr\">[0-9a-f]{32}</code>");
        }
    }

    [Test]
    public async Task What_is_no_form_of_ours_is_refused_in_words_and_is_no_fault()
    {
        using var reader = await SignedIn();
        foreach (
            var content in new HttpContent[]
            {
                new StringContent("{}", mediaType: new("application/json")),
                new StringContent("a=%00&b=%", mediaType: new("application/x-www-form-urlencoded")),
                new StringContent(
                    string.Join('&', Enumerable.Range(0, 3000).Select(n => $"a{n}=1")),
                    mediaType: new("application/x-www-form-urlencoded")
                ),
                new StringContent("--x", mediaType: new("multipart/form-data")),
                new ByteArrayContent(new byte[2 * 1024 * 1024]),
            }
        )
        foreach (var path in (string[])["/jobs/sign-in", $"/jobs/{Name}/pause"])
        {
            var answer = await reader.Http.PostAsync(path, content);

            ((int)answer.StatusCode).ShouldBeInRange(400, 499);
            (await answer.Content.ReadAsStringAsync()).ShouldContain("<h1");
        }
    }

    [Test]
    public async Task The_language_is_the_first_that_the_browser_asks_for()
    {
        foreach (
            var (wanted, language) in new[]
            {
                ("ar", "ar"),
                ("ar-AE,en;q=0.8", "ar"),
                ("en-GB,ar;q=0.9", "en"),
                ("de,ar;q=0.1", "ar"),
                ("de", "en"),
                ("", "en"),
                (";;;,,=q", "en"),
            }
        )
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/jobs/sign-in");
            request.Headers.TryAddWithoutValidation("Accept-Language", wanted);

            var page = await (await _stranger.Http.SendAsync(request)).Content.ReadAsStringAsync();

            page.ShouldContain($"<html lang=\"{language}\"", customMessage: wanted);
        }
    }

    [Test]
    public async Task Without_the_database_the_page_says_so()
    {
        var server = new NpgsqlConnectionStringBuilder(Database.ConnectionString);
        using var wire = new Wire();
        wire.LeadTo(server.Port);
        (server.Host, server.Port) = ("127.0.0.1", wire.Port);
        await using var node = new ApiNode(
            Database,
            Clock,
            new Dictionary<string, string?>(Settings)
            {
                ["ConnectionStrings:Postgres"] = server.ConnectionString,
                ["Database:ConnectSeconds"] = "1",
                ["Jobs:Run"] = "false",
            }
        );
        using var api = node.CreateClient();
        using var reader = await FormClient.SignedInAsync(api.BaseAddress!, await GivenUser("supervisor"), Password);

        wire.Cut();
        var answer = await reader.Http.GetAsync("/jobs");

        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("autofocus>The database cannot be reached</h1>");
    }

    [Test]
    public async Task The_page_is_no_part_of_the_APIs_description()
    {
        var document = await Json(await Api.GetAsync("/openapi/v1.json"));

        document
            .GetProperty("paths")
            .EnumerateObject()
            .Select(path => path.Name)
            .ShouldNotContain(path => path.StartsWith("/jobs", StringComparison.Ordinal));
    }

    private async Task<FormClient> SignedIn() =>
        await FormClient.SignedInAsync(Address, await GivenUser("supervisor"), Password);
}
