using Microsoft.AspNetCore.Mvc;
using Microsoft.OpenApi;

namespace ThinkRealty.Api.OpenApi;

/// <summary>The description of the whole API at <c>/openapi/v1.json</c>, and the page over it at <c>/docs</c>.</summary>
internal static class OpenApiDocumentation
{
    public const string Bearer = "bearer";
    public const string ApiKey = "api_key";

    private const string About = """
        The lead engine of a property brokerage: captures inquiries, scores them, gives each to an agent, and keeps the
        pipeline. Names are snake_case, ids are UUIDs, moments are UTC and end in `Z`, money is AED, rates are percents.
        Enumerations are read without regard to case, spaces, hyphens and underscores. Unknown fields are ignored, unknown query parameters refused. Every refusal is
        `application/problem+json` whose `type` is a stable slug.
        """;

    public static void AddOpenApiDocument(this IServiceCollection services)
    {
        services.AddSingleton<ValidatedFields>();
        services.AddOpenApi(
            "v1",
            openApi =>
            {
                openApi.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
                openApi.CreateSchemaReferenceId = WireSchemas.NameOf;
                openApi.AddSchemaTransformer<WireSchemas>();
                openApi.AddOperationTransformer<WireSchemas>();
                openApi.AddSchemaTransformer<Glossary>();
                openApi.AddOperationTransformer<Glossary>();
                openApi.AddSchemaTransformer<Synonyms>();
                openApi.AddOperationTransformer<Synonyms>();
                openApi.AddOperationTransformer<OperationRefusals>();
                openApi.AddOperationTransformer<OperationHeaders>();
                openApi.AddDocumentTransformer(
                    (document, _, _) =>
                    {
                        document.Info = new()
                        {
                            Title = "ThinkRealty",
                            Version = "v1",
                            Description = About,
                        };
                        // The address it was asked at; a fixed one would be wrong behind a proxy.
                        document.Servers = [new() { Url = "/" }];
                        document.Tags = new HashSet<OpenApiTag>(
                            (document.Tags ?? new HashSet<OpenApiTag>()).Select(tag => new OpenApiTag
                            {
                                Name = tag.Name,
                                Description = Glossary.OfTag(tag.Name!),
                            })
                        );
                        document.Components ??= new();
                        // The framework's form of a problem; every response refers to ours.
                        document.Components.Schemas?.Remove(nameof(ProblemDetails));
                        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
                        {
                            [Bearer] = new OpenApiSecurityScheme
                            {
                                Type = SecuritySchemeType.Http,
                                Scheme = "bearer",
                                Description = "The access_token of POST /api/v1/auth/token.",
                            },
                            [ApiKey] = new OpenApiSecurityScheme
                            {
                                Type = SecuritySchemeType.ApiKey,
                                In = ParameterLocation.Header,
                                Name = "X-API-Key",
                                Description = "An integration's key; what it may do is in its scopes.",
                            },
                        };
                        return Task.CompletedTask;
                    }
                );
                openApi.AddDocumentTransformer<BodySchemas>();
                openApi.AddDocumentTransformer<ChoiceSchemas>();
                openApi.AddDocumentTransformer<DocumentExamples>();
                openApi.AddDocumentTransformer<SharedRefusals>();
                openApi.AddDocumentTransformer<UsedSchemas>();
            }
        );
    }

    public static void MapOpenApiDocument(this WebApplication app) =>
        app.MapOpenApi().AllowAnonymous().DisableRateLimiting();

    public static void UseDocsPage(this WebApplication app) =>
        app.UseSwaggerUI(page =>
        {
            page.RoutePrefix = "docs";
            page.DocumentTitle = "ThinkRealty API";
            page.SwaggerEndpoint("/openapi/v1.json", "ThinkRealty v1");
            page.DisplayOperationId();
        });
}
