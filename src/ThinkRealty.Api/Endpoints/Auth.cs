using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using ThinkRealty.Api.Access;
using ThinkRealty.Api.OpenApi;
using ThinkRealty.Application.Access;

namespace ThinkRealty.Api.Endpoints;

internal static class Auth
{
    public static void MapAuth(this IEndpointRouteBuilder app)
    {
        var auth = app.MapGroup("/api/v1/auth").WithTags("Sign-in").WithMetadata(IdempotencyKeys.Ignored);

        auth.MapPost("/token", SignIn)
            .WithName("sign_in")
            .WithSummary("Signs a person in")
            .WithDescription(
                "Gives an access token for `Authorization: Bearer …` and a refresh token for the time after it. After some "
                    + "failures each further try has to wait, twice as long each time."
            )
            .AllowAnonymous()
            .Refuses(401, "unauthenticated")
            .Refuses(429, "rate_limited");

        auth.MapPost("/refresh", Refresh)
            .WithName("refresh_sign_in")
            .WithSummary("Gives the next pair of tokens")
            .WithDescription(
                "A refresh token is good for one use. Used twice it ends the sign-in, with all its tokens."
            )
            .AllowAnonymous()
            .Refuses(401, "unauthenticated");

        auth.MapPost("/revoke", SignOut)
            .WithName("sign_out")
            .WithSummary("Ends a sign-in")
            .WithDescription(
                "Its tokens are refused from then on, access tokens within seconds. An unknown token is no error."
            )
            .AllowAnonymous();

        auth.MapGet("/me", Me)
            .WithName("get_me")
            .WithSummary("Who is signed in")
            .WithDescription("The caller of this request, with role and agent.")
            .RequireAuthorization(Policies.SignedIn);
    }

    private static async Task<Ok<SignedIn>> SignIn(
        Credentials body,
        HttpContext http,
        IMediator mediator,
        CancellationToken cancellationToken
    )
    {
        var signedIn = await mediator.Send(
            new SignIn(body.Email, body.Password, http.Connection.RemoteIpAddress),
            cancellationToken
        );
        return Secret(http, signedIn);
    }

    private static async Task<Ok<SignedIn>> Refresh(
        RefreshSignIn body,
        HttpContext http,
        IMediator mediator,
        CancellationToken cancellationToken
    ) => Secret(http, await mediator.Send(body, cancellationToken));

    private static async Task<NoContent> SignOut(SignOut body, IMediator mediator, CancellationToken cancellationToken)
    {
        await mediator.Send(body, cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<Ok<UserView>> Me(
        CallContext call,
        IMediator mediator,
        CancellationToken cancellationToken
    ) => TypedResults.Ok(await mediator.Send(new GetUser(call.Caller.Id), cancellationToken));

    private static Ok<SignedIn> Secret(HttpContext http, SignedIn signedIn)
    {
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(signedIn);
    }
}

/// <summary>What a person signs in with.</summary>
internal sealed record Credentials(string Email, string Password);
