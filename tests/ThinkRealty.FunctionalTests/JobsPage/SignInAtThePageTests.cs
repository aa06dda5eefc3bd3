using System.Net;
using Microsoft.Playwright;

namespace ThinkRealty.FunctionalTests.JobsPage;

/// <summary>The way in and out, as a person at the keyboard takes it.</summary>
public sealed class SignInAtThePageTests : JobsPageTest
{
    [Test]
    public async Task A_supervisor_signs_in_and_out_with_the_keyboard_alone()
    {
        var email = await GivenUser("supervisor");
        var page = await NewPage();
        await page.GotoAsync("/jobs");
        new Uri(page.Url).AbsolutePath.ShouldBe("/jobs/sign-in");

        // The first field has the focus by itself.
        await Assertions.Expect(page.Locator("#email")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync(email);
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync(Password);
        await page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Jobs");
        await Assertions.Expect(page.Locator(".reader")).ToHaveTextAsync("Layla Haddad");

        var out_ = page.GetByRole(AriaRole.Button, new() { Name = "Sign out" });
        for (var tabs = 0; !await out_.EvaluateAsync<bool>("e => e === document.activeElement"); tabs++)
        {
            tabs.ShouldBeLessThan(10, "the way to the button is short");
            await page.Keyboard.PressAsync("Tab");
        }

        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Sign in");
        (
            await Count(
                "sign_ins s join users u on u.id = s.user_id where u.email = '" + email + "' and revoked_at is null"
            )
        ).ShouldBe(0);
        await page.GotoAsync("/jobs");
        new Uri(page.Url).AbsolutePath.ShouldBe("/jobs/sign-in");
    }

    [Test]
    public async Task Whoever_wanted_a_page_gets_there_after_choosing_a_language_and_signing_in()
    {
        var page = await NewPage();
        await page.GotoAsync($"/jobs/{Name}/pause");
        await page.GetByRole(AriaRole.Button, new() { Name = "العربية" }).ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("تسجيل الدخول");

        await SignInAt(page, await GivenUser("admin"), path: page.Url);

        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("هل تريد إيقاف «تحديث التقارير» مؤقتاً؟");
    }

    [Test]
    public async Task A_wrong_password_an_unknown_person_and_no_address_at_all_read_the_same()
    {
        var page = await NewPage(script: false);
        foreach (var (email, password) in new[] { (await GivenUser("supervisor"), "wrong"), (NewEmail(), Password) })
        {
            await SignInAt(page, email, password);

            await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToHaveTextAsync("E-mail or password is wrong.");
            (await page.Locator("#email").InputValueAsync()).ShouldBe(email);
            (await page.Locator("#password").InputValueAsync()).ShouldBeEmpty();
        }

        (await PostSignIn("no address", Password)).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await PostSignIn("", "")).Text.ShouldContain("E-mail or password is wrong.");
    }

    [Test]
    public async Task After_too_many_failures_the_page_says_how_long_to_wait()
    {
        var email = await GivenUser("supervisor");
        for (var n = 0; n < 5; n++)
            (await PostSignIn(email, "wrong")).Status.ShouldBe(HttpStatusCode.Unauthorized);

        var page = await NewPage();
        await SignInAt(page, email);

        await Assertions
            .Expect(page.GetByRole(AriaRole.Alert))
            .ToHaveTextAsync("Too many sign-ins have failed. Wait 5 seconds, then try again.");
        var slowed = await PostSignIn(email, Password);
        slowed.Status.ShouldBe(HttpStatusCode.TooManyRequests);
        slowed.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(5));
        Clock.Advance(TimeSpan.FromSeconds(5));
        await SignInAt(page, email);
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Jobs");
    }

    [Test]
    public async Task An_agent_is_told_that_the_page_is_not_for_agents_and_stays_out()
    {
        var email = await GivenUser("agent", await GivenAgent());
        var page = await NewPage("ar");

        await SignInAt(page, email);

        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("حسابك حساب وسيط");
        (await PostSignIn(email, Password)).Status.ShouldBe(HttpStatusCode.Forbidden);
        (
            await Rows<bool>(
                "select revoked_at is not null from sign_ins where user_id = (select id from users where email = @email)",
                new { email }
            )
        ).ShouldBe([true, true]);
        await page.GotoAsync("/jobs");
        new Uri(page.Url).AbsolutePath.ShouldBe("/jobs/sign-in");
    }

    [Test]
    public async Task A_sign_in_that_is_ended_or_a_user_who_is_put_out_of_use_is_out_within_five_seconds()
    {
        foreach (
            var end in (string[])
                [
                    "update sign_ins set revoked_at = now() where user_id = (select id from users where email = @email)",
                    "update users set is_active = false where email = @email",
                ]
        )
        {
            var email = await GivenUser("supervisor");
            var page = await NewPage();
            await SignInAt(page, email);
            await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Jobs");

            await Database.Execute(end, new { email });
            Clock.Advance(TimeSpan.FromSeconds(5));

            await page.ReloadAsync();
            await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Sign in");
        }
    }

    [Test]
    public async Task A_supervisor_who_is_one_no_more_reads_so_and_may_sign_in_as_somebody_else()
    {
        var email = await GivenUser("supervisor");
        var page = await NewPage();
        await SignInAt(page, email);
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Jobs");

        await Database.Execute(
            "update users set role = 'agent', agent_id = @agent where email = @email",
            new { email, agent = await GivenAgent() }
        );
        Clock.Advance(TimeSpan.FromSeconds(5));

        var answer = await page.ReloadAsync();
        answer!.Status.ShouldBe(403);
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("This page is not for you");
        await page.GetByRole(AriaRole.Link, new() { Name = "Sign in" }).ClickAsync();
        await Assertions.Expect(page.Locator("#email")).ToBeVisibleAsync();
    }

    [TestCase(8 * 3600, "Jobs"), TestCase(8 * 3600 + 1, "Sign in")]
    public async Task A_sign_in_lasts_eight_hours(int seconds, string heading)
    {
        var page = await OpenBoard();
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Jobs");

        Clock.Advance(TimeSpan.FromSeconds(seconds));

        await page.GotoAsync("/jobs");
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync(heading);
    }

    [Test]
    public async Task The_cookies_are_out_of_the_reach_of_scripts_and_of_other_sites()
    {
        var page = await OpenBoard();
        await page.Locator(".you button[name=language]").ClickAsync();
        await Assertions.Expect(page.Locator("html")).ToHaveAttributeAsync("lang", "ar");

        var cookies = await page.Context.CookiesAsync();

        cookies
            .Select(c => c.Name)
            .ShouldBe(["thinkrealty.jobs", "thinkrealty.jobs.forms", "thinkrealty.jobs.language"], ignoreOrder: true);
        cookies.ShouldAllBe(c => c.HttpOnly && c.SameSite == SameSiteAttribute.Strict && c.Path == "/jobs");
        cookies.Where(c => c.Name != "thinkrealty.jobs.language").ShouldAllBe(c => c.Expires == -1);
        (await page.EvaluateAsync<string>("document.cookie")).ShouldBeEmpty();
    }

    private Task<FormAnswer> PostSignIn(string email, string password) =>
        new FormClient(Address).PostAsync("/jobs/sign-in", new() { ["email"] = email, ["password"] = password });
}
