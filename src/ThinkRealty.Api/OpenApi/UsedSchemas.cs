using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace ThinkRealty.Api.OpenApi;

/// <summary>Drops schemas that nothing refers to, and lists each tag once.</summary>
internal sealed class UsedSchemas : IOpenApiDocumentTransformer
{
    public async Task TransformAsync(
        OpenApiDocument document,
        OpenApiDocumentTransformerContext context,
        CancellationToken cancellationToken
    )
    {
        if (document.Components?.Schemas is not { } schemas)
            return;
        for (var dropped = true; dropped; )
        {
            var text = await document.SerializeAsync(
                OpenApiSpecVersion.OpenApi3_1,
                OpenApiConstants.Json,
                cancellationToken
            );
            var unused = schemas
                .Keys.Where(name => !text.Contains($"#/components/schemas/{name}\"", StringComparison.Ordinal))
                .ToList();
            foreach (var name in unused)
                schemas.Remove(name);
            dropped = unused.Count > 0;
        }
    }
}
