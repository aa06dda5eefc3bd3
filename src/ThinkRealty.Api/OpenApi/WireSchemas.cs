using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using ThinkRealty.Api.Files;
using ThinkRealty.Api.Json;

namespace ThinkRealty.Api.OpenApi;

/// <summary>Shows what our own converters and query types read and write, which the generator cannot look into.</summary>
internal sealed class WireSchemas : IOpenApiSchemaTransformer, IOpenApiOperationTransformer
{
    /// <summary>What wraps a value is shown in place, because it is null or not by where it stands.</summary>
    public static string? NameOf(JsonTypeInfo type) =>
        Expected.Bare(type.Type) == type.Type ? OpenApiOptions.CreateDefaultSchemaReferenceId(type) : null;

    public async Task TransformAsync(
        OpenApiSchema schema,
        OpenApiSchemaTransformerContext context,
        CancellationToken cancellationToken
    )
    {
        var declared = context.JsonTypeInfo.Type;
        var type = Expected.Bare(declared);
        var isNullable =
            schema.Type?.HasFlag(JsonSchemaType.Null) == true || TakesNull(declared, context.JsonPropertyInfo);

        if (type.IsEnum)
            Spell(schema, Expected.Spellings(type));
        else if (type == typeof(string))
            schema.Type = JsonSchemaType.String;
        else if (type == typeof(int))
            (schema.Type, schema.Format) = (JsonSchemaType.Integer, "int32");
        else if (type == typeof(decimal))
            (schema.Type, schema.Format) = (JsonSchemaType.Number, null);
        else if (type == typeof(DateTimeOffset))
            (schema.Type, schema.Format) = (JsonSchemaType.String, "date-time");
        else if (type == typeof(DateOnly))
            (schema.Type, schema.Format) = (JsonSchemaType.String, "date");
        else if (PatchBodies.IsPatch(declared))
        {
            var inner = await context.GetOrCreateSchemaAsync(type, null, cancellationToken);
            (schema.Type, schema.Format, schema.Items, schema.Properties) = (
                inner.Type,
                inner.Format,
                inner.Items,
                inner.Properties
            );
        }
        else if (
            context.JsonTypeInfo.ElementType is { } element
            && context.JsonTypeInfo.Kind == JsonTypeInfoKind.Enumerable
        )
            schema.Items ??= await context.GetOrCreateSchemaAsync(element, null, cancellationToken);
        else if (
            context.JsonTypeInfo.ElementType is { } value
            && context.JsonTypeInfo.Kind == JsonTypeInfoKind.Dictionary
        )
            schema.AdditionalProperties ??= await context.GetOrCreateSchemaAsync(value, null, cancellationToken);
        else if (type == typeof(JsonElement))
            schema.Description ??= "Any JSON.";

        if (isNullable && schema.Type is { } known)
            schema.Type = known | JsonSchemaType.Null;
    }

    public Task TransformAsync(
        OpenApiOperation operation,
        OpenApiOperationTransformerContext context,
        CancellationToken cancellationToken
    )
    {
        foreach (var described in context.Description.ParameterDescriptions)
            if (
                operation.Parameters?.FirstOrDefault(p => p.Name == described.Name) is OpenApiParameter parameter
                && (described.ParameterDescriptor?.ParameterType ?? described.Type) is { } declared
            )
                parameter.Schema = OfQuery(declared, parameter);

        foreach (var answer in operation.Responses?.Select(r => r.Value) ?? [])
        {
            if (answer.Content?.TryGetValue("text/csv", out var file) == true)
                file.Schema = new OpenApiSchema
                {
                    Type = JsonSchemaType.String,
                    Description = "The names of a row's fields as in JSON, then a line for each row (RFC 4180).",
                };
            if (answer.Content?.TryGetValue(FileForm.Xlsx, out var book) == true)
                book.Schema = new OpenApiSchema
                {
                    Type = JsonSchemaType.String,
                    Format = "binary",
                    Description = "An Excel workbook with the rows of the CSV.",
                };
        }

        return Task.CompletedTask;
    }

    /// <summary>A parameter is text in a URL: what it may say is told by its type, never by the fields of that type.</summary>
    private static OpenApiSchema OfQuery(Type declared, OpenApiParameter parameter)
    {
        var schema = declared.GetElementType() is { } element
            ? new OpenApiSchema { Type = JsonSchemaType.Array, Items = OfQuery(element) }
            : OfQuery(declared);
        if (parameter.Schema is OpenApiSchema generated) // [Range] and [DefaultValue] of the parameter
        {
            (schema.Minimum, schema.Maximum) = (generated.Minimum, generated.Maximum);
            (schema.MinLength, schema.MaxLength) = (generated.MinLength, generated.MaxLength);
            schema.Default = generated.Default;
        }

        if (parameter.In == ParameterLocation.Query)
            FieldFacts.ApplyToQuery(schema, parameter.Name!);
        return schema;
    }

    private static OpenApiSchema OfQuery(Type declared)
    {
        static OpenApiSchema Of(JsonSchemaType type, string? format = null) => new() { Type = type, Format = format };
        var type = Expected.Bare(declared);
        if (type.IsEnum)
        {
            var schema = new OpenApiSchema();
            Spell(schema, Expected.Choices(declared, type));
            return schema;
        }

        return type switch
        {
            _ when type == typeof(Guid) => Of(JsonSchemaType.String, "uuid"),
            _ when type == typeof(DateOnly) => Of(JsonSchemaType.String, "date"),
            _ when type == typeof(DateTimeOffset) => Of(JsonSchemaType.String, "date-time"),
            _ when type == typeof(MomentOrDay) => new OpenApiSchema
            {
                AnyOf = [Of(JsonSchemaType.String, "date-time"), Of(JsonSchemaType.String, "date")],
            },
            _ when type == typeof(bool) => Of(JsonSchemaType.Boolean),
            _ when type == typeof(int) => Of(JsonSchemaType.Integer, "int32"),
            _ when type == typeof(long) => Of(JsonSchemaType.Integer, "int64"),
            _ when type == typeof(decimal) => Of(JsonSchemaType.Number),
            _ => Of(JsonSchemaType.String),
        };
    }

    private static void Spell(OpenApiSchema schema, IEnumerable<string> spellings)
    {
        schema.Type = JsonSchemaType.String;
        schema.Enum = [.. spellings.Select(spelling => (JsonNode)JsonValue.Create(spelling)!)];
    }

    /// <summary>Whether the field is declared with a question mark.</summary>
    public static bool TakesNull(Type declared, JsonPropertyInfo? field)
    {
        if (Nullable.GetUnderlyingType(declared) is not null)
            return true;
        if (field?.AttributeProvider is not PropertyInfo property)
            return false;

        var written = new NullabilityInfoContext().Create(property);
        return (PatchBodies.IsPatch(declared) ? written.GenericTypeArguments[0] : written).ReadState
            == NullabilityState.Nullable;
    }
}
