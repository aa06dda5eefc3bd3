using Microsoft.AspNetCore.Http.Features;

namespace ThinkRealty.Api.Problems;

/// <summary>
/// Refuses to change anything by a path that was folded: <c>/leads/…/tags/..</c> is <c>/leads/…/</c> when it is routed, and
/// names another resource than the caller meant. Clients that fold it themselves leave its last slash behind.
/// </summary>
internal sealed class FoldedPaths(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext http) =>
        IsFolded(http) ? ProblemWriter.WriteAsync(http, StandardProblems.Of(404)) : next(http);

    private static bool IsFolded(HttpContext http)
    {
        var method = http.Request.Method;
        if (HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method))
            return false;
        if (HttpMethods.IsDelete(method) && http.Request.Path.Value?.EndsWith('/') == true)
            return true;

        var sent = http.Features.Get<IHttpRequestFeature>()?.RawTarget ?? "";
        return sent.Split('?')[0]
            .Split('/')
            .Any(segment => segment.Replace("%2e", ".", StringComparison.OrdinalIgnoreCase) is "." or "..");
    }
}
