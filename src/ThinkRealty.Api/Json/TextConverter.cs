using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ThinkRealty.Api.Json;

/// <summary>Text as it can be stored: without NUL, and with every surrogate in a pair.</summary>
internal sealed class TextConverter : JsonConverter<string>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.String)
            throw new JsonException();
        return Checked(ref reader);
    }

    public override string ReadAsPropertyName(
        ref Utf8JsonReader reader,
        Type typeToConvert,
        JsonSerializerOptions options
    ) => Checked(ref reader);

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value);

    public override void WriteAsPropertyName(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
        writer.WritePropertyName(value);

    private static string Checked(ref Utf8JsonReader reader)
    {
        try
        {
            var text = reader.GetString()!;
            return StorableText.Accepts(text) ? text : throw new UnstorableTextException();
        }
        // The reader's word for an escaped surrogate without its other half; bytes that are no UTF-8 keep their own fault.
        catch (InvalidOperationException fault) when (fault.InnerException is not DecoderFallbackException)
        {
            throw new UnstorableTextException();
        }
    }
}

/// <summary>The text holds characters that cannot be stored.</summary>
internal sealed class UnstorableTextException() : JsonException(StorableText.Complaint);

/// <summary>Which text can be stored and sent on.</summary>
internal static class StorableText
{
    public const string Complaint = "NUL characters and unpaired surrogates are not accepted.";

    public static bool Accepts(string? text)
    {
        for (var i = 0; i < text?.Length; i++)
        {
            if (text[i] == '\0')
                return false;
            if (!char.IsSurrogate(text[i]))
                continue;
            if (!char.IsHighSurrogate(text[i]) || i + 1 == text.Length || !char.IsLowSurrogate(text[++i]))
                return false;
        }

        return true;
    }
}
