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

    public static Guid SignInOf(ClaimsPrincipal principal) => Guid.Parse(principal.FindFirstValue(ClaimTypes.Sid)!);
}
