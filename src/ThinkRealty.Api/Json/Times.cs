using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace ThinkRealty.Api.Json;

/// <summary>A moment: read with any offset but never without one, kept and written in UTC to the microsecond.</summary>
internal sealed partial class MomentConverter : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && TryRead(reader.GetString(), out var moment)
            ? moment
            : throw new JsonException();

    /// <summary>Reads a moment from text, in a body or anywhere else.</summary>
    public static bool TryRead(string? text, out DateTimeOffset moment)
    {
        moment = default;
        if (
            text is null
            || !WithOffset().IsMatch(text)
            || !DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out var read)
        )
            return false;
        moment = Truncated(read.ToUniversalTime());
        return true;
    }

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(Written(value));

    /// <summary>In UTC, ending in <c>Z</c>.</summary>
    public static string Written(DateTimeOffset moment) =>
        moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture);

    private static DateTimeOffset Truncated(DateTimeOffset moment) =>
        new(moment.Ticks - moment.Ticks % TimeSpan.TicksPerMicrosecond, TimeSpan.Zero);

    [GeneratedRegex(
        @"^\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}(:\d{2}(\.\d{1,7})?)?([Zz]|[+-]\d{2}:\d{2})\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 100
    )]
    private static partial Regex WithOffset();
}

/// <summary>A day in Dubai, <c>yyyy-MM-dd</c>.</summary>
internal sealed class DayConverter : JsonConverter<DateOnly>
{
    public override DateOnly Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && Day.TryParse(reader.GetString(), null, out var day)
            ? day.Value
            : throw new JsonException();

    public override void Write(Utf8JsonWriter writer, DateOnly value, JsonSerializerOptions options) =>
        writer.WriteStringValue(new Day(value).ToString());
}

/// <summary>A day in Dubai as a query parameter: <c>?start_date=2026-01-18</c>, in no other form.</summary>
internal readonly record struct Day(DateOnly Value) : IParsable<Day>
{
    private const string Form = "yyyy-MM-dd";

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out Day result)
    {
        var isDay = DateOnly.TryParseExact(s, Form, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day);
        result = new(day);
        return isDay;
    }

    public static Day Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out var day) ? day : throw new FormatException();

    public override string ToString() => Value.ToString(Form, CultureInfo.InvariantCulture);
}
