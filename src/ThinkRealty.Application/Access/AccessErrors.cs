using ThinkRealty.Domain;

namespace ThinkRealty.Application.Access;

/// <summary>Refusals around who calls (rules §11).</summary>
public static class AccessErrors
{
    public static DomainException Forbidden(string title = "You may not do this") =>
        new(
            new DomainError("forbidden", ErrorKind.Forbidden, title)
            {
                Detail = "Ask a supervisor, or sign in as a user who may do this.",
            }
        );

    /// <summary>The same for an unknown e-mail, a wrong password and a deactivated user.</summary>
    public static DomainException SignInRefused() =>
        new(
            new DomainError("unauthenticated", ErrorKind.Unauthenticated, "E-mail or password is wrong")
            {
                Detail = "Check both. An admin can set a new password or activate the user again.",
            }
        );

    /// <summary>The password was right, but everybody knows it.</summary>
    public static DomainException DemoUserRefused() =>
        new(
            new DomainError("unauthenticated", ErrorKind.Unauthenticated, "Demo users sign in only in Development")
            {
                Detail =
                    "This user comes from the sample data or has the published demo password. Sign in as somebody else; "
                    + "an admin can give a person with the demo password another one.",
            }
        );

    public static DomainException SignInOver() =>
        new(
            new DomainError("unauthenticated", ErrorKind.Unauthenticated, "This sign-in is over")
            {
                Detail = "The refresh token is unknown, used, revoked or too old. Sign in again.",
            }
        );

    public static DomainException TooManyTries(TimeSpan wait) =>
        new(
            new DomainError("rate_limited", ErrorKind.TooMany, "Too many sign-ins failed")
            {
                Detail = "Wait as many seconds as Retry-After says, then try again.",
                RetryAfter = wait,
            }
        );

    /// <summary>This address has sent too many unknown API keys; a valid key is not slowed down.</summary>
    public static DomainException TooManyKeys(TimeSpan wait) =>
        new(
            new DomainError("rate_limited", ErrorKind.TooMany, "Too many unknown API keys came from this address")
            {
                Detail = "Check the key in X-API-Key; GET /auth/me shows whose it is.",
                RetryAfter = wait,
            }
        );

    public static DomainException UserNotFound() =>
        new(
            new DomainError("user_not_found", ErrorKind.NotFound, "There is no such user")
            {
                Detail = "Check the id. GET /api/v1/users lists the users.",
            }
        );

    public static DomainException DuplicateUser() =>
        new(
            new DomainError("duplicate_user", ErrorKind.Conflict, "Another user has this e-mail")
            {
                Detail =
                    "Each user has an e-mail of their own. Change the existing user instead, or send another e-mail.",
            }
        );

    public static DomainException AgentHasUser() =>
        new(
            new DomainError("duplicate_user", ErrorKind.Conflict, "Another user belongs to this agent")
            {
                Detail = "An agent has at most one user. Change the existing user instead, or send another agent_id.",
            }
        );

    public static DomainException UnknownAgent() =>
        new(
            new DomainError("agent_not_found", ErrorKind.NotFound, "There is no such agent")
            {
                Detail = "Check agent_id. GET /api/v1/agents lists the agents.",
            }
        );

    public static DomainException AgentIdMismatch() =>
        CommonErrors.Invalid("agent_id", "A user with role agent has an agent_id, and nobody else has one.");

    public static DomainException LastAdmin() =>
        new(
            new DomainError("last_admin", ErrorKind.Conflict, "This is the last active admin")
            {
                Detail = "Make somebody else an admin first.",
            }
        );

    public static DomainException ApiKeyNotFound() =>
        new(
            new DomainError("api_key_not_found", ErrorKind.NotFound, "There is no such API key")
            {
                Detail = "Check the id. GET /api/v1/api-keys lists the keys.",
            }
        );
}
