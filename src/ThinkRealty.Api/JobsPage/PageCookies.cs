namespace ThinkRealty.Api.JobsPage;

/// <summary>How the page keeps small things in the browser: for itself only, and out of the reach of scripts and other sites.</summary>
internal static class PageCookies
{
    public static CookieOptions For(HttpContext http, TimeSpan age) =>
        new()
        {
            Path = JobsPages.Root,
            HttpOnly = true,
            SameSite = SameSiteMode.Strict,
            Secure = http.Request.IsHttps,
            MaxAge = age,
        };
}
