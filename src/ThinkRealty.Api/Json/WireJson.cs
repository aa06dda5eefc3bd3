using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace ThinkRealty.Api.Json;

/// <summary>How JSON is read and written on the wire: snake_case, strict, and nothing that PostgreSQL could not keep.</summary>
internal static class WireJson
{
    /// <summary>Deeper nesting than any of our bodies has is a <c>malformed_request</c>.</summary>
    private const int Deepest = 32;

    public static JsonSerializerOptions Options { get; } = Make();

    public static void Configure(JsonSerializerOptions json)
    {
        json.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
        json.DictionaryKeyPolicy = null;
        json.PropertyNameCaseInsensitive = true;
        json.NumberHandling = JsonNumberHandling.Strict;
        json.RespectRequiredConstructorParameters = true;
        json.RespectNullableAnnotations = true;
        json.MaxDepth = Deepest;
        json.AllowDuplicateProperties = false; // of two values, the caller means one
        json.TypeInfoResolver = (json.TypeInfoResolver ?? new DefaultJsonTypeInfoResolver())
            .WithAddedModifier(PatchBodies.Prepare)
            .WithAddedModifier(FieldReading.Prepare);
        json.Converters.Add(new TextConverter());
        json.Converters.Add(new SpellingConverterFactory());
        json.Converters.Add(new WholeNumberConverter());
        json.Converters.Add(new DecimalConverter());
        json.Converters.Add(new MomentConverter());
        json.Converters.Add(new DayConverter());
        json.Converters.Add(new PatchConverterFactory());
        json.Converters.Add(new AsKeptConverter());
    }

    private static JsonSerializerOptions Make()
    {
        var json = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        Configure(json);
        json.MakeReadOnly(populateMissingResolver: true);
        return json;
    }
}
