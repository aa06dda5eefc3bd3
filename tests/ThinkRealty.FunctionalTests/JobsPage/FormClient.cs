using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;

namespace ThinkRealty.FunctionalTests.JobsPage;

/// <summary>What came back.</summary>
internal sealed record FormAnswer(HttpStatusCode Status, HttpResponseHeaders Headers, string Text);

/// <summary>A browser without a screen: keeps cookies, follows nothing, and sends a page's form with its token.</summary>
internal sealed partial class FormClient : IDisposable
{
    private readonly HttpClientHandler _cookies = new() { AllowAutoRedirect = false };

    public FormClient(Uri address) => Http = new(_cookies) { BaseAddress = address };

    public HttpClient Http { get; }

    /// <summary>Signed in at the page.</summary>
    public static async Task<FormClient> SignedInAsync(Uri address, string email, string password)
    {
        var client = new FormClient(address);
        var answer = await client.PostAsync("/jobs/sign-in", new() { ["email"] = email, ["password"] = password });
        answer.Status.ShouldBe(HttpStatusCode.SeeOther, answer.Text);
        return client;
    }

    /// <summary>Sends the form of the page at that path, with the token that stands in it.</summary>
    public async Task<FormAnswer> PostAsync(string path, Dictionary<string, string> fields, string? page = null)
    {
        fields["__RequestVerificationToken"] = await TokenAsync(page ?? path);
        return await PostAsIsAsync(path, fields);
    }

    public async Task<string> TokenAsync(string path) => TokenIn(await Http.GetStringAsync(path));

    public static string TokenIn(string page)
    {
        var match = Token().Match(page);
        match.Success.ShouldBeTrue(page);
        return match.Groups["value"].Value;
    }

    /// <summary>What it would send there in <c>Cookie</c>.</summary>
    public string CookiesFor(string path) => _cookies.CookieContainer.GetCookieHeader(new(Http.BaseAddress!, path));

    public async Task<FormAnswer> PostAsIsAsync(string path, Dictionary<string, string> fields)
    {
        var response = await Http.PostAsync(path, new FormUrlEncodedContent(fields));
        return new(response.StatusCode, response.Headers, await response.Content.ReadAsStringAsync());
    }

    public void Dispose()
    {
        Http.Dispose();
        _cookies.Dispose();
    }

    [GeneratedRegex(
        "name=\"__RequestVerificationToken\" value=\"(?<value>[^\"]+)\"",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Token();
}
