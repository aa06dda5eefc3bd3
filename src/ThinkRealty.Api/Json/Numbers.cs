using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace ThinkRealty.Api.Json;

/// <summary>
/// Reads numbers as people's forms send them: as a JSON number, or as text such as <c>"2"</c>, <c>" 2.0 "</c> or
/// <c>"1,500,000"</c>, also in the digits of another script.
/// </summary>
internal static partial class Numbers
{
    private const int LongestText = 40;

    public static bool TryRead(ref Utf8JsonReader reader, out decimal number)
    {
        number = 0;
        return reader.TokenType switch
        {
            JsonTokenType.Number => reader.TryGetDecimal(out number),
            JsonTokenType.String => TextOf(ref reader) is { } text && TryParse(text, out number),
            _ => false,
        };
    }

    public static bool TryReadWhole(ref Utf8JsonReader reader, out int number)
    {
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out number))
            return true;
        var isWhole =
            TryRead(ref reader, out var read) && decimal.IsInteger(read) && read is >= int.MinValue and <= int.MaxValue;
        number = isWhole ? (int)read : 0;
        return isWhole;
    }

    /// <summary>The text that the reader stands on, trimmed; null where it is too long for a number or cannot be read.</summary>
    public static string? TextOf(ref Utf8JsonReader reader)
    {
        if (reader.ValueSpan.Length > 6 * LongestText) // six bytes for an escaped letter
            return null;
        try
        {
            return reader.GetString()!.Trim();
        }
        catch (InvalidOperationException) // half a surrogate
        {
            return null;
        }
    }

    private static bool TryParse(string text, out decimal number)
    {
        number = 0;
        return text.Length <= LongestText
            && Plain().IsMatch(text)
            && decimal.TryParse(
                InAscii(text).Replace(",", "", StringComparison.Ordinal),
                NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint,
                CultureInfo.InvariantCulture,
                out number
            );
    }

    private static string InAscii(string text) =>
        string.Create(
            text.Length,
            text,
            (ascii, sent) =>
            {
                for (var i = 0; i < sent.Length; i++)
                    ascii[i] = char.IsDigit(sent[i]) ? (char)('0' + (int)char.GetNumericValue(sent[i])) : sent[i];
            }
        );

    // With commas only where each divides off three digits: 1,500 is one thousand five hundred, 1,5 could be anything.
    [GeneratedRegex(
        @"^[+-]?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 100
    )]
    private static partial Regex Plain();
}

internal sealed class WholeNumberConverter : JsonConverter<int>
{
    public override int Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Numbers.TryReadWhole(ref reader, out var number) ? number : throw new JsonException();

    public override void Write(Utf8JsonWriter writer, int value, JsonSerializerOptions options) =>
        writer.WriteNumberValue(value);
}

internal sealed class DecimalConverter : JsonConverter<decimal>
{
    public override decimal Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Numbers.TryRead(ref reader, out var number) ? number : throw new JsonException();

    public override void Write(Utf8JsonWriter writer, decimal value, JsonSerializerOptions options) =>
        writer.WriteNumberValue(value);
}

/// <summary>A number of bedrooms, in which a studio has none.</summary>
internal sealed class BedroomsConverter : JsonConverter<int?>
{
    public const string Studio = "Studio";

    public override int? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (
            reader.TokenType == JsonTokenType.String
            && Studio.Equals(Numbers.TextOf(ref reader), StringComparison.OrdinalIgnoreCase)
        )
            return 0;
        return Numbers.TryReadWhole(ref reader, out var number) ? number : throw new JsonException();
    }

    public override void Write(Utf8JsonWriter writer, int? value, JsonSerializerOptions options)
    {
        if (value is { } number)
            writer.WriteNumberValue(number);
        else
            writer.WriteNullValue();
    }
}
