using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace ThinkRealty.FunctionalTests.JobsPage;

/// <summary>Everybody can use it: no violation found by axe, nothing wider than the narrowest phone, everything by keyboard.</summary>
public sealed class AccessibilityTests : JobsPageTest
{
    [TestCase("en"), TestCase("ar")]
    public async Task No_page_has_a_violation(string language)
    {
        var (failed, _) = await GivenAMixedBoard();
        await Database.Execute("update reporting.progress set as_of = clock_timestamp() - interval '3 minutes'");
        var page = await NewPage(language);

        await SignInAt(page, await GivenUser("supervisor"), "wrong");
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        await ShouldBeUsable(page, "sign-in");

        await SignInAt(page, await GivenUser("supervisor"));
        await page.Locator("#earlier summary").ClickAsync();
        await ShouldBeUsable(page, "board");

        await page.GotoAsync($"/jobs/{Name}/resume");
        await ShouldBeUsable(page, "confirmation");
        await page.GotoAsync($"/jobs/{Name}/runs/{failed}/retry");
        await ShouldBeUsable(page, "confirmation with a failed run");

        await page.GotoAsync("/jobs/nowhere");
        await ShouldBeUsable(page, "error");
    }

    [Test]
    public async Task Nothing_is_wider_than_a_screen_of_320_pixels([Values("en", "ar")] string language)
    {
        await GivenAMixedBoard();
        await GivenRun("failed", TimeSpan.FromMinutes(1), error: new string('x', 400));
        var page = await OpenBoard(language, width: 320);
        await page.Locator("#earlier summary").ClickAsync();
        await ShouldFit(page);

        foreach (var path in (string[])[$"/jobs/{Name}/trigger", "/jobs/nowhere"])
        {
            await page.GotoAsync(path);
            await ShouldFit(page);
        }

        await page.Context.ClearCookiesAsync();
        await page.GotoAsync("/jobs/sign-in");
        await ShouldFit(page);
    }

    [Test]
    public async Task What_is_pressed_is_large_enough_for_a_finger_and_shows_when_it_has_the_focus()
    {
        await GivenAMixedBoard();
        var page = await OpenBoard(width: Phone);

        var small = await page.EvaluateAsync<string[]>(
            """
            () => [...document.querySelectorAll("a.button, button, summary, .alarm a")]
              .filter(e => e.offsetParent && e.getBoundingClientRect().height < 40)
              .map(e => e.outerHTML)
            """
        );
        small.ShouldBeEmpty();

        await page.Locator("#content").FocusAsync();
        var seen = new HashSet<string>();
        for (var tabs = 0; tabs < 40; tabs++)
        {
            await page.Keyboard.PressAsync("Tab");
            var focused = await page.EvaluateAsync<string[]>(
                "() => { const e = document.activeElement; return [e.id || e.textContent.trim(), getComputedStyle(e).outlineStyle]; }"
            );
            if (focused[0].Length == 0 || await page.EvaluateAsync<bool>("document.activeElement === document.body"))
                break;
            focused[1].ShouldNotBe("none", focused[0]);
            seen.Add(focused[0]);
        }

        seen.ShouldContain("refresh");
        seen.ShouldContain($"job-{Name}-resume");
    }

    // Light on a desk, dark on a phone.
    private static async Task ShouldBeUsable(IPage page, string what)
    {
        foreach (var (width, scheme) in new[] { (Wide, ColorScheme.Light), (Phone, ColorScheme.Dark) })
        {
            await page.SetViewportSizeAsync(width, 800);
            await page.EmulateMediaAsync(new() { ColorScheme = scheme });

            var result = await page.RunAxe();

            result
                .Violations.Select(v => $"{what}: {v.Id}: {v.Help}: {string.Join(" | ", v.Nodes.Select(n => n.Html))}")
                .ShouldBeEmpty();
            await ShouldFit(page);
        }
    }

    private static async Task ShouldFit(IPage page) =>
        (
            await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        ).ShouldBe(0, page.Url);
}
