using System.Globalization;
using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using ThinkRealty.Api.Access;
using ThinkRealty.Api.JobsPage.Words;
using ThinkRealty.Application.Access;
using ThinkRealty.Domain;

namespace ThinkRealty.Api.JobsPage;

/// <summary>Lets supervisors and admins in by e-mail and password, and out again.</summary>
internal static class SignInDoor
{
    public const string Path = $"{JobsPages.Root}/sign-in";
    public const string OutPath = $"{JobsPages.Root}/sign-out";

    public static async Task<IResult> Show(HttpContext http, IAuthorizationService authorization)
    {
        var back = Return.Inside(http.Request.Query["return"]);
        return (await authorization.AuthorizeAsync(http.User, Policies.JobsPage)).Succeeded
            ? new SeeOther(back == Path ? JobsPages.Root : back)
            : Form(http, back);
    }

    public static async Task<IResult> SignIn(HttpContext http, IMediator mediator, CancellationToken cancellationToken)
    {
        var form = await http.Request.ReadFormAsync(cancellationToken);
        var back = Return.Inside(form["return"]);
        var email = form["email"].ToString();
        try
        {
            var credentials = new SignIn(email, form["password"].ToString(), http.Connection.RemoteIpAddress);
            var signedIn = await mediator.Send(credentials, cancellationToken);
            if (signedIn.User.Role is Role.Admin or Role.Supervisor)
            {
                await PageSignIn.StartAsync(http, signedIn.SignInId);
                return new SeeOther(back);
            }

            await mediator.Send(new EndSignIn(signedIn.SignInId), cancellationToken);
            return Form(http, back, email, Texts.NotForAgents, StatusCodes.Status403Forbidden);
        }
        catch (DomainException refused) when (refused.Error is { RetryAfter: { } wait })
        {
            var seconds = (long)Math.Max(1, Math.Ceiling(wait.TotalSeconds));
            http.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
            return Form(http, back, email, Texts.TooManyTries, StatusCodes.Status429TooManyRequests, seconds);
        }
        // What cannot be an e-mail or a password is answered as a wrong one.
        catch (Exception refused)
            when (refused is ValidationException or DomainException { Error.Kind: ErrorKind.Unauthenticated })
        {
            return Form(http, back, email, Texts.SignInRefused, StatusCodes.Status401Unauthorized);
        }
    }

    public static async Task<IResult> SignOut(HttpContext http, IMediator mediator, CancellationToken cancellationToken)
    {
        await mediator.Send(new EndSignIn(AccessTokens.SignInOf(http.User)), cancellationToken);
        await http.SignOutAsync(PageSignIn.Scheme);
        return new SeeOther(Path);
    }

    private static HtmlAnswer Form(
        HttpContext http,
        string back,
        string email = "",
        Text? refusal = null,
        int status = StatusCodes.Status200OK,
        long wait = 0
    )
    {
        var visit = Visit.Of(http).WithForms(http) with { Here = back };
        var parameters = new Dictionary<string, object?>
        {
            [nameof(Views.SignInPage.Visit)] = visit,
            [nameof(Views.SignInPage.Back)] = back,
            [nameof(Views.SignInPage.Email)] = email,
            [nameof(Views.SignInPage.Refusal)] = refusal is null
                ? null
                : visit.Say.With(refusal, visit.Say.Count(wait, Nouns.Seconds)),
        };
        return new(typeof(Views.SignInPage), parameters, status);
    }
}
