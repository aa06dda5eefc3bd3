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
            if (text.Length > StorableText.Longest) // refused before any rule looks at it
                throw new UnstorableTextException(StorableText.TooLong);
            return StorableText.Accepts(text) ? text : throw new UnstorableTextException();
        }
        // The reader's word for an escaped surrogate without its other half; bytes that are no UTF-8 keep their own fault.
        catch (InvalidOperationException fault) when (fault.InnerException is not DecoderFallbackException)
        {
            throw new UnstorableTextException();
        }
    }
}

/// <summary>The text is too long for any field, or holds characters that cannot be stored.</summary>
internal sealed class UnstorableTextException(string complaint = StorableText.Complaint) : JsonException(complaint);

/// <summary>Which text can be stored and sent on.</summary>
internal static class StorableText
{
    public const string Complaint = "NUL characters and unpaired surrogates are not accepted.";

    /// <summary>Characters of any text in a body. Every field has a smaller limit of its own.</summary>
    public const int Longest = 20_000;

    /// <summary>Characters of a query parameter; a cursor may hold several texts of up to 100 characters.</summary>
    public const int LongestInQuery = 4_000;

    public const string TooLong = "This text is too long: no field takes more than 20,000 characters.";
    public const string TooLongInQuery = "This is too long: at most 4,000 characters.";

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
