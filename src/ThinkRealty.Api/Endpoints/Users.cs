using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using ThinkRealty.Api.Access;
using ThinkRealty.Api.OpenApi;
using ThinkRealty.Application.Access;
using ThinkRealty.Application.Pipeline;

namespace ThinkRealty.Api.Endpoints;

internal static class Users
{
    public static void MapUsers(this IEndpointRouteBuilder app)
    {
        var users = app.MapGroup("/api/v1/users").WithTags("Users").RequireAuthorization(Policies.Administer);

        users
            .MapGet("", List)
            .WithName("list_users")
            .WithSummary("All users, oldest first")
            .WithDescription("`skip` (0 or more) and `limit` (1–100, default 50) choose the page.");

        users
            .MapGet("/{id:guid}", Get)
            .WithName("get_user")
            .WithSummary("One user")
            .WithDescription("Also a user who may not sign in any more.")
            .Refuses(404, "user_not_found");

        users
            .MapPost("", Create)
            .WithName("create_user")
            .WithSummary("Lets another person sign in")
            .WithDescription(
                "The password has at least 10 characters. A user with role agent has an `agent_id`, and nobody else has one. "
                    + "`duplicate_user`: the e-mail or the agent has a user already. `agent_not_found`."
            )
            .Refuses(404, "agent_not_found")
            .Refuses(409, "duplicate_user")
            .Refuses(422, "idempotency_key_reused");

        users
            .MapPatch("/{id:guid}", Change)
            .WithName("change_user")
            .WithSummary("Changes what is given")
            .WithDescription(
                "A new password and `is_active: false` end the user's sign-ins. `last_admin`: the last active admin stays one. "
                    + "`user_not_found`, `agent_not_found`, `duplicate_user`."
            )
            .Refuses(404, "user_not_found", "agent_not_found")
            .Refuses(409, "duplicate_user", "last_admin")
            .Refuses(422, "idempotency_key_reused");
    }

    private static async Task<Ok<Page<UserView>>> List(
        int? skip,
        int? limit,
        IMediator mediator,
        CancellationToken cancellationToken
    ) => TypedResults.Ok(await mediator.Send(new ListUsers(PageRequest.Of(skip, limit)), cancellationToken));

    private static async Task<Ok<UserView>> Get(Guid id, IMediator mediator, CancellationToken cancellationToken) =>
        TypedResults.Ok(await mediator.Send(new GetUser(id), cancellationToken));

    private static async Task<Created<UserView>> Create(
        CreateUser body,
        IMediator mediator,
        CancellationToken cancellationToken
    )
    {
        var user = await mediator.Send(body, cancellationToken);
        return TypedResults.Created($"/api/v1/users/{user.UserId}", user);
    }

    private static async Task<Ok<UserView>> Change(
        Guid id,
        UserChanges body,
        IMediator mediator,
        CancellationToken cancellationToken
    )
    {
        var change = new ChangeUser(id, body.FullName, body.Password, body.Role, body.AgentId, body.IsActive);
        return TypedResults.Ok(await mediator.Send(change, cancellationToken));
    }
}

/// <summary>What may be changed of a user; what is left out stays.</summary>
/// <param name="Password">At least 10 characters.</param>
/// <param name="AgentId">Only with role agent.</param>
internal sealed record UserChanges(
    Patch<string> FullName = default,
    Patch<string> Password = default,
    Patch<Role> Role = default,
    Patch<Guid?> AgentId = default,
    Patch<bool> IsActive = default
);
