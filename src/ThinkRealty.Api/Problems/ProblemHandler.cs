using System.Globalization;
using System.Text;
using System.Text.Json;
using FluentValidation;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Npgsql;
using ThinkRealty.Domain;
using ThinkRealty.Infrastructure.Postgres;

namespace ThinkRealty.Api.Problems;

/// <summary>
/// The one place where an exception becomes an answer. What is our fault is logged right here: ASP.NET Core 10 logs nothing
/// that a handler has answered.
/// </summary>
internal sealed class ProblemHandler(ILogger<ProblemHandler> log) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(
        HttpContext http,
        Exception exception,
        CancellationToken cancellationToken
    )
    {
        if (http.RequestAborted.IsCancellationRequested && IsHangUp(exception))
        {
            http.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
            return true;
        }

        var problem = exception switch
        {
            DomainException { Error: var error } => Refused(http, error),
            ValidationException invalid => StandardProblems.Invalid(Complaints(invalid)),
            BadHttpRequestException { InnerException: JsonException unreadable } => await Unreadable(http, unreadable),
            UnreadableRequestException unreadable => StandardProblems.Of(unreadable.StatusCode, unreadable.Message),
            BadHttpRequestException bad => StandardProblems.Of(bad.StatusCode),
            EncoderFallbackException => StandardProblems.Of(422, Json.StorableText.Complaint),
            _ => Database(http, exception) ?? Unexpected(http, exception),
        };
        await ProblemWriter.WriteAsync(http, problem);
        return true;
    }

    private static bool IsHangUp(Exception exception) =>
        exception.GetBaseException() is OperationCanceledException or IOException;

    private static ProblemDetails Refused(HttpContext http, DomainError error)
    {
        if (error.RetryAfter is { } wait)
            http.Response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(wait.TotalSeconds))
                .ToString(CultureInfo.InvariantCulture);
        return StandardProblems.Of(error);
    }

    /// <summary>The complaints by the path of their field, as a client writes it.</summary>
    public static Dictionary<string, string[]> Complaints(ValidationException invalid) =>
        invalid
            .Errors.GroupBy(e => WirePath(e.PropertyName))
            .ToDictionary(field => field.Key, field => field.Select(e => e.ErrorMessage).Distinct().ToArray());

    // LeadData.PreferredAreas[1] → lead_data.preferred_areas[1]; a header keeps its name.
    private static string WirePath(string property) =>
        property.Contains('-')
            ? property
            : string.Join('.', property.Split('.').Select(JsonNamingPolicy.SnakeCaseLower.ConvertName));

    /// <summary>JSON that breaks off or is no JSON is 400; JSON that says the wrong thing is 422 and names it.</summary>
    private static async Task<ProblemDetails> Unreadable(HttpContext http, JsonException unreadable)
    {
        var isBroken =
            unreadable.InnerException is JsonException || unreadable.GetBaseException() is DecoderFallbackException;
        try
        {
            if (!isBroken)
                return StandardProblems.Invalid(await RuleReview.OfAsync(http, Aimed(http)));
        }
        catch (JsonException)
        {
            // A wrong value stood before the place where the JSON breaks.
        }

        return StandardProblems.Of(400, "The body is no complete JSON in UTF-8, or it is nested too deeply.");
    }

    private ProblemDetails? Database(HttpContext http, Exception exception)
    {
        if (Outage.Find(exception) is not { } fault)
            return null;

        if (Outage.IsUnavailable(fault))
        {
            log.LogWarning("PostgreSQL cannot serve {Endpoint}: {Reason}", Named(http), fault.Message);
            return StandardProblems.Of(503);
        }

        if (fault is not PostgresException postgres || DatabaseProblems.Describe(postgres) is not { } problem)
            return null;

        log.LogWarning(
            "PostgreSQL refused what {Endpoint} wrote: {State} by {Constraint} on {Table}",
            Named(http),
            postgres.SqlState,
            postgres.ConstraintName,
            postgres.TableName
        );
        return problem;
    }

    private ProblemDetails Unexpected(HttpContext http, Exception exception)
    {
        log.LogError(exception, "{Endpoint} failed", Named(http));
        return StandardProblems.Of(500);
    }

    // The middleware that calls us has cleared the request's own endpoint.
    private static Endpoint? Aimed(HttpContext http) => http.Features.Get<IExceptionHandlerFeature>()?.Endpoint;

    private static string Named(HttpContext http) => Aimed(http)?.DisplayName ?? http.Request.Method;
}
