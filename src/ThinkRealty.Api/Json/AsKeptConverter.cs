using System.Text.Json;
using System.Text.Json.Serialization;

namespace ThinkRealty.Api.Json;

/// <summary>
/// Shows JSON from outside to the letter: what is wrong with it (half a surrogate, deep nesting) may be just what somebody
/// wants to see.
/// </summary>
internal sealed class AsKeptConverter : JsonConverter<JsonElement>
{
    public override JsonElement Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        JsonElement.ParseValue(ref reader);

    public override void Write(Utf8JsonWriter writer, JsonElement value, JsonSerializerOptions options) =>
        writer.WriteRawValue(value.GetRawText(), skipInputValidation: true);
}
