using System.Text.Json;
using Microsoft.Playwright;
using ThinkRealty.Application.Jobs;

namespace ThinkRealty.FunctionalTests.JobsPage;

/// <summary>What the board shows, and that it is what the API says.</summary>
public sealed class BoardTests : JobsPageTest
{
    [Test]
    public async Task Every_job_is_there_with_what_the_API_says_of_it()
    {
        await GivenAMixedBoard();
        var board = await Json(await Supervisor.GetAsync("/api/v1/jobs"));

        var page = await OpenBoard();

        await Assertions.Expect(page.Locator(".card")).ToHaveCountAsync(JobCatalogue.All.Count);
        foreach (var job in board.GetProperty("data").EnumerateArray())
        {
            var card = Card(page, job.GetProperty("name").GetString()!);
            (await Fact(card, "Schedule")).ShouldBe(job.GetProperty("schedule").GetString());
            (await card.Locator(".badge.busy").CountAsync() == 1).ShouldBe(job.GetProperty("running").GetBoolean());
            (await card.Locator("p.paused").CountAsync() == 1).ShouldBe(job.GetProperty("paused").GetBoolean());
            (await card.Locator(".trend rect").CountAsync()).ShouldBe(job.GetProperty("trend").GetArrayLength());
            (await card.Locator("dt", new() { HasText = "Succeeded" }).CountAsync() == 0).ShouldBe(
                job.GetProperty("success_rate").ValueKind == JsonValueKind.Null
            );
        }
    }

    [Test]
    public async Task A_job_shows_its_last_run_its_rate_its_trend_its_pause_and_how_far_it_is()
    {
        await GivenAMixedBoard();

        var card = Card(await OpenBoard());

        await Assertions.Expect(card.Locator("h3")).ToHaveTextAsync(Title);
        (await card.Locator(".badge").AllInnerTextsAsync()).ShouldBe(["Failed, no attempt left", "Running", "Paused"]);
        // Ten minutes to six in the morning UTC is ten minutes to ten in Dubai.
        var last = await Fact(card, "Last run");
        last.ShouldStartWith("failed 20 minutes ago 17 Jan 2026, 09:40:00");
        last.ShouldContain("took 1.3 seconds, 1,200 looked at, 300 changed, left out: 7 in use");
        (await Fact(card, "Succeeded")).ShouldBe("66.67% of the last 12 runs");
        (await Fact(card, "Next run")).ShouldBe("not while it is paused");
        (await card.Locator("p.paused").InnerTextAsync()).ShouldMatch(
            "^Paused by \u2068Layla Haddad\u2069 12 minutes ago\\n17 Jan 2026, 09:48:00$"
        );
        (await card.Locator(".now").InnerTextAsync()).ShouldContain("Running for 3 minutes on \u2068desk-1\u2069");
        (await card.Locator(".now").InnerTextAsync()).ShouldContain("1,200 of 5,000 looked at, 300 changed");
        var progress = card.GetByRole(AriaRole.Progressbar, new() { Name = $"Progress of {Title}" });
        (await progress.EvaluateAsync<double>("p => p.position")).ShouldBe(0.24, 0.001);
        (await card.Locator(".trend svg").GetAttributeAsync("aria-label")).ShouldBe(
            "The last 12 runs, oldest first: between 40 ms and 3.0 seconds, the latest 1.3 seconds. Failed or interrupted: 4."
        );
    }

    [Test]
    public async Task A_failed_run_shows_error_trace_id_attempt_and_node_and_stands_out()
    {
        var (failed, _) = await GivenAMixedBoard();
        await Database.Execute(
            "update job_runs set finished_at = started_at, outcome = 'interrupted' where outcome = 'running'"
        );
        await Database.Execute(
            "delete from job_runs where outcome = 'interrupted' and error is null and duration_ms is null"
        );

        var page = await OpenBoard();

        var alarm = page.GetByRole(AriaRole.Region, new() { Name = "Needs your attention" });
        await Assertions
            .Expect(alarm.GetByRole(AriaRole.Link))
            .ToHaveTextAsync([$"{Title} has failed, and no attempt is left."]);
        var failure = page.Locator($"#run-{failed}");
        (await failure.Locator(".error").InnerTextAsync()).ShouldContain("No space left on device");
        (await Fact(failure, "Trace id")).ShouldBe("4bf92f3577b34da6a3ce929d0e0e4736");
        (await Fact(failure, "Attempt")).ShouldBe("1 of 1");
        (await Fact(failure, "Node")).ShouldBe("desk-1");
        await alarm.GetByRole(AriaRole.Link).ClickAsync();
        await Assertions.Expect(failure).ToBeInViewportAsync();

        // What has been made good, or has failed again since, is out of the way.
        var earlier = page.Locator("#earlier");
        await Assertions.Expect(earlier.Locator("article")).ToBeHiddenAsync();
        await earlier.Locator("summary").ClickAsync();
        await Assertions.Expect(earlier.Locator("article")).ToContainTextAsync("an earlier disk was full");
    }

    [Test]
    public async Task A_paused_job_is_counted_as_such_and_a_job_that_is_off_is_not_offered_to_be_paused()
    {
        await GivenUser("supervisor");
        await Database.Execute(
            "update jobs set paused_at = @at, paused_by = (select min(id::text)::uuid from users) where name = 'decay_scores'",
            new { at = Clock.Now.UtcDateTime }
        );

        var page = await OpenBoard();

        var all = JobCatalogue.All.Count;
        var tile = page.Locator(".tile", new() { HasText = "Jobs in order" });
        await Assertions.Expect(tile.Locator("strong")).ToHaveTextAsync($"{all - 1} of {all}");
        await Assertions.Expect(tile).ToContainTextAsync("0 failed, 1 paused, 0 running");
        await Assertions.Expect(Card(page, "decay_scores").Locator(".badge")).ToHaveClassAsync("badge stopped");
        (await Card(page, "rebalance_workload").GetByRole(AriaRole.Link).AllInnerTextsAsync()).ShouldBe(["Run now"]);
        (await Card(page, "decay_scores").GetByRole(AriaRole.Link).AllInnerTextsAsync()).ShouldBe([
            "Run now",
            "Resume",
        ]);
        (await Card(page).GetByRole(AriaRole.Link).AllInnerTextsAsync()).ShouldBe(["Run now", "Pause"]);
    }

    [TestCase("purge_old_records", "This deletes refused inquiries older than 90 days", true)]
    [TestCase("refresh_agent_metrics", "No lead moves.", false)]
    public async Task Each_job_says_what_happens_before_it_is_started(string job, string words, bool warns)
    {
        var page = await OpenBoard();

        await page.GotoAsync($"/jobs/{job}/trigger");

        await Assertions.Expect(page.Locator("main")).ToContainTextAsync(words);
        await Assertions.Expect(page.Locator(".refusal")).ToHaveCountAsync(warns ? 1 : 0);
    }

    [Test]
    public async Task The_notice_stands_apart_from_the_line_below_it()
    {
        var page = await OpenBoard();
        await Card(page).GetByRole(AriaRole.Link, new() { Name = "Pause" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Pause" }).ClickAsync();

        var gap = await page.EvaluateAsync<double>(
            "() => document.querySelector('.as-of').getBoundingClientRect().top - document.querySelector('.notice').getBoundingClientRect().bottom"
        );

        gap.ShouldBeGreaterThan(5); // the width of the focus ring
    }

    [Test]
    public async Task Of_many_failures_the_page_shows_the_latest_and_says_so()
    {
        for (var n = 25; n > 0; n--)
            await GivenRun("failed", TimeSpan.FromMinutes(n), error: $"failure {n}.");
        using var reader = await FormClient.SignedInAsync(Address, await GivenUser("supervisor"), Password);

        var board = await reader.Http.GetStringAsync("/jobs/board");

        board.ShouldContain("Earlier failures (24)");
        board.ShouldContain("The latest 19 of 24.");
        board.ShouldContain("failure 1.");
        board.ShouldContain("failure 20.");
        board.ShouldNotContain("failure 21.");
    }

    [Test]
    public async Task Reports_that_have_grown_too_old_stand_out()
    {
        await Database.Execute("update reporting.progress set as_of = clock_timestamp() - interval '61 seconds'");

        var page = await OpenBoard();

        await Assertions.Expect(page.Locator(".tile.bad")).ToContainTextAsync("Age of the reports");
        await Assertions.Expect(page.Locator("#alarm")).ToContainTextAsync("The reports are 1 minute old.");
        await Assertions.Expect(Card(page).Locator(".badge")).ToHaveTextAsync(["Behind"]);
    }

    [Test]
    public async Task The_queue_and_the_nodes_are_shown_with_those_that_are_gone()
    {
        await GivenAgent(max: 1);
        await Captured(Inquiry());
        await Capture(Inquiry());
        await Capture(Inquiry());
        Clock.Advance(TimeSpan.FromMinutes(7));
        await Database.Execute(
            """
            insert into quartz.qrtz_scheduler_state (sched_name, instance_name, last_checkin_time, checkin_interval)
            values ('thinkrealty', 'gone-1', (extract(epoch from clock_timestamp() - interval '1 minute') * 10000000)::bigint + 621355968000000000, 2000)
            """
        );

        var page = await OpenBoard();

        var waiting = page.Locator(".tile", new() { HasText = "Leads waiting for an agent" });
        await Assertions.Expect(waiting.Locator("strong")).ToHaveTextAsync("2");
        await Assertions.Expect(waiting).ToContainTextAsync("The first one for 7 minutes");
        await Assertions.Expect(page.Locator(".nodes .badge.good").First).ToHaveTextAsync("at work");
    }

    [Test]
    public async Task Without_a_script_the_page_shows_and_does_the_same_and_offers_no_refreshing()
    {
        await GivenRun("succeeded", TimeSpan.FromMinutes(5));
        var page = await OpenBoard(script: false);

        await Assertions.Expect(page.Locator("#refresh")).ToBeHiddenAsync();
        (await Fact(Card(page), "Last run")).ShouldStartWith("succeeded 5 minutes ago");
        await Card(page).GetByRole(AriaRole.Link, new() { Name = "Pause" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Pause" }).ClickAsync();

        await Assertions.Expect(page.Locator(".notice")).ToHaveTextAsync($"“{Title}” is paused.");
        await Assertions.Expect(Card(page).Locator(".badge").First).ToHaveTextAsync("Paused");
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator(".notice")).ToHaveCountAsync(0);
    }

    [Test]
    public async Task In_Arabic_all_words_are_Arabic_and_the_page_runs_from_right_to_left()
    {
        await GivenAMixedBoard();
        var page = await OpenBoard("ar");

        await Assertions.Expect(page.Locator("html")).ToHaveAttributeAsync("dir", "rtl");
        await Assertions.Expect(page.Locator("html")).ToHaveAttributeAsync("lang", "ar");
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("المهام التلقائية");
        await Assertions.Expect(Card(page).Locator("h3")).ToHaveTextAsync("تحديث التقارير");
        (await Fact(Card(page), "الجدول")).ShouldBe("باستمرار");
        (await Fact(Card(page), "آخر تشغيل")).ShouldStartWith("فشل قبل 20 دقيقة 17 يناير 2026، 09:40:00");
        // English is left where it is marked as such: names, codes, and the way to the other language.
        var english = await page.EvaluateAsync<string[]>(
            """
            () => {
              const found = [];
              const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
              while (walker.nextNode()) {
                const text = walker.currentNode;
                const words = text.data.replace(/\u2068[^\u2069]*\u2069/g, "");
                if (/[a-z]{2}/i.test(words) && !text.parentElement.closest("[lang=en], code, bdi")) found.push(text.data.trim());
              }
              return found;
            }
            """
        );
        english.ShouldBeEmpty();

        await page.GetByRole(AriaRole.Button, new() { Name = "English" }).ClickAsync();
        await Assertions.Expect(page.Locator("html")).ToHaveAttributeAsync("dir", "ltr");
        await page.GotoAsync($"/jobs/{Name}/pause");
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync($"Pause “{Title}”?");
    }

    private static async Task<string> Fact(ILocator of, string name)
    {
        var fact = of.Locator($"dt:text-is('{name}') + dd");
        return string.Join(
            ' ',
            (await fact.InnerTextAsync()).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
        );
    }
}
