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

    [TestCaseSource(nameof(Inside))]
    public async Task A_stranger_is_sent_to_sign_in_and_learns_nothing(string path)
    {
        var answer = await _stranger.Http.GetAsync(path);

        answer.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        answer
            .Headers.Location!.ToString()
            .ShouldBe($"/jobs/sign-in?return={(path == "/jobs/board" ? "/jobs" : path)}");
        (await answer.Content.ReadAsStringAsync()).ShouldBeEmpty();
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

    [TestCase("sign-in"), TestCase("sign-out"), TestCase("language")]
    [TestCase($"{Name}/trigger"), TestCase($"{Name}/pause"), TestCase($"{Name}/resume")]
    [TestCase($"{Name}/runs/0192f000-0000-7000-8000-000000000001/retry")]
    public async Task A_form_without_its_token_or_with_somebody_elses_does_nothing(string path)
    {
        using var reader = await SignedIn();
        using var other = await SignedIn();
        var stolen = await other.TokenAsync("/jobs");

        foreach (
            var fields in new[]
            {
                [],
                new Dictionary<string, string> { ["__RequestVerificationToken"] = stolen },
            }
        )
        {
            var answer = await reader.PostAsIsAsync($"/jobs/{path}", fields);

            answer.Status.ShouldBe(HttpStatusCode.BadRequest);
            answer.Text.ShouldContain("This form is too old");
        }

        (await Count("job_runs")).ShouldBe(0);
        (await Count("jobs where paused_at is not null")).ShouldBe(0);
        (await reader.Http.GetAsync("/jobs")).StatusCode.ShouldBe(HttpStatusCode.OK);
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

    [
        TestCase("https://elsewhere.example/"),
        TestCase("//elsewhere.example"),
        TestCase("/docs"),
        TestCase("/jobs/../docs")
    ]
    [TestCase("/jobs\\..\\docs"), TestCase("/jobs\r\nX: y"), TestCase("/jobs/board"), TestCase("")]
    public async Task After_signing_in_one_is_on_a_page_of_ours(string wanted)
    {
        var fields = new Dictionary<string, string>
        {
            ["email"] = await GivenUser("supervisor"),
            ["password"] = Password,
            ["return"] = wanted,
        };

        var answer = await _stranger.PostAsync("/jobs/sign-in", fields);

        answer.Headers.Location!.ToString().ShouldBe("/jobs");
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

    [TestCase("GET", "/jobs/nowhere", 404, "There is nothing here")]
    [TestCase("GET", "/jobs/files/nothing.css", 404, "There is nothing here")]
    [TestCase("GET", "/jobs/no_such_job/trigger", 404, "There is no such job")]
    [TestCase("GET", $"/jobs/{Name}/runs/0192f000-0000-7000-8000-000000000001/retry", 404, "There is no such run")]
    [TestCase("GET", $"/jobs/{Name}/runs/no-id/retry", 404, "There is nothing here")]
    [TestCase("GET", "/jobs/sign-out", 405, "This cannot be opened like that")]
    [TestCase("DELETE", "/jobs", 405, "This cannot be opened like that")]
    public async Task What_is_not_there_is_said_in_words_with_the_trace_id(
        string method,
        string path,
        int status,
        string words
    )
    {
        using var reader = await SignedIn();
        using var request = new HttpRequestMessage(new(method), path);

        var answer = await reader.Http.SendAsync(request);

        ((int)answer.StatusCode).ShouldBe(status);
        var page = await answer.Content.ReadAsStringAsync();
        page.ShouldContain($"<h1 tabindex=\"-1\" autofocus>{words}</h1>");
        page.ShouldMatch("<code dir=\"ltr\">[0-9a-f]{32}</code>");
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

    [
        TestCase("ar", "ar"),
        TestCase("ar-AE,en;q=0.8", "ar"),
        TestCase("en-GB,ar;q=0.9", "en"),
        TestCase("de,ar;q=0.1", "ar")
    ]
    [TestCase("de", "en"), TestCase("", "en"), TestCase(";;;,,=q", "en")]
    public async Task The_language_is_the_first_that_the_browser_asks_for(string wanted, string language)
    {
        _stranger.Http.DefaultRequestHeaders.TryAddWithoutValidation("Accept-Language", wanted);

        (await _stranger.Http.GetStringAsync("/jobs/sign-in")).ShouldContain($"<html lang=\"{language}\"");
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
        (await answer.Content.ReadAsStringAsync()).ShouldContain("The database cannot be reached");
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
