using ThinkRealty.Api.JobsPage;

namespace ThinkRealty.Api.HomePage;

/// <summary>The page at <c>/</c>: what this is, and where to go from here.</summary>
internal static class Home
{
    public static void MapHome(this IEndpointRouteBuilder app) =>
        app.MapMethods("/", [HttpMethods.Get, HttpMethods.Head], Show)
            .ExcludeFromDescription()
            .AllowAnonymous()
            .DisableRateLimiting();

    private static HtmlAnswer Show(HttpContext http)
    {
        http.Response.Headers.Vary = "Accept-Language";
        return new(typeof(HomeView), new() { [nameof(HomeView.Say)] = Visit.Of(http).Say });
    }
}
