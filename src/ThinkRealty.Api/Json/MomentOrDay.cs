using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.InteropServices;
using ThinkRealty.Domain;

namespace ThinkRealty.Api.Json;

/// <summary>
/// A limit in time as a query parameter: a moment with its offset, or a whole day in Dubai; <c>?due_to=2026-01-18</c>
/// includes that day.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct MomentOrDay(DateTimeOffset Begins, DateTimeOffset Ends) : IParsable<MomentOrDay>
{
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out MomentOrDay result)
    {
        result = default;
        if (
            DateOnly.TryParseExact(s, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            && day > DateOnly.MinValue
            && day < DateOnly.MaxValue
        )
        {
            result = new(day.DubaiMidnight(), day.AddDays(1).DubaiMidnight().AddMicroseconds(-1));
            return true;
        }

        // A + that was not encoded arrives as a space.
        if (!MomentConverter.TryRead(s?.Trim().Replace(' ', '+'), out var moment))
            return false;
        result = new(moment, moment);
        return true;
    }

    public static MomentOrDay Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out var limit) ? limit : throw new FormatException();
}
