using System.Globalization;
using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.BearerToken;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using ThinkRealty.Api.Problems;
using ThinkRealty.Application.Access;
using ThinkRealty.Domain;

namespace ThinkRealty.Api.Access;

/// <summary>
/// Finds out who is calling: the integration behind <c>X-API-Key</c> where that header is sent, else the user behind the
/// bearer token. Both are looked up, so a token or key that is formally good is refused soon after its user, sign-in or key
/// has been put out of use.
/// </summary>
internal sealed class CallerAuthentication(
    CallerDirectory directory,
    IWebHostEnvironment environment,
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory logger,
    UrlEncoder encoder
) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public new const string Scheme = "Caller";

    public const string ApiKeyHeader = "X-API-Key";

    private DomainError? _slowedDown;

    protected override Task<AuthenticateResult> HandleAuthenticateAsync() =>
        Request.Headers.TryGetValue(ApiKeyHeader, out var key) ? ByKeyAsync(key.ToString()) : ByTokenAsync();

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        if (_slowedDown is { RetryAfter: { } wait })
        {
            Response.Headers.RetryAfter = ((long)Math.Max(1, Math.Ceiling(wait.TotalSeconds))).ToString(
                CultureInfo.InvariantCulture
            );
            return ProblemWriter.WriteAsync(Context, StandardProblems.Of(_slowedDown));
        }

        var isTokenBad = Request.Headers.Authorization.Count > 0;
        Response.Headers.Append(HeaderNames.WWWAuthenticate, isTokenBad ? "Bearer error=\"invalid_token\"" : "Bearer");
        return base.HandleChallengeAsync(properties);
    }

    private async Task<AuthenticateResult> ByKeyAsync(string key)
    {
        if (ApiKey.IsDemo(key) && !environment.IsDevelopment())
            return AuthenticateResult.Fail("The demo key is for Development.");
        try
        {
            return Found(await directory.OfKeyAsync(key, Context.Connection.RemoteIpAddress, Context.RequestAborted));
        }
        // Answered only where somebody must be known: a health check with a wrong key is still a health check.
        catch (DomainException slowedDown)
        {
            _slowedDown = slowedDown.Error;
            return AuthenticateResult.Fail(slowedDown.Error.Title);
        }
    }

    private async Task<AuthenticateResult> ByTokenAsync()
    {
        var token = await Context.AuthenticateAsync(BearerTokenDefaults.AuthenticationScheme);
        if (token is not { Succeeded: true, Principal: { } principal })
            return token;
        return Found(await directory.OfSignInAsync(AccessTokens.SignInOf(principal), Context.RequestAborted));
    }

    private static AuthenticateResult Found(Caller? caller) =>
        caller is null
            ? AuthenticateResult.Fail("Unknown, or not in use any more.")
            : AuthenticateResult.Success(new(new ClaimsPrincipal(new CallerIdentity(caller)), Scheme));
}
