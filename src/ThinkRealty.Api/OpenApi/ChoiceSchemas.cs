using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace ThinkRealty.Api.OpenApi;

/// <summary>
/// Completes answers that have one of several forms: each form is an object that always has all of its fields, and a field
/// that JSON does not write does not tell them apart.
/// </summary>
internal sealed class ChoiceSchemas : IOpenApiDocumentTransformer
{
    public Task TransformAsync(
        OpenApiDocument document,
        OpenApiDocumentTransformerContext context,
        CancellationToken cancellationToken
    )
    {
        var schemas = document.Components?.Schemas ?? new Dictionary<string, IOpenApiSchema>();
        foreach (var choice in schemas.Values.OfType<OpenApiSchema>().Where(s => s.AnyOf is { Count: > 0 }).ToList())
        {
            (choice.Discriminator, choice.Type) = (null, null);
            foreach (var form in choice.AnyOf!.OfType<OpenApiSchemaReference>())
                if (schemas.TryGetValue(form.Reference.Id ?? "", out var named) && named is OpenApiSchema schema)
                    (schema.Type, schema.Required) = (JsonSchemaType.Object, schema.Properties?.Keys.ToHashSet());
        }

        return Task.CompletedTask;
    }
}
