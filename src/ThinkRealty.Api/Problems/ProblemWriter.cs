using System.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using ThinkRealty.Api.Intake;
using ThinkRealty.Api.JobsPage;
using ThinkRealty.Api.Json;
using ThinkRealty.Api.Limits;

namespace ThinkRealty.Api.Problems;

/// <summary>
/// Writes every problem in the one form, whatever the client accepts: a refusal that hides itself helps nobody. It serves
/// the framework too, whose own 401, 404, 405 … arrive here with a status and nothing else. On the page of the jobs it is
/// a page, in words.
/// </summary>
internal sealed class ProblemWriter : IProblemDetailsWriter
{
    public bool CanWrite(ProblemDetailsContext context) => true;

    public async ValueTask WriteAsync(ProblemDetailsContext context) =>
        await WriteAsync(context.HttpContext, context.ProblemDetails);

    public static async Task WriteAsync(HttpContext http, ProblemDetails problem)
    {
        var status = problem.Status ?? http.Response.StatusCode;
        // The framework's own type is the address of a chapter of the RFC.
        var own = problem.Type is null or "about:blank" || problem.Type.Contains("://", StringComparison.Ordinal);
        var answer = own ? StandardProblems.Of(status) : problem;
        answer.Instance = http.Request.PathBase + http.Request.Path;
        answer.Extensions["trace_id"] = TraceIdOf(http);

        if (status == StatusCodes.Status401Unauthorized && http.Response.Headers.WWWAuthenticate.Count == 0)
            http.Response.Headers.WWWAuthenticate = "Bearer";
        if (status == StatusCodes.Status503ServiceUnavailable && http.Response.Headers.RetryAfter.Count == 0)
            http.Response.Headers.RetryAfter = "1";
        if (http.Response.Headers.Allow is [{ } allowed] && HeadAsGet.Adds(allowed))
            http.Response.Headers.Allow = $"{allowed}, HEAD";
        http.Response.Headers.CacheControl = "no-store";
        http.Response.StatusCode = status;
        if (ErrorPages.IsFor(http))
        {
            await ErrorPages.WriteAsync(http, answer, TraceIdOf(http));
            return;
        }

        // A field that is missing may have been sent under another name.
        if (status == StatusCodes.Status422UnprocessableEntity && Warnings(http) is { Count: > 0 } warnings)
            answer.Extensions["warnings"] = warnings;
        await RefusedInquiries.KeepAsync(http, answer);
        await http.Response.WriteAsJsonAsync(answer, WireJson.Options, "application/problem+json", http.RequestAborted);
    }

    private static IReadOnlyList<string>? Warnings(HttpContext http) => http.Features.Get<ReceivedBody>()?.Warnings;

    /// <summary>What the logs and the audit call this request.</summary>
    public static string TraceIdOf(HttpContext http) => Activity.Current?.TraceId.ToString() ?? http.TraceIdentifier;
}
