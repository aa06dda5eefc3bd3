using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace ThinkRealty.Api.OpenApi;

/// <summary>Makes an example of any schema: each field as its name and its limits say.</summary>
internal static class Examples
{
    private const int Deepest = 8;

    /// <summary>An example of a whole body.</summary>
    public static JsonNode? Of(IOpenApiSchema schema) => Of(schema, "", Deepest);

    /// <summary>The rows of a list as CSV, with the line of names.</summary>
    public static string Csv(JsonNode? json)
    {
        var row = json is JsonObject list && list["data"] is JsonArray { Count: > 0 } rows ? rows[0] : json;
        var cells = Cells(row, "").ToList();
        return string.Join(',', cells.Select(c => c.Name))
            + "\r\n"
            + string.Join(',', cells.Select(c => c.Value))
            + "\r\n";
    }

    private static JsonNode? Of(IOpenApiSchema schema, string name, int depth)
    {
        if ((schema.OneOf is { Count: > 0 } ? schema.OneOf : schema.AnyOf) is { Count: > 0 } choices)
            return Of(choices.FirstOrDefault(c => c.Type != JsonSchemaType.Null) ?? choices[0], name, depth);
        if (schema.Enum is { Count: > 0 } spellings)
            return Spelling(spellings, name);
        var type = schema.Type & ~JsonSchemaType.Null;
        if (type == JsonSchemaType.Object)
            return Object(schema, name, depth);
        if (type == JsonSchemaType.Array)
            return depth > 0 && schema.Items is { } items ? new JsonArray(Of(items, name, depth - 1)) : new JsonArray();
        return type switch
        {
            JsonSchemaType.String => Text(schema, name),
            JsonSchemaType.Boolean => name is "success" or "is_active" or "is_hot_lead",
            JsonSchemaType.Integer or JsonSchemaType.Number => Number(schema, name),
            _ => ExampleValues.Of(name) ?? new JsonObject(),
        };
    }

    private static JsonNode Spelling(IList<JsonNode> spellings, string name)
    {
        var usual = ExampleValues.Of(name)?.ToString();
        return (spellings.FirstOrDefault(s => s?.ToString() == usual) ?? spellings[0]).DeepClone();
    }

    private static JsonObject Object(IOpenApiSchema schema, string name, int depth)
    {
        var example = new JsonObject();
        if (schema.Properties is null)
        {
            if (ExampleValues.Of(name) is JsonObject usual)
                return usual;
            if (schema.AdditionalProperties is { } values)
                example[KeyOf(name)] = Of(values, name, depth - 1);
            return example;
        }

        // What is not always there comes only with what is asked; the usual answer is without it.
        foreach (var (field, of) in schema.Properties)
            if (schema.Required?.Contains(field) == true)
                example[field] = depth > 0 ? Of(of, field, depth - 1) : null;
        return example;
    }

    private static string KeyOf(string name) =>
        name.EndsWith("status", StringComparison.Ordinal) ? "contacted"
        : name.EndsWith("source", StringComparison.Ordinal) ? "bayut"
        : name == "parts" ? "postgres"
        : name == "errors" ? "lead_data.phone"
        : "other";

    private static JsonNode Text(IOpenApiSchema schema, string name) =>
        schema.Format switch
        {
            "uuid" => ExampleValues.Id(name).ToString(),
            "date-time" => "2026-01-16T10:00:00Z",
            "date" => "2026-01-16",
            _ => ExampleValues.Of(name) is JsonValue usual
            && usual.GetValueKind() == System.Text.Json.JsonValueKind.String
                ? usual
            : name == "status" || name == "parts" ? "ok"
            : "text",
        };

    private static JsonNode Number(IOpenApiSchema schema, string name)
    {
        if (ExampleValues.Of(name) is JsonValue usual && usual.GetValueKind() == System.Text.Json.JsonValueKind.Number)
            return usual;
        var least = decimal.Parse(schema.Minimum ?? "1", CultureInfo.InvariantCulture);
        return Math.Max(least, 1) is var number && schema.Maximum is { } most
            ? Math.Min(number, decimal.Parse(most, CultureInfo.InvariantCulture))
            : Math.Max(least, 1);
    }

    private static IEnumerable<(string Name, string Value)> Cells(JsonNode? row, string path) =>
        row is JsonObject fields
            ? fields.SelectMany(field =>
                field.Value is JsonObject inner
                    ? Cells(inner, $"{path}{field.Key}.")
                    : [(path + field.Key, field.Value is JsonArray list ? string.Join("; ", list) : $"{field.Value}")]
            )
            : [];
}
