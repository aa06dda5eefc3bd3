using Microsoft.AspNetCore.Mvc;

namespace ThinkRealty.Api.JobsPage;

/// <summary>Says in words, on a page, what the API says as a problem.</summary>
internal static class ErrorPages
{
    /// <summary>Whether a person is looking.</summary>
    public static bool IsFor(HttpContext http) =>
        http.Request.Path.StartsWithSegments(JobsPages.Root, StringComparison.OrdinalIgnoreCase);

    public static Task WriteAsync(HttpContext http, ProblemDetails problem, string traceId)
    {
        var parameters = new Dictionary<string, object?>
        {
            [nameof(Views.ErrorPage.Visit)] = Visit.Of(http),
            [nameof(Views.ErrorPage.Problem)] = problem,
            [nameof(Views.ErrorPage.TraceId)] = traceId,
        };
        return new HtmlAnswer(typeof(Views.ErrorPage), parameters, http.Response.StatusCode).ExecuteAsync(http);
    }
}
