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

    /// <summary>
    /// Reads a moment from text, in a body or anywhere else (RFC 3339): with any number of fractional digits, cut to
    /// microseconds. A leap second is read as the second after it, as clocks without leap seconds count it.
    /// </summary>
    public static bool TryRead(string? text, out DateTimeOffset moment)
    {
        moment = default;
        if (
            WithOffset().Match(text?.Trim() ?? "") is not { Success: true } match
            || !DateTime.TryParseExact(
                match.Groups["minute"].Value.ToUpperInvariant(),
                "yyyy-MM-dd'T'HH:mm",
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out var minute
            )
            || Offset(match) is not { } offset
        )
            return false;

        var second = match.Groups["second"] is { Success: true } seconds ? Number(seconds.ValueSpan) : 0;
        var ticks = minute.Ticks - offset.Ticks;
        var endsUtcDay = ticks / TimeSpan.TicksPerMinute % (24 * 60) == 24 * 60 - 1;
        if (second > 60 || (second == 60 && !endsUtcDay))
            return false;

        ticks += second * TimeSpan.TicksPerSecond + Microseconds(match) * TimeSpan.TicksPerMicrosecond;
        if (ticks < DateTimeOffset.MinValue.Ticks || ticks > DateTimeOffset.MaxValue.Ticks)
            return false;
        moment = new(ticks, TimeSpan.Zero);
        return true;
    }

    private static TimeSpan? Offset(Match match)
    {
        if (!match.Groups["hours"].Success)
            return TimeSpan.Zero;
        var (hours, minutes) = (Number(match.Groups["hours"].ValueSpan), Number(match.Groups["minutes"].ValueSpan));
        if (hours > 23 || minutes > 59)
            return null;
        var offset = new TimeSpan(hours, minutes, 0);
        return match.Groups["sign"].ValueSpan is "-" ? -offset : offset;
    }

    private static long Microseconds(Match match)
    {
        var digits = match.Groups["fraction"].ValueSpan;
        return digits.IsEmpty ? 0 : Number($"{digits[..Math.Min(6, digits.Length)]}".PadRight(6, '0'));
    }

    private static int Number(ReadOnlySpan<char> digits) =>
        int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(Written(value));

    /// <summary>In UTC, ending in <c>Z</c>.</summary>
    public static string Written(DateTimeOffset moment) =>
        moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture);

    [GeneratedRegex(
        @"^(?<minute>[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2})(:(?<second>[0-9]{2})(\.(?<fraction>[0-9]+))?)?"
            + @"([Zz]|(?<sign>[+-])(?<hours>[0-9]{2}):(?<minutes>[0-9]{2}))\z",
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
