using Microsoft.Playwright;

namespace ThinkRealty.FunctionalTests.JobsPage;

/// <summary>What a supervisor does from the page: asked once more, done once, written down under the supervisor's name.</summary>
public sealed class DeedsTests : JobsPageTest
{
    [Test]
    public async Task A_triggered_job_is_confirmed_runs_and_is_seen_to_have_run_without_a_reload()
    {
        await GivenAgent();
        await Captured(Inquiry());
        var page = await OpenBoard();
        await Assertions.Expect(Card(page)).ToContainTextAsync("none yet");

        await Card(page).GetByRole(AriaRole.Link, new() { Name = $"Run now: {Title}" }).ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync($"Run “{Title}” now?");
        (await Count("job_runs")).ShouldBe(0);
        await page.GetByRole(AriaRole.Button, new() { Name = "Run now" }).ClickAsync();

        await Assertions
            .Expect(page.GetByRole(AriaRole.Status).First)
            .ToHaveTextAsync($"“{Title}” has been asked to run and begins in a moment.");
        await page.EvaluateAsync("window.isTheSame = true");
        await Assertions.Expect(Card(page)).ToContainTextAsync("1 looked at, 1 changed");
        await Assertions.Expect(Card(page)).ToContainTextAsync("100% of the last 1 run");
        (await page.EvaluateAsync<bool>("window.isTheSame")).ShouldBeTrue();
        (await Audited()).ShouldBe(["job_triggered by Layla Haddad"]);
    }

    [Test]
    public async Task Pausing_and_resuming_are_confirmed_and_written_down()
    {
        var page = await OpenBoard();

        await Do(page, "Pause", "Pause");
        await Assertions.Expect(page.Locator(".notice")).ToBeFocusedAsync();
        await Assertions.Expect(page.Locator(".notice")).ToHaveTextAsync($"“{Title}” is paused.");
        await Assertions.Expect(Card(page).Locator("p.paused")).ToContainTextAsync("Layla Haddad");
        (await Job(Name)).GetProperty("paused").GetBoolean().ShouldBeTrue();

        await Do(page, "Resume", "Resume");
        await Assertions.Expect(page.Locator(".notice")).ToHaveTextAsync($"“{Title}” runs by its schedule again.");
        await Assertions.Expect(Card(page).Locator("p.paused")).ToHaveCountAsync(0);
        (await Job(Name)).GetProperty("paused").GetBoolean().ShouldBeFalse();
        (await Audited()).ShouldBe(["job_paused by Layla Haddad", "job_resumed by Layla Haddad"]);
    }

    [Test]
    public async Task Whoever_thinks_better_of_it_changes_nothing()
    {
        var page = await OpenBoard();

        await Card(page).GetByRole(AriaRole.Link, new() { Name = "Pause" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Cancel" }).ClickAsync();

        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Jobs");
        (await Count("jobs where paused_at is not null")).ShouldBe(0);
    }

    [Test]
    public async Task A_run_that_failed_shows_why_and_is_tried_again_from_the_page()
    {
        await GivenAgent();
        await Captured(Inquiry());
        await Database.Execute(
            """
            create or replace function break_down() returns trigger language plpgsql as
              $$ begin raise exception 'the disk of % is full', tg_table_name using errcode = 'disk_full'; end $$;
            create or replace trigger break_down before insert on reporting.lead_facts
              for each row execute function break_down()
            """
        );
        var failed = await Run(Name);
        await Database.Execute("drop trigger break_down on reporting.lead_facts");
        Clock.Advance(TimeSpan.FromMinutes(1));

        var page = await OpenBoard();
        var failure = page.Locator($"#run-{failed.GetProperty("run_id").GetGuid()}");
        await Assertions.Expect(failure).ToContainTextAsync("the disk of lead_facts is full");
        await Assertions.Expect(failure).ToContainTextAsync(failed.GetProperty("trace_id").GetString()!);
        await Assertions.Expect(Card(page).Locator(".badge")).ToHaveTextAsync(["Failed, no attempt left"]);
        await failure.GetByRole(AriaRole.Link, new() { Name = "Try again" }).ClickAsync();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("the disk of lead_facts is full");
        await page.GetByRole(AriaRole.Button, new() { Name = "Try again" }).ClickAsync();

        await Assertions.Expect(Card(page)).ToContainTextAsync("50% of the last 2 runs");
        await Assertions.Expect(page.Locator("#alarm")).ToHaveCountAsync(0);
        await Assertions.Expect(failure).ToBeHiddenAsync();
        (await Audited())[^1].ShouldBe("job_retried by Layla Haddad");
        (await Scalar<string>("select cause || ' ' || attempt from job_runs order by no desc limit 1")).ShouldBe(
            "retry 2"
        );
    }

    [Test]
    public async Task A_job_that_runs_meanwhile_is_not_begun_twice_and_the_page_says_why()
    {
        var page = await OpenBoard();
        await Card(page).GetByRole(AriaRole.Link, new() { Name = "Run now" }).ClickAsync();
        await GivenRun("running", TimeSpan.Zero);

        await page.GetByRole(AriaRole.Button, new() { Name = "Run now" }).ClickAsync();

        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("The job is running");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("409 job_running");
        await page.GetByRole(AriaRole.Link, new() { Name = "Back to the jobs" }).ClickAsync();
        await Assertions.Expect(Card(page).GetByRole(AriaRole.Link, new() { Name = "Run now" })).ToHaveCountAsync(0);
    }

    private static async Task Do(IPage page, string link, string button)
    {
        await Card(page).GetByRole(AriaRole.Link, new() { Name = link }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = button }).ClickAsync();
    }

    private Task<IReadOnlyList<string>> Audited() =>
        Rows<string>(
            """
            select a.action || ' by ' || u.full_name
              from audit_log a join users u on u.id = a.actor_id
             where a.entity_type = 'scheduled_job' and a.trace_id ~ '^[0-9a-f]{32}$'
             order by a.id
            """
        );
}
