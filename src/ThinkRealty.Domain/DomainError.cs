namespace ThinkRealty.Domain;

/// <summary>What sort of refusal it is; the HTTP layer turns it into a status.</summary>
public enum ErrorKind
{
    /// <summary>The input breaks a rule of its own: 422.</summary>
    Invalid,

    /// <summary>Nobody, or somebody unknown, is calling: 401.</summary>
    Unauthenticated,

    /// <summary>The caller may not do this: 403.</summary>
    Forbidden,

    /// <summary>What was named does not exist: 404.</summary>
    NotFound,

    /// <summary>The present state does not allow it: 409.</summary>
    Conflict,

    /// <summary>The caller looked at an older version: 412.</summary>
    Outdated,

    /// <summary>Too often in too short a time: 429.</summary>
    TooMany,

    /// <summary>Not now; try again later: 503.</summary>
    Unavailable,
}

/// <summary>A refusal with a name. The slug is part of the API and never changes; the wording may improve.</summary>
/// <param name="Slug">The stable word a client may branch on, for example <c>duplicate_lead</c>.</param>
/// <param name="Kind">The sort of refusal.</param>
/// <param name="Title">One sentence for a person.</param>
public sealed record DomainError(string Slug, ErrorKind Kind, string Title)
{
    /// <summary>What to do about it, if there is something.</summary>
    public string? Detail { get; init; }

    /// <summary>How long to wait before the next try, where waiting helps.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Further facts for the client, in snake_case.</summary>
    public IDictionary<string, object?> Extensions { get; init; } = new Dictionary<string, object?>();
}

/// <summary>Thrown where a rule refuses; nothing that the command did is kept.</summary>
public sealed class DomainException(DomainError error)
    : Exception(error.Detail is null ? error.Title : $"{error.Title}: {error.Detail}")
{
    public DomainError Error { get; } = error;
}

/// <summary>Refusals that belong to no single aggregate.</summary>
public static class CommonErrors
{
    /// <summary>A field of the input breaks a rule that only the present state can judge.</summary>
    public static DomainException Invalid(string field, string complaint) =>
        new(
            new DomainError("validation_error", ErrorKind.Invalid, "Some fields need another look")
            {
                Detail = "Each field's complaint is in errors.",
                Extensions = { ["errors"] = new Dictionary<string, string[]> { [field] = [complaint] } },
            }
        );

    /// <summary>The caller's <c>If-Match</c> names an older version than the one that stands.</summary>
    public static DomainException VersionConflict() =>
        new(
            new DomainError("version_conflict", ErrorKind.Outdated, "Somebody changed it in the meantime")
            {
                Detail = "Read it again, and send its new ETag in If-Match.",
            }
        );
}
