using System.Net.Http.Headers;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.BearerToken;
using Microsoft.Extensions.Options;
using ThinkRealty.Application.Access;

namespace ThinkRealty.Api.Access;

/// <summary>Access tokens in the form that the built-in bearer handler reads; all they say is which sign-in they are of.</summary>
internal sealed class AccessTokens(
    IOptionsMonitor<BearerTokenOptions> options,
    AccessSettings settings,
    TimeProvider clock
) : IAccessTokens
{
    private const string Scheme = "Bearer";

    public string Issue(Guid signInId)
    {
        var identity = new ClaimsIdentity(
            [new Claim(ClaimTypes.Sid, $"{signInId}")],
            BearerTokenDefaults.AuthenticationScheme
        );
        var until = new AuthenticationProperties
        {
            ExpiresUtc = clock.GetUtcNow().AddMinutes(settings.AccessTokenMinutes),
        };
        var ticket = new AuthenticationTicket(
            new(identity),
            until,
            $"{BearerTokenDefaults.AuthenticationScheme}:AccessToken"
        );
        return options.Get(BearerTokenDefaults.AuthenticationScheme).BearerTokenProtector.Protect(ticket);
    }

    /// <summary>Takes the token out of <c>Authorization</c>; the scheme's name is read in any case (RFC 9110).</summary>
    public static Task ReadAsync(MessageReceivedContext received)
    {
        if (
            AuthenticationHeaderValue.TryParse(received.Request.Headers.Authorization, out var sent)
            && sent.Scheme.Equals(Scheme, StringComparison.OrdinalIgnoreCase)
        )
            received.Token = sent.Parameter;
        return Task.CompletedTask;
    }

    public static Guid SignInOf(ClaimsPrincipal principal) => Guid.Parse(principal.FindFirstValue(ClaimTypes.Sid)!);
}
