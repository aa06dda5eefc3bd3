using Microsoft.Playwright;

namespace ThinkRealty.FunctionalTests.Fixture;

/// <summary>The one Chromium of a test run, which starts when the first test asks for it; each test has a context of its own.</summary>
public static class Browser
{
    private static readonly Lazy<Task<(IPlaywright Driver, IBrowser Chromium)>> Shared = new(StartAsync);

    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome"];

    // Nothing of its own to do with the network, and no sandbox, which root may not have.
    private static readonly string[] Options =
    [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ];

    public static async Task<IBrowserContext> NewContextAsync(BrowserNewContextOptions options) =>
        await (await Shared.Value).Chromium.NewContextAsync(options);

    public static async Task StopAsync()
    {
        if (!Shared.IsValueCreated)
            return;
        var (driver, chromium) = await Shared.Value;
        await chromium.DisposeAsync();
        driver.Dispose();
    }

    private static async Task<(IPlaywright, IBrowser)> StartAsync()
    {
        Assertions.SetDefaultExpectTimeout(30_000); // a test machine may be busy
        var driver = await Playwright.CreateAsync();
        return (driver, await driver.Chromium.LaunchAsync(new() { ExecutablePath = Find(), Args = Options }));
    }

    private static string Find() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator)
            .SelectMany(_ => Names, Path.Combine)
            .FirstOrDefault(File.Exists)
        ?? throw new InvalidOperationException(
            $"The tests of the page need a browser: none of {string.Join(", ", Names)} is on the PATH."
        );
}
