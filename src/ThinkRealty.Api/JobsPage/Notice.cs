using ThinkRealty.Api.JobsPage.Words;
using ThinkRealty.Application.Jobs;

namespace ThinkRealty.Api.JobsPage;

/// <summary>What has just been done, kept from the form to the page after it and said there once.</summary>
internal static class Notice
{
    private const string Cookie = "thinkrealty.jobs.done";
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    public static void Leave(HttpContext http, Deed deed, string job) =>
        http.Response.Cookies.Append(Cookie, $"{deed.Name}.{job}", PageCookies.For(http, Longest));

    public static string? Take(HttpContext http, Phrases say)
    {
        if (http.Request.Cookies[Cookie]?.Split('.') is not [var name, var job])
            return null;

        http.Response.Cookies.Delete(Cookie, PageCookies.For(http, TimeSpan.Zero));
        var deed = Deed.All.FirstOrDefault(d => d.Name == name);
        return deed is null || JobCatalogue.Find(job) is null ? null : say.With(deed.Done, say[JobTexts.Of(job).Title]);
    }
}
