using Microsoft.Playwright;

namespace ThinkRealty.FunctionalTests.JobsPage;

/// <summary>The board keeps itself up to date without getting into anybody's way. The browser's clock is the test's.</summary>
public sealed class RefreshTests : JobsPageTest
{
    private const int Pause = 5000;

    [Test]
    public async Task It_shows_what_is_new_and_leaves_focus_and_what_was_opened_where_they_are()
    {
        var (failed, _) = await GivenAMixedBoard();
        var page = await OpenWithClock();
        await page.Locator("#earlier summary").ClickAsync();
        var resume = Card(page).GetByRole(AriaRole.Link, new() { Name = "Resume" });
        await resume.FocusAsync();
        await resume.EvaluateAsync("e => { e.isTheSame = true; }");

        await Database.Execute("update job_runs set seen = 2400 where outcome = 'running'");
        await GivenRun("failed", TimeSpan.FromMinutes(40), error: "one more", job: Name);
        await Pass(page);

        await Assertions.Expect(Card(page)).ToContainTextAsync("2,400 of 5,000 looked at");
        await Assertions.Expect(page.Locator("#earlier article")).ToHaveCountAsync(2);
        await Assertions.Expect(page.Locator($"#run-{failed}")).ToBeVisibleAsync();
        await Assertions.Expect(resume).ToBeFocusedAsync();
        (await resume.EvaluateAsync<bool>("e => e.isTheSame")).ShouldBeTrue();
        (await page.Locator("#earlier").GetAttributeAsync("open")).ShouldNotBeNull();
    }

    [Test]
    public async Task When_what_was_focused_is_gone_one_goes_on_at_the_job_it_belonged_to()
    {
        var page = await OpenWithClock();
        await Card(page).GetByRole(AriaRole.Link, new() { Name = "Run now" }).FocusAsync();

        await GivenRun("running", TimeSpan.Zero);
        await Pass(page);

        await Assertions.Expect(Card(page).GetByRole(AriaRole.Link, new() { Name = "Run now" })).ToHaveCountAsync(0);
        await Assertions.Expect(Card(page)).ToBeFocusedAsync();
    }

    [Test]
    public async Task A_failure_is_read_out()
    {
        var page = await OpenWithClock();
        await Assertions.Expect(page.Locator("#news")).ToBeEmptyAsync();

        await GivenRun("failed", TimeSpan.Zero, error: "it broke");
        await Pass(page);

        await Assertions.Expect(page.Locator("#news")).ToHaveTextAsync($"{Title}: Failed, no attempt left");
    }

    [Test]
    public async Task It_can_be_stopped_and_started_and_stays_as_one_left_it()
    {
        var page = await OpenWithClock();
        var asked = 0;
        page.Request += (_, request) => asked += request.Url.EndsWith("/jobs/board", StringComparison.Ordinal) ? 1 : 0;

        await page.GetByRole(AriaRole.Button, new() { Name = "Stop refreshing" }).ClickAsync();
        await Assertions.Expect(page.Locator("#link")).ToHaveTextAsync("The page no longer refreshes by itself.");
        await page.Clock.RunForAsync(10 * Pause);
        await page.ReloadAsync();
        await page.Clock.RunForAsync(10 * Pause);
        asked.ShouldBe(0);

        await GivenRun("succeeded", TimeSpan.Zero);
        await page.GetByRole(AriaRole.Button, new() { Name = "Refresh by itself" }).ClickAsync();
        await page.Clock.RunForAsync(1);
        await Assertions.Expect(Card(page)).ToContainTextAsync("100% of the last 1 run");
    }

    [Test]
    public async Task While_nobody_looks_at_it_it_asks_for_nothing()
    {
        var page = await OpenWithClock();
        var asked = 0;
        page.Request += (_, request) => asked += request.Url.EndsWith("/jobs/board", StringComparison.Ordinal) ? 1 : 0;

        await Hide(page, true);
        await page.Clock.RunForAsync(10 * Pause);
        asked.ShouldBe(0);

        await GivenRun("succeeded", TimeSpan.Zero);
        await Hide(page, false);
        await page.Clock.RunForAsync(1);
        await Assertions.Expect(Card(page)).ToContainTextAsync("100% of the last 1 run");
        asked.ShouldBe(1);
    }

    [Test]
    public async Task It_says_when_the_server_cannot_be_reached_and_when_it_answers_again()
    {
        var page = await OpenWithClock();
        await page.Context.SetOfflineAsync(true);
        await Pass(page);
        await Assertions.Expect(page.Locator("#link")).ToContainTextAsync("The server does not answer.");
        await Assertions.Expect(Card(page)).ToContainTextAsync("none yet");

        await GivenRun("succeeded", TimeSpan.Zero);
        await page.Context.SetOfflineAsync(false);
        await Pass(page);

        await Assertions.Expect(page.Locator("#link")).ToHaveTextAsync("The server answers again.");
        await Assertions.Expect(Card(page)).ToContainTextAsync("100% of the last 1 run");
    }

    [Test]
    public async Task An_answer_that_is_no_board_changes_nothing()
    {
        var page = await OpenWithClock();
        await page.RouteAsync("**/jobs/board", route => route.FulfillAsync(new() { Status = 503, Body = "busy" }));
        await Pass(page);

        await Assertions.Expect(page.Locator("#link")).ToContainTextAsync("The server does not answer.");
        await Assertions.Expect(Card(page)).ToBeVisibleAsync();
    }

    [Test]
    public async Task When_the_sign_in_is_over_it_asks_to_sign_in_again()
    {
        var page = await OpenWithClock();
        await Database.Execute("update sign_ins set revoked_at = now()");
        Clock.Advance(TimeSpan.FromSeconds(5));

        await Pass(page);

        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Sign in");
    }

    private async Task<IPage> OpenWithClock()
    {
        var page = await NewPage();
        await page.Clock.InstallAsync();
        await SignInAt(page, await GivenUser("supervisor"));
        await Assertions.Expect(page.Locator("#refresh")).ToBeVisibleAsync();
        return page;
    }

    private static Task Pass(IPage page) => page.Clock.RunForAsync(Pause);

    private static async Task Hide(IPage page, bool isHidden) =>
        await page.EvaluateAsync(
            """
            isHidden => {
              Object.defineProperty(document, "hidden", { value: isHidden, configurable: true });
              document.dispatchEvent(new Event("visibilitychange"));
            }
            """,
            isHidden
        );
}
