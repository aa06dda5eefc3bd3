using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ThinkRealty.Api.Json;

/// <summary>
/// Reads a reference of somebody else's system from whatever stands there: text as it is, anything else as its JSON. It
/// keeps as much as is stored.
/// </summary>
internal sealed class ReferenceConverter(int longest) : JsonConverter<string>
{
    public override string Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var text = reader.TokenType switch
        {
            JsonTokenType.String => TextOf(ref reader),
            JsonTokenType.StartObject or JsonTokenType.StartArray => JsonElement.ParseValue(ref reader).GetRawText(),
            _ => Encoding.UTF8.GetString(reader.ValueSpan),
        };
        text = text.Replace('\0', '\uFFFD');
        if (text.Length <= longest)
            return text;
        return text[..(char.IsHighSurrogate(text[longest - 1]) ? longest - 1 : longest)];
    }

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value);

    private static string TextOf(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException) // half a surrogate stays the escape that it was sent as
        {
            return Encoding.UTF8.GetString(reader.ValueSpan);
        }
    }
}
