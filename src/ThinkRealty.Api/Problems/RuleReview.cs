using System.Text.Json;
using FluentValidation;
using Microsoft.AspNetCore.Diagnostics;
using ThinkRealty.Api.Json;
using ThinkRealty.Application.Access;
using ThinkRealty.Domain;

namespace ThinkRealty.Api.Problems;

/// <summary>
/// Says everything at once about a body that could not be read: each value that is not what the endpoint declares, and each
/// rule that the other fields break. The endpoint itself is asked, in a call that ends before any command runs.
/// </summary>
internal static class RuleReview
{
    /// <summary>A larger body is judged only for what cannot be read: each guess reads it once more.</summary>
    private const int LargestJudged = 64 * 1024;

    /// <summary>The complaints by the path of their field; at least one.</summary>
    /// <exception cref="JsonException">The body is no JSON.</exception>
    public static async Task<IReadOnlyDictionary<string, string[]>> OfAsync(HttpContext http, Endpoint? endpoint)
    {
        var sent = http.Features.Get<ReceivedBody>()?.AsSent ?? http.Request.Body;
        if (ReceivedBody.TypeFor(endpoint) is not { } declared || !sent.CanSeek)
            return NotAsExpected();

        var (review, body) = await BodyReview.OfAsync(sent, declared, http.RequestAborted);
        using (body)
        {
            if (review.Complaints.Count == 0)
                return NotAsExpected();
            if (review.Unreadable.ContainsKey("") || sent.Length > LargestJudged)
                return review.Complaints;
            // Without the pipeline nothing would end the call before the endpoint does its work.
            if (http.RequestServices.GetService<CallContext>() is not { } call)
                return review.Complaints;
            var broken = await BrokenRulesAsync(
                http,
                call,
                endpoint!,
                new Guesses(body.RootElement, declared, review).Bodies()
            );
            var all = new Dictionary<string, string[]>(review.Complaints);
            foreach (var (path, complaints) in broken.Where(b => !review.Unreadable.Keys.Any(u => Covers(u, b.Key))))
                all.TryAdd(path, complaints);
            return all;
        }
    }

    // A complaint stands if it stands whatever the values that could not be read were meant to be.
    private static async Task<Dictionary<string, string[]>> BrokenRulesAsync(
        HttpContext http,
        CallContext call,
        Endpoint endpoint,
        IEnumerable<byte[]> bodies
    )
    {
        Dictionary<string, string[]>? broken = null;
        foreach (var body in bodies)
            if (await JudgedAsync(http, call, endpoint, body) is { } complaints)
                broken = broken is null ? complaints : InBoth(broken, complaints);
        return broken ?? [];
    }

    private static Dictionary<string, string[]> InBoth(
        Dictionary<string, string[]> broken,
        Dictionary<string, string[]> complaints
    ) =>
        broken
            .Select(b => (b.Key, Left: b.Value.Intersect(complaints.GetValueOrDefault(b.Key) ?? []).ToArray()))
            .Where(b => b.Left.Length > 0)
            .ToDictionary(b => b.Key, b => b.Left);

    // Null: this guess could not be judged.
    private static async Task<Dictionary<string, string[]>?> JudgedAsync(
        HttpContext http,
        CallContext call,
        Endpoint endpoint,
        byte[] body
    )
    {
        var (before, length) = (http.Request.Body, http.Request.ContentLength);
        http.Request.Replace(body);
        http.Response.StatusCode = StatusCodes.Status200OK; // an endpoint is not called once an error is set
        http.Request.RouteValues = http.Features.Get<IExceptionHandlerFeature>()?.RouteValues ?? [];
        call.IsOnlyJudged = true;
        try
        {
            await endpoint.RequestDelegate!(http);
            return null;
        }
        catch (ValidationException judged)
        {
            return ProblemHandler.Complaints(judged);
        }
        catch (Exception refused) when (refused is BadHttpRequestException or DomainException)
        {
            return null;
        }
        finally
        {
            call.IsOnlyJudged = false;
            (http.Request.Body, http.Request.ContentLength) = (before, length);
        }
    }

    private static bool Covers(string unreadable, string path) =>
        path.StartsWith(unreadable, StringComparison.Ordinal)
        && (path.Length == unreadable.Length || path[unreadable.Length] is '.' or '[');

    private static Dictionary<string, string[]> NotAsExpected() =>
        new() { ["body"] = ["The body is not what this endpoint expects."] };
}
