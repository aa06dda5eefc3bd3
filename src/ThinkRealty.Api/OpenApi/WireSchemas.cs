using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using ThinkRealty.Api.Json;

namespace ThinkRealty.Api.OpenApi;

/// <summary>Shows what our own converters read and write, which the generator cannot look into.</summary>
internal sealed class WireSchemas : IOpenApiSchemaTransformer
{
    public async Task TransformAsync(
        OpenApiSchema schema,
        OpenApiSchemaTransformerContext context,
        CancellationToken cancellationToken
    )
    {
        var declared = context.JsonTypeInfo.Type;
        var type = Expected.Bare(declared);
        var isNullable = schema.Type?.HasFlag(JsonSchemaType.Null) == true || Nullable.GetUnderlyingType(declared) is not null;

        if (type.IsEnum)
        {
            schema.Type = JsonSchemaType.String;
            schema.Enum = [.. Expected.Spellings(type).Select(spelling => (JsonNode)JsonValue.Create(spelling)!)];
        }
        else if (type == typeof(string))
            schema.Type = JsonSchemaType.String;
        else if (type == typeof(DateTimeOffset))
            (schema.Type, schema.Format) = (JsonSchemaType.String, "date-time");
        else if (type == typeof(DateOnly))
            (schema.Type, schema.Format) = (JsonSchemaType.String, "date");
        else if (declared != type)
        {
            var inner = await context.GetOrCreateSchemaAsync(type, null, cancellationToken);
            (schema.Type, schema.Format, schema.Items, schema.Properties) = (inner.Type, inner.Format, inner.Items, inner.Properties);
            (schema.Minimum, schema.Maximum, schema.Required) = (inner.Minimum, inner.Maximum, inner.Required);
        }

        if (isNullable && schema.Type is { } known)
            schema.Type = known | JsonSchemaType.Null;
    }
}
