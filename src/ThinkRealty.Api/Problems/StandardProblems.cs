using Microsoft.AspNetCore.Mvc;
using ThinkRealty.Domain;

namespace ThinkRealty.Api.Problems;

/// <summary>The problems that any endpoint may answer with, by status; a rule's own refusals bring their own slug.</summary>
internal static class StandardProblems
{
    public static ProblemDetails Of(int status, string? detail = null)
    {
        var (slug, title, advice) = status switch
        {
            401 => ("unauthenticated", "Sign in first", "Send a bearer token or an X-API-Key that is valid."),
            403 => ("forbidden", "You may not do this", "Your role or your key's scope does not allow it."),
            404 => ("not_found", "There is nothing here", "Check the path and the id in it."),
            405 => ("method_not_allowed", "This method is not for this path", "The Allow header lists what is."),
            409 => ("conflict", "The present state does not allow this", "Read the resource again and decide anew."),
            408 => ("malformed_request", "The request came too slowly", "Send the whole request without long pauses."),
            412 => ("version_conflict", "Somebody changed it in the meantime", "Read it again and send its new ETag."),
            413 => ("payload_too_large", "The body is too large", "A body may have 1 MiB."),
            414 => ("malformed_request", "The path is too long", "The path with its query may have 8 KiB."),
            415 => ("unsupported_media_type", "This content type cannot be read", "Send application/json in UTF-8."),
            422 => ("validation_error", "Some fields need another look", "Each field's complaint is in errors."),
            429 => ("rate_limited", "Too many requests", "Wait as long as Retry-After says, then try again."),
            431 => ("malformed_request", "The headers are too large", "100 headers may have 32 KiB together."),
            503 => ("database_unavailable", "The database cannot be reached", "Wait a moment, then try again."),
            505 => ("malformed_request", "This version of HTTP is not spoken here", "Send the request by HTTP/1.1."),
            >= 500 => ("internal_error", "Something went wrong on our side", "Quote the trace id when you report it."),
            _ => ("malformed_request", "The request could not be read", "Send a complete request with a JSON body."),
        };
        return new()
        {
            Type = slug,
            Status = status,
            Title = title,
            Detail = detail ?? advice,
        };
    }

    public static ProblemDetails Of(DomainError error) =>
        new()
        {
            Type = error.Slug,
            Status = Status(error.Kind),
            Title = error.Title,
            Detail = error.Detail ?? Of(Status(error.Kind)).Detail,
            Extensions = new Dictionary<string, object?>(error.Extensions),
        };

    /// <summary>422 with each field's complaints; a field is named as the client writes it: <c>lead_data.phone</c>.</summary>
    public static ProblemDetails Invalid(IReadOnlyDictionary<string, string[]> complaints)
    {
        var problem = Of(StatusCodes.Status422UnprocessableEntity);
        problem.Extensions["errors"] = complaints;
        return problem;
    }

    private static int Status(ErrorKind kind) =>
        kind switch
        {
            ErrorKind.Invalid => 422,
            ErrorKind.Unauthenticated => 401,
            ErrorKind.Forbidden => 403,
            ErrorKind.NotFound => 404,
            ErrorKind.Conflict => 409,
            ErrorKind.Outdated => 412,
            ErrorKind.TooMany => 429,
            ErrorKind.Unavailable => 503,
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "A kind without a status."),
        };
}
