using System.ComponentModel.DataAnnotations;

namespace ThinkRealty.Application.Access;

/// <summary>Lifetimes around signing in, and how failed sign-ins are slowed down. Section <c>Access</c>.</summary>
public sealed record AccessSettings
{
    /// <summary>Minutes an access token is good for.</summary>
    [Range(1, 1_440)]
    public int AccessTokenMinutes { get; init; } = 15;

    /// <summary>Days a refresh token is good for.</summary>
    [Range(1, 365)]
    public int RefreshTokenDays { get; init; } = 30;

    /// <summary>
    /// Seconds for which a refresh token that was just used gives the same next token again, because its answer may have
    /// been lost on the way. 0: never.
    /// </summary>
    [Range(0, 60)]
    public int RefreshGraceSeconds { get; init; } = 10;

    /// <summary>
    /// What the keys behind access tokens are encrypted with in the database: at least 32 characters, the same on every
    /// node. Needed outside Development.
    /// </summary>
    public string? KeyRingSecret { get; init; }

    /// <summary>A file that holds <see cref="KeyRingSecret"/>, in its place.</summary>
    public string? KeyRingSecretFile { get; init; }

    /// <summary>Seconds a node may go on believing what it knows of a caller: this late, a deactivated user or a revoked
    /// key or sign-in is refused. 0 looks at every request.</summary>
    [Range(0, 5)]
    public int CallerCacheSeconds { get; init; } = 5;

    /// <summary>Failed sign-ins of one e-mail before a wait begins.</summary>
    [Range(1, 100)]
    public int FreeTriesPerEmail { get; init; } = 5;

    /// <summary>
    /// Failed sign-ins from one address before a wait begins; higher, because an office shares one. As many unknown API
    /// keys are looked up for one address.
    /// </summary>
    [Range(1, 10_000)]
    public int FreeTriesPerAddress { get; init; } = 25;

    /// <summary>Seconds of the first wait; each further failure doubles it.</summary>
    [Range(1, 900)]
    public int FirstWaitSeconds { get; init; } = 5;

    /// <summary>Minutes of the longest wait.</summary>
    [Range(1, 1_440)]
    public int LongestWaitMinutes { get; init; } = 15;

    /// <summary>Hours without a try after which failures are forgotten.</summary>
    [Range(1, 720)]
    public int ForgetFailuresHours { get; init; } = 24;
}
