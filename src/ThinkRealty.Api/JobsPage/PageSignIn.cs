using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using ThinkRealty.Api.Access;
using ThinkRealty.Application.Access;

namespace ThinkRealty.Api.JobsPage;

/// <summary>
/// The cookie of whoever signed in at the page. It says only which sign-in it is of; who that is, and whether the sign-in
/// still holds, is looked up for every request, as for a bearer token. Nothing else takes it, and the page takes nothing else.
/// </summary>
internal static class PageSignIn
{
    public const string Scheme = "JobsPage";

    private const string Cookie = "thinkrealty.jobs";
    private static readonly TimeSpan Longest = TimeSpan.FromHours(8);

    public static void Configure(CookieAuthenticationOptions options)
    {
        options.Cookie.Name = Cookie;
        options.Cookie.Path = JobsPages.Root;
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Strict;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.ExpireTimeSpan = Longest;
        options.SlidingExpiration = false;
        options.Events.OnValidatePrincipal = LookUpAsync;
        options.Events.OnRedirectToLogin = AskToSignIn;
        options.Events.OnRedirectToAccessDenied = Refuse;
    }

    public static Task StartAsync(HttpContext http, Guid signIn) =>
        http.SignInAsync(Scheme, new(new ClaimsIdentity([new Claim(ClaimTypes.Sid, $"{signIn}")], Scheme)));

    private static async Task LookUpAsync(CookieValidatePrincipalContext context)
    {
        var http = context.HttpContext;
        var signIn = AccessTokens.SignInOf(context.Principal!);
        var directory = http.RequestServices.GetRequiredService<CallerDirectory>();
        if (await directory.OfSignInAsync(signIn, http.RequestAborted) is not { } caller)
        {
            context.RejectPrincipal();
            return;
        }

        var identity = new CallerIdentity(caller);
        identity.AddClaim(new(ClaimTypes.Sid, $"{signIn}"));
        identity.AddClaim(new(ClaimTypes.NameIdentifier, $"{caller.Id}")); // whom a form was shown to
        context.ReplacePrincipal(new(identity));
    }

    private static Task AskToSignIn(RedirectContext<CookieAuthenticationOptions> context)
    {
        SeeOther.To(context.HttpContext, $"{SignInDoor.Path}?return={Return.Inside(context.Request.Path)}");
        return Task.CompletedTask;
    }

    // The body, in words, is the same as for every refusal.
    private static Task Refuse(RedirectContext<CookieAuthenticationOptions> context)
    {
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }
}
