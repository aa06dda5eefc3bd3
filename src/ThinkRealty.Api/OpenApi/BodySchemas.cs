using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using ThinkRealty.Api.Json;

namespace ThinkRealty.Api.OpenApi;

/// <summary>
/// Says of each field whether it is always there, whether it may be null and what it may hold. In an answer every field is
/// there that is always written; in a request body the validators decide.
/// </summary>
internal sealed class BodySchemas(ValidatedFields validated) : IOpenApiDocumentTransformer
{
    public Task TransformAsync(
        OpenApiDocument document,
        OpenApiDocumentTransformerContext context,
        CancellationToken cancellationToken
    )
    {
        var endpoints = context.DescriptionGroups.SelectMany(group => group.Items).ToList();
        var sent = Reachable(endpoints.SelectMany(SentBy));
        var schemas = document.Components?.Schemas ?? new Dictionary<string, IOpenApiSchema>();
        foreach (var type in sent.Union(Reachable(endpoints.SelectMany(AnsweredBy))))
            if (
                WireJson.Options.GetTypeInfo(type) is { Kind: JsonTypeInfoKind.Object } shape
                && WireSchemas.NameOf(shape) is { } name
                && schemas.TryGetValue(name, out var found)
                && found is OpenApiSchema schema
            )
                Complete(schema, shape, isSent: sent.Contains(type));
        // Whether null may stand there is a matter of the place, not of the schema.
        foreach (var (name, known) in schemas)
            if (known is OpenApiSchema schema)
            {
                TakeNull(schema, isNullable: false);
                if (string.IsNullOrEmpty(schema.Description))
                    schema.Description = Glossary.OfSchema(name);
            }

        return Task.CompletedTask;
    }

    private static IEnumerable<Type> SentBy(ApiDescription endpoint) =>
        endpoint.ParameterDescriptions.Where(p => p.Source == BindingSource.Body).Select(p => p.Type).OfType<Type>();

    private static IEnumerable<Type> AnsweredBy(ApiDescription endpoint) =>
        endpoint.SupportedResponseTypes.Select(answer => answer.Type).OfType<Type>();

    private static HashSet<Type> Reachable(IEnumerable<Type> roots)
    {
        var found = new HashSet<Type>();
        var open = new Stack<Type>(roots);
        while (open.TryPop(out var wrapped))
        {
            var type = Expected.Bare(wrapped);
            if (type == typeof(void) || !found.Add(type))
                continue;
            var shape = WireJson.Options.GetTypeInfo(type);
            if (shape.ElementType is { } element)
                open.Push(element);
            foreach (var field in shape.Properties)
                open.Push(field.PropertyType);
            foreach (var derived in shape.PolymorphismOptions?.DerivedTypes ?? [])
                open.Push(derived.DerivedType);
        }

        return found;
    }

    private void Complete(OpenApiSchema schema, JsonTypeInfo shape, bool isSent)
    {
        if (schema.Properties is null)
            return;
        // A discriminator is no field of the type; what the framework says of it stays.
        var required = new HashSet<string>(
            (schema.Required ?? new HashSet<string>()).Except(shape.Properties.Select(field => field.Name))
        );
        foreach (var field in shape.Properties)
        {
            if (!schema.Properties.TryGetValue(field.Name, out var known))
                continue;
            var limits =
                isSent && field.AttributeProvider is PropertyInfo property ? validated.Of(property) : FieldLimits.None;
            var isAlways = isSent ? field.IsRequired || limits.IsRequired : field.ShouldSerialize is null;
            if (isAlways)
                required.Add(field.Name);
            var isNullable = !limits.RefusesNull && (isSent ? MayBeSentAsNull(field) : isAlways && MayBeNull(field));
            schema.Properties[field.Name] = Field(known, field, limits, isSent, isNullable);
        }

        schema.Required = required.Count > 0 ? required : null;
    }

    private static IOpenApiSchema Field(
        IOpenApiSchema known,
        JsonPropertyInfo field,
        FieldLimits limits,
        bool isSent,
        bool isNullable
    )
    {
        var bare = known is OpenApiSchema { OneOf: [.., var last] } ? last : known;
        if (bare is not OpenApiSchema schema)
        {
            // A description beside a reference belongs to the place.
            return isNullable
                ? new OpenApiSchema
                {
                    Description = bare.Description,
                    OneOf = [new OpenApiSchema { Type = JsonSchemaType.Null }, bare],
                }
                : bare;
        }

        FieldFacts.Apply(schema, field.Name, isSent);
        Limit(schema, limits);
        TakeNull(schema, isNullable);
        if (isSent && !PatchBodies.IsPatch(field.PropertyType) && FieldFacts.DefaultOf(field.Name) is { } usual)
            return WithDefault(schema, usual);
        return schema;
    }

    // Inside a choice: generators of clients take a default beside the type for a promise that the field is always there.
    private static OpenApiSchema WithDefault(OpenApiSchema schema, JsonNode usual)
    {
        if (schema.Type?.HasFlag(JsonSchemaType.Null) != true)
        {
            schema.Default = usual;
            return schema;
        }

        TakeNull(schema, isNullable: false);
        schema.Default = usual;
        var choice = new OpenApiSchema
        {
            Description = schema.Description,
            OneOf = [new OpenApiSchema { Type = JsonSchemaType.Null }, schema],
        };
        return choice;
    }

    private static void Limit(OpenApiSchema schema, FieldLimits limits)
    {
        if (limits.Refused.Count > 0 && schema.Enum is { } spellings)
            schema.Enum = [.. spellings.Where(value => !limits.Refused.Contains($"{value}"))];
        schema.MinLength ??= limits.MinLength;
        schema.MaxLength ??= limits.MaxLength;
        if (limits.Minimum is { } minimum)
            if (limits.IsAboveMinimum)
                schema.ExclusiveMinimum ??= FieldFacts.Text(minimum);
            else
                schema.Minimum ??= FieldFacts.Text(minimum);
        if (limits.Maximum is { } maximum)
            schema.Maximum ??= FieldFacts.Text(maximum);
        schema.MinItems ??= limits.MinItems;
        schema.MaxItems ??= limits.MaxItems;
        if (limits.Items is { } entry && schema.Items is OpenApiSchema items)
            Limit(items, entry);
    }

    private static void TakeNull(OpenApiSchema schema, bool isNullable)
    {
        if (schema.Type is { } type)
            schema.Type = isNullable ? type | JsonSchemaType.Null : type & ~JsonSchemaType.Null;
        if (schema.Enum is not { Count: > 0 } spellings)
            return;
        var values = spellings.Where(value => value is not null && !value.IsJsonNullSentinel()).ToList();
        if (isNullable)
            values.Add(JsonNullSentinel.JsonNull);
        schema.Enum = values;
    }

    private static bool MayBeSentAsNull(JsonPropertyInfo field) =>
        PatchBodies.IsPatch(field.PropertyType)
            ? WireSchemas.TakesNull(field.PropertyType, field)
            : field.AssociatedParameter?.IsNullable ?? field.IsSetNullable;

    private static bool MayBeNull(JsonPropertyInfo field) => WireSchemas.TakesNull(field.PropertyType, field);
}
