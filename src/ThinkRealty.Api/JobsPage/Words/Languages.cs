using Microsoft.Net.Http.Headers;

namespace ThinkRealty.Api.JobsPage.Words;

/// <summary>Which language a reader wants: the one chosen on the page, else the first that the browser asks for.</summary>
internal static class Languages
{
    private const string Cookie = "thinkrealty.jobs.language";
    private static readonly Language[] All = Enum.GetValues<Language>();

    public static string CodeOf(Language language) => language == Language.Arabic ? "ar" : "en";

    public static Language Of(HttpRequest request) =>
        Find(request.Cookies[Cookie])
        ?? request
            .GetTypedHeaders()
            .AcceptLanguage.OrderByDescending(wanted => wanted.Quality ?? 1)
            .Select(wanted => Find(Primary(wanted)))
            .FirstOrDefault(known => known is not null)
        ?? Language.English;

    /// <summary>The language of that code; null: none of ours.</summary>
    public static Language? Find(string? code) =>
        All.Where(language => CodeOf(language) == code).Select(language => (Language?)language).FirstOrDefault();

    /// <summary>Keeps a reader's choice for a year.</summary>
    public static void Remember(HttpContext http, Language language) =>
        http.Response.Cookies.Append(Cookie, CodeOf(language), PageCookies.For(http, TimeSpan.FromDays(365)));

    // ar-AE → ar
    private static string Primary(StringWithQualityHeaderValue wanted) =>
        wanted.Value.ToString().Split('-')[0].ToLowerInvariant();
}
