using System.Security.Claims;
using ThinkRealty.Application.Access;

namespace ThinkRealty.Api.Access;

/// <summary>An authenticated caller, as ASP.NET Core carries it around.</summary>
internal sealed class CallerIdentity(Caller caller) : ClaimsIdentity(CallerAuthentication.Scheme)
{
    public Caller Caller { get; } = caller;
}

internal static class CallerIdentityExtensions
{
    /// <summary>Whoever is calling; <see cref="Caller.Anonymous"/> for somebody unknown.</summary>
    public static Caller Caller(this ClaimsPrincipal principal) =>
        (principal.Identity as CallerIdentity)?.Caller ?? Application.Access.Caller.Anonymous;
}
