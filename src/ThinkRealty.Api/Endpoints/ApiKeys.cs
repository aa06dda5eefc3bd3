using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using ThinkRealty.Api.Access;
using ThinkRealty.Api.OpenApi;
using ThinkRealty.Application.Access;
using ThinkRealty.Application.Pipeline;

namespace ThinkRealty.Api.Endpoints;

internal static class ApiKeys
{
    public static void MapApiKeys(this IEndpointRouteBuilder app)
    {
        var keys = app.MapGroup("/api/v1/api-keys").WithTags("API keys").RequireAuthorization(Policies.Administer);

        keys.MapGet("", List)
            .WithName("list_api_keys")
            .WithSummary("All API keys, oldest first, also the revoked ones")
            .WithDescription("`skip` (0 or more) and `limit` (1–100, default 50) choose the page.");

        keys.MapPost("", Create)
            .WithMetadata(IdempotencyKeys.Refused)
            .WithName("create_api_key")
            .WithSummary("Makes a key for an integration")
            .WithDescription(
                "`key` goes into `X-API-Key`. It is shown in this answer and never again; an `Idempotency-Key` is refused. "
                    + "Scopes: `capture`, `export`, `metrics`."
            );

        keys.MapDelete("/{id:guid}", Revoke)
            .WithName("revoke_api_key")
            .WithSummary("Makes a key useless for good")
            .WithDescription("It is refused within seconds.")
            .Refuses(404, "api_key_not_found")
            .Refuses(422, "idempotency_key_reused");
    }

    private static async Task<Ok<Page<ApiKeyView>>> List(
        int? skip,
        int? limit,
        IMediator mediator,
        CancellationToken cancellationToken
    ) => TypedResults.Ok(await mediator.Send(new ListApiKeys(PageRequest.Of(skip, limit)), cancellationToken));

    private static async Task<Created<CreatedApiKey>> Create(
        CreateApiKey body,
        HttpContext http,
        IMediator mediator,
        CancellationToken cancellationToken
    )
    {
        var created = await mediator.Send(body, cancellationToken);
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Created($"/api/v1/api-keys/{created.ApiKey.ApiKeyId}", created);
    }

    private static async Task<NoContent> Revoke(Guid id, IMediator mediator, CancellationToken cancellationToken)
    {
        await mediator.Send(new RevokeApiKey(id), cancellationToken);
        return TypedResults.NoContent();
    }
}
