using System.Reflection;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using ThinkRealty.Api.Json;
using ThinkRealty.Domain;

namespace ThinkRealty.Api.OpenApi;

/// <summary>Prints the synonyms of a vocabulary wherever its values are listed: the table of the Domain, and no other (rules §2).</summary>
internal sealed class Synonyms : IOpenApiSchemaTransformer, IOpenApiOperationTransformer
{
    /// <summary>One sentence for each value that has synonyms; null for a vocabulary without any.</summary>
    public static string? Of(Type vocabulary)
    {
        var rows =
            (IReadOnlyList<(string Canonical, IReadOnlyList<string> Synonyms)>)
                typeof(Spelling<>)
                    .MakeGenericType(vocabulary)
                    .GetProperty(nameof(Spelling<DayOfWeek>.Synonyms), BindingFlags.Public | BindingFlags.Static)!
                    .GetValue(null)!;
        return rows.Count == 0
            ? null
            : "Also read: "
                + string.Join("; ", rows.Select(row => $"{string.Join(", ", row.Synonyms)} as `{row.Canonical}`"))
                + ".";
    }

    public Task TransformAsync(
        OpenApiSchema schema,
        OpenApiSchemaTransformerContext context,
        CancellationToken cancellationToken
    )
    {
        if (Expected.Bare(context.JsonTypeInfo.Type) is { IsEnum: true } vocabulary)
            schema.Description = With(schema.Description, vocabulary);
        return Task.CompletedTask;
    }

    public Task TransformAsync(
        OpenApiOperation operation,
        OpenApiOperationTransformerContext context,
        CancellationToken cancellationToken
    )
    {
        foreach (var described in context.Description.ParameterDescriptions)
            if (
                described.ParameterDescriptor?.ParameterType is { } declared
                && Expected.Bare(declared) is { IsEnum: true } vocabulary
                && operation.Parameters?.FirstOrDefault(p => p.Name == described.Name) is OpenApiParameter parameter
            )
                parameter.Description = With(parameter.Description, vocabulary);
        return Task.CompletedTask;
    }

    private static string? With(string? description, Type vocabulary) =>
        Of(vocabulary) is not { } synonyms ? description
        : string.IsNullOrEmpty(description) ? synonyms
        : $"{description.TrimEnd()} {synonyms}";
}
