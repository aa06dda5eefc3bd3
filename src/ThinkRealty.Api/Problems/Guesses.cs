using System.Buffers;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ThinkRealty.Api.Json;

namespace ThinkRealty.Api.Problems;

/// <summary>
/// Puts something readable in the place of each value that could not be read, so that the other fields can be judged. What
/// the sender meant is not known: so there are several guesses, and the first leaves the fields out.
/// </summary>
internal sealed class Guesses(JsonElement body, Type declared, BodyReview review)
{
    private static readonly string[] Moments = ["\"0001-01-02T00:00:00Z\"", "\"9999-12-30T00:00:00Z\""];
    private static readonly string[] Days = ["\"0001-01-02\"", "\"9999-12-30\""];

    /// <summary>The body with each guess in turn.</summary>
    public IEnumerable<byte[]> Bodies()
    {
        var type = BodyReview.Inner(declared);
        var guesses = review.Unreadable.ToDictionary(u => u.Key, u => u.Value is { } field ? For(field) : []);
        var rounds = guesses.Values.Select(g => g.Length).DefaultIfEmpty(0).Max();
        for (var round = -1; round < rounds; round++)
        {
            var json = new ArrayBufferWriter<byte>();
            using (var writer = new Utf8JsonWriter(json, new JsonWriterOptions { SkipValidation = true }))
                Write(writer, body, type, "", path => Guess(guesses, path, round));
            yield return json.WrittenSpan.ToArray();
        }
    }

    // Null leaves the field out.
    private static string? Guess(Dictionary<string, string[]> guesses, string path, int round) =>
        round < 0 || guesses[path] is not { Length: > 0 } ofField ? null : ofField[round % ofField.Length];

    private void Write(
        Utf8JsonWriter writer,
        JsonElement value,
        JsonTypeInfo type,
        string path,
        Func<string, string?> guess
    )
    {
        if (type.Kind == JsonTypeInfoKind.Object && value.ValueKind == JsonValueKind.Object)
            WriteFields(writer, value, type, path, guess);
        else if (type.Kind == JsonTypeInfoKind.Enumerable && value.ValueKind == JsonValueKind.Array)
        {
            writer.WriteStartArray();
            foreach (var (index, element) in value.EnumerateArray().Index())
            {
                var at = $"{path}[{index}]";
                if (review.Unreadable.ContainsKey(at))
                    writer.WriteRawValue(For(type.ElementType!)[0], skipInputValidation: true);
                else if (!BodyReview.IsAbsent(element))
                    Write(writer, element, BodyReview.Inner(type.ElementType!), at, guess);
            }

            writer.WriteEndArray();
        }
        else if (BodyReview.IsAbsent(value))
            writer.WriteNullValue();
        else
            writer.WriteRawValue(value.GetRawText(), skipInputValidation: true);
    }

    private void WriteFields(
        Utf8JsonWriter writer,
        JsonElement value,
        JsonTypeInfo type,
        string path,
        Func<string, string?> guess
    )
    {
        writer.WriteStartObject();
        foreach (var field in type.Properties)
        {
            var at = path.Length == 0 ? field.Name : $"{path}.{field.Name}";
            if (review.Unreadable.ContainsKey(at))
            {
                if (guess(at) is not { } guessed)
                    continue;
                writer.WritePropertyName(field.Name);
                writer.WriteRawValue(guessed, skipInputValidation: true);
            }
            else if (Sent(value, field.Name) is { } given)
            {
                writer.WritePropertyName(field.Name);
                Write(writer, given, BodyReview.Inner(field.PropertyType), at, guess);
            }
        }

        writer.WriteEndObject();
    }

    private static JsonElement? Sent(JsonElement value, string name)
    {
        if (value.TryGetProperty(name, out var exact))
            return exact;
        foreach (var field in value.EnumerateObject())
            if (Matches(field, name))
                return field.Value;
        return null;
    }

    private static bool Matches(JsonProperty field, string name)
    {
        try
        {
            return name.Equals(field.Name, StringComparison.OrdinalIgnoreCase);
        }
        catch (InvalidOperationException) // half a surrogate
        {
            return false;
        }
    }

    private static string[] For(JsonPropertyInfo field) => For(field.PropertyType);

    private static string[] For(Type declared)
    {
        var type = Expected.Bare(declared);
        if (type.IsEnum)
            return [.. Expected.Spellings(type).Select(spelling => $"\"{spelling}\"")];
        if (type == typeof(string))
            return ["\"guess\""];
        if (type == typeof(Guid))
            return [$"\"{Guid.AllBitsSet}\""];
        if (type == typeof(bool))
            return ["false", "true"];
        if (type == typeof(DateTimeOffset))
            return Moments;
        if (type == typeof(DateOnly))
            return Days;
        if (type.IsPrimitive || type == typeof(decimal))
            return ["1", int.MaxValue.ToString(CultureInfo.InvariantCulture)];
        return WireJson.Options.GetTypeInfo(type).Kind == JsonTypeInfoKind.Enumerable ? ["[]"] : ["{}"];
    }
}
