using System.Net;
using System.Text.RegularExpressions;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using ThinkRealty.FunctionalTests.JobsPage;

namespace ThinkRealty.FunctionalTests.HomePage;

/// <summary>Who opens the bare address sees what this is and where to go; nobody needs to sign in for that.</summary>
public sealed partial class HomeTests : JobsPageTest
{
    [Test]
    public async Task It_says_what_this_is_and_every_way_from_it_leads_somewhere()
    {
        using var nobody = Node.CreateClient();
        var home = await nobody.GetAsync("/");
        var html = await home.Content.ReadAsStringAsync();

        home.StatusCode.ShouldBe(HttpStatusCode.OK);
        home.Content.Headers.ContentType!.ToString().ShouldBe("text/html; charset=utf-8");
        home.Headers.Vary.ShouldContain("Accept-Language");
        html.ShouldContain("lead engine of a property brokerage");
        var ways = Ways().Matches(html).Select(way => way.Groups["path"].Value).ToList();
        ways.ShouldBe(["/docs", "/jobs", "/health/ready"]);
        foreach (var way in ways)
            (await nobody.GetAsync(way)).StatusCode.ShouldBe(HttpStatusCode.OK, way);
    }

    [Test]
    public async Task It_answers_HEAD_as_GET_without_a_body()
    {
        using var nobody = Node.CreateClient();
        var head = await nobody.SendAsync(new(HttpMethod.Head, "/"));

        head.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await head.Content.ReadAsByteArrayAsync()).ShouldBeEmpty();
        (await nobody.PostAsync("/", null)).StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
    }

    [TestCase("ar-AE, en;q=0.5", "ar", "rtl"), TestCase("en", "en", "ltr"), TestCase("fr, ar;q=0.8", "ar", "rtl")]
    [TestCase("fr", "en", "ltr"), TestCase(null, "en", "ltr"), TestCase("en;q=0.2, ar;q=0.9", "ar", "rtl")]
    public async Task It_is_in_the_language_that_the_browser_asks_for(string? asked, string language, string direction)
    {
        using var nobody = Node.CreateClient();
        if (asked is not null)
            nobody.DefaultRequestHeaders.TryAddWithoutValidation("Accept-Language", asked);

        (await nobody.GetStringAsync("/")).ShouldContain($"<html lang=\"{language}\" dir=\"{direction}\">");
    }

    [TestCase("en"), TestCase("ar")]
    public async Task It_can_be_used_on_a_desk_and_on_a_phone_in_the_light_and_in_the_dark(string language)
    {
        var page = await NewPage(language);
        await page.GotoAsync("/");
        foreach (var (width, scheme) in new[] { (Wide, ColorScheme.Light), (320, ColorScheme.Dark) })
        {
            await page.SetViewportSizeAsync(width, 800);
            await page.EmulateMediaAsync(new() { ColorScheme = scheme });

            (await page.RunAxe()).Violations.Select(v => $"{v.Id}: {v.Help}").ShouldBeEmpty();
            (
                await page.EvaluateAsync<int>(
                    "document.documentElement.scrollWidth - document.documentElement.clientWidth"
                )
            ).ShouldBe(0);
        }
    }

    [GeneratedRegex("class=\"button\" href=\"(?<path>[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Ways();
}
