using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using ThinkRealty.Api.Problems;

namespace ThinkRealty.Api.OpenApi;

/// <summary>
/// Lists for every operation how it may refuse: what any endpoint of its kind answers, and what the endpoint declares with
/// <see cref="RefusalsExtensions.Refuses"/>; and says which of them ask who calls.
/// </summary>
internal sealed class OperationRefusals : IOpenApiOperationTransformer
{
    private const string Schema = "Problem";
    private const string Problem = "application/problem+json";

    public Task TransformAsync(
        OpenApiOperation operation,
        OpenApiOperationTransformerContext context,
        CancellationToken cancellationToken
    )
    {
        var document = context.Document!;
        document.AddComponent(Schema, ProblemSchema.Make());

        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        var isOpen = metadata.OfType<IAllowAnonymous>().Any();
        // An empty requirement says openly that nobody is asked who they are.
        operation.Security = isOpen
            ? [new()]
            :
            [
                new() { [new OpenApiSecuritySchemeReference(OpenApiDocumentation.Bearer, document)] = [] },
                new() { [new OpenApiSecuritySchemeReference(OpenApiDocumentation.ApiKey, document)] = [] },
            ];

        var slugs = Common(context.Description, isOpen)
            .Select(status => (Status: status, Slug: StandardProblems.Of(status).Type!))
            .Concat(metadata.OfType<Refusals>().SelectMany(r => r.Slugs.Select(slug => (r.Status, Slug: slug))))
            .ToLookup(refusal => refusal.Status, refusal => refusal.Slug);
        operation.Responses ??= [];
        foreach (var declared in operation.Responses.Values)
            if (declared.Content?.TryGetValue(Problem, out var content) == true)
                content.Schema = new OpenApiSchemaReference(Schema, document);
        foreach (var status in slugs)
            operation.Responses[status.Key.ToString(CultureInfo.InvariantCulture)] = Response(status, document);
        return Task.CompletedTask;
    }

    private static IEnumerable<int> Common(ApiDescription endpoint, bool isOpen)
    {
        var asked = endpoint.ParameterDescriptions;
        var hasBody = asked.Any(p => p.Source == BindingSource.Body);
        if (endpoint.RelativePath?.StartsWith("api/", StringComparison.Ordinal) != true)
            yield break;
        if (hasBody)
            foreach (var status in (int[])[400, 413, 415])
                yield return status;
        if (!isOpen)
        {
            yield return 401;
            yield return 403;
        }

        if (asked.Any(p => p.Source == BindingSource.Path))
            yield return 404;
        yield return 422; // an unknown query parameter at least
        yield return 429;
        yield return 500;
        yield return 503;
    }

    private static OpenApiResponse Response(IGrouping<int, string> refusals, OpenApiDocument document)
    {
        var slugs = refusals.Distinct().ToList();
        return new()
        {
            Description = string.Join(", ", slugs.Select(slug => $"`{slug}`")),
            Content = new Dictionary<string, OpenApiMediaType>
            {
                [Problem] = new()
                {
                    Schema = new OpenApiSchemaReference(Schema, document),
                    Examples = slugs.ToDictionary(slug => slug, slug => (IOpenApiExample)Example(refusals.Key, slug)),
                },
            },
        };
    }

    private static OpenApiExample Example(int status, string slug) =>
        new OpenApiExample { Value = KnownRefusals.Example(status, slug) };
}
