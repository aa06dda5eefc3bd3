using Microsoft.Playwright;
using ThinkRealty.FunctionalTests.Fixture;
using ThinkRealty.FunctionalTests.Jobs;

namespace ThinkRealty.FunctionalTests.JobsPage;

/// <summary>
/// A test that sees the page of the jobs in a real browser. Whatever it does, no request leaves our host, and no script and
/// no policy complains.
/// </summary>
public abstract class JobsPageTest : JobsTest
{
    protected const string Name = "project_reports";
    protected const string Title = "Keep the reports up to date";
    protected const int Wide = 1280;
    protected const int Phone = 360;

    private readonly List<IBrowserContext> _contexts = [];
    private readonly List<string> _outside = [];
    private readonly List<string> _complaints = [];

    // A failed run stays so.
    protected override IReadOnlyDictionary<string, string?> Settings =>
        new Dictionary<string, string?>(JobsByHand) { ["Jobs:Retries"] = "0" };

    protected Uri Address => Api.BaseAddress!;

    [SetUp]
    public Task NothingIsPausedOrLate() =>
        Database.Execute(
            """
            update jobs set paused_at = null, paused_by = null, missed_at = null;
            update reporting.progress set as_of = clock_timestamp()
            """
        );

    [TearDown]
    public async Task CloseTheBrowser()
    {
        foreach (var context in _contexts)
            await context.DisposeAsync();
        _contexts.Clear();
        var (outside, complaints) = (_outside.ToArray(), _complaints.ToArray());
        _outside.Clear();
        _complaints.Clear();
        outside.ShouldBeEmpty();
        complaints.ShouldBeEmpty();
    }

    /// <summary>A browser of its own, at no page yet.</summary>
    protected async Task<IPage> NewPage(
        string language = "en",
        int width = Wide,
        bool script = true,
        ColorScheme scheme = ColorScheme.Light
    )
    {
        var context = await Browser.NewContextAsync(
            new()
            {
                BaseURL = Address.ToString(),
                Locale = language,
                JavaScriptEnabled = script,
                ColorScheme = scheme,
                ViewportSize = new() { Width = width, Height = 800 },
            }
        );
        _contexts.Add(context);
        context.SetDefaultTimeout(30_000);
        context.Request += (_, request) =>
        {
            if (!Address.IsBaseOf(new(request.Url)))
                _outside.Add(request.Url);
        };
        context.Console += (_, message) =>
        {
            // A page that says no is read as such; what else a page needs has to be there.
            if (
                message.Type == "error"
                && !message.Text.StartsWith("Failed to load resource", StringComparison.Ordinal)
            )
                _complaints.Add(message.Text);
        };
        context.WebError += (_, error) => _complaints.Add(error.Error);
        return await context.NewPageAsync();
    }

    /// <summary>The page as a supervisor sees it who has just signed in.</summary>
    protected async Task<IPage> OpenBoard(
        string language = "en",
        int width = Wide,
        bool script = true,
        ColorScheme scheme = ColorScheme.Light
    )
    {
        var page = await NewPage(language, width, script, scheme);
        await SignInAt(page, await GivenUser("supervisor"));
        return page;
    }

    /// <summary>Signs in, wherever the page asks for it.</summary>
    protected async Task SignInAt(IPage page, string email, string password = Password, string path = "/jobs")
    {
        await page.GotoAsync(path);
        await page.Locator("#email").FillAsync(email);
        await page.Locator("#password").FillAsync(password);
        await page.Locator("#password").PressAsync("Enter");
    }

    protected static ILocator Card(IPage page, string job = Name) => page.Locator($"#job-{job}");

    /// <summary>A run straight in its table, past the engine.</summary>
    protected async Task<Guid> GivenRun(
        string outcome,
        TimeSpan ago,
        long milliseconds = 400,
        string? error = null,
        string job = Name,
        int attempt = 1
    )
    {
        var id = Guid.CreateVersion7();
        await Database.Execute(
            """
            insert into job_runs (id, job, node, cause, due_at, attempt, started_at, finished_at, duration_ms, outcome, seen, changed,
                                  skipped, expected, error, trace_id)
            values (@id, @job, 'desk-1', 'request', @started, @attempt, @started, @finished, @ms, @outcome, 1200, 300,
                    '{"in_use": 7}', @expected, @error, '4bf92f3577b34da6a3ce929d0e0e4736')
            """,
            new
            {
                id,
                job,
                attempt,
                outcome,
                error,
                started = (Clock.Now - ago).UtcDateTime,
                finished = outcome == "running"
                    ? (DateTime?)null
                    : (Clock.Now - ago).UtcDateTime.AddMilliseconds(milliseconds),
                ms = outcome == "running" ? (long?)null : milliseconds,
                expected = outcome == "running" ? 5000 : (long?)null,
            }
        );
        return id;
    }

    /// <summary>Something of everything: runs that went well, one that failed for good, one that is going on, and a pause.</summary>
    protected async Task<(Guid Failed, Guid Running)> GivenAMixedBoard()
    {
        for (var n = 12; n > 2; n--)
            await GivenRun(n % 5 == 0 ? "interrupted" : "succeeded", TimeSpan.FromMinutes(n * 10), 250 * n);
        await GivenRun("failed", TimeSpan.FromMinutes(29), 40, "PostgresException: 53100: an earlier disk was full");
        var failed = await GivenRun(
            "failed",
            TimeSpan.FromMinutes(20),
            1300,
            "PostgresException: 53100: could not extend file \"base/16384/24601\": No space left on device"
        );
        var running = await GivenRun("running", TimeSpan.FromMinutes(3));
        await Database.Execute(
            "update jobs set paused_at = @at, paused_by = (select min(id::text)::uuid from users) where name = @Name",
            new { Name, at = Clock.Now.AddMinutes(-12).UtcDateTime }
        );
        return (failed, running);
    }
}
