using ThinkRealty.Api.JobsPage;

namespace ThinkRealty.Api.Limits;

/// <summary>Tells browsers how little they may do with our answers. A page of ours may loosen the policy for itself.</summary>
internal static class SecurityHeaders
{
    private const string ForData = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

    private const string ForDocs =
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; "
        + "frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

    private const string ForHomePage =
        "default-src 'none'; style-src 'self'; img-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

    private const string ForJobsPage =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; "
        + "frame-ancestors 'none'; base-uri 'none'";

    public static void UseSecurityHeaders(this IApplicationBuilder app)
    {
        var hsts = app.ApplicationServices.GetRequiredService<Hsts>();
        app.Use(
            (http, next) =>
            {
                // At the last moment, because a problem empties the headers set before it.
                http.Response.OnStarting(() =>
                {
                    var headers = http.Response.Headers;
                    headers.XContentTypeOptions = "nosniff";
                    headers.XFrameOptions = "DENY";
                    headers["Referrer-Policy"] = "no-referrer";
                    headers["Cross-Origin-Resource-Policy"] = "same-origin";
                    headers.StrictTransportSecurity = hsts.For(http.Request);
                    if (headers.ContentSecurityPolicy.Count == 0)
                        headers.ContentSecurityPolicy = Policy(http.Request.Path);
                    return Task.CompletedTask;
                });
                return next(http);
            }
        );
    }

    private static string Policy(PathString path) =>
        path == "/" ? ForHomePage
        : path.StartsWithSegments("/docs", StringComparison.OrdinalIgnoreCase) ? ForDocs
        : path.StartsWithSegments(JobsPages.Root, StringComparison.OrdinalIgnoreCase) ? ForJobsPage
        : ForData;
}
