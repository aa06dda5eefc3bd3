using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.Json.Serialization.Metadata;
using ThinkRealty.Application.Pipeline;
using ThinkRealty.Domain;

namespace ThinkRealty.Api.Json;

/// <summary>Says in a sentence what is accepted where a value of a type is asked for.</summary>
internal static class Expected
{
    public const string Required = "This is required.";

    public static string For(Type asked) =>
        Bare(asked) switch
        {
            var t when t == typeof(string) => "Text is expected.",
            var t when t == typeof(Guid) => "A UUID is expected.",
            var t when t == typeof(bool) => "true or false is expected.",
            var t when t == typeof(short) || t == typeof(int) || t == typeof(long) => "A whole number is expected.",
            var t when t == typeof(decimal) => "A number is expected, like 800000 or 1500000.50.",
            var t when t == typeof(DateTimeOffset) =>
                "A moment with its offset is expected, like 2026-01-18T14:00:00Z.",
            var t when t == typeof(DateOnly) => "A day is expected, like 2026-01-18.",
            var t when t == typeof(MomentOrDay) =>
                "A moment with its offset is expected, like 2026-01-18T14:00:00Z, or a day, like 2026-01-18.",
            { IsEnum: true } t => $"One of these is expected: {string.Join(", ", Choices(asked, t))}.",
            var t when typeof(IEnumerable).IsAssignableFrom(t) => "A list is expected.",
            _ => "An object is expected.",
        };

    /// <summary>The same for a field, with the limits that it declares.</summary>
    public static string For(JsonPropertyInfo field)
    {
        var sentence = For(field.PropertyType);
        if (field.Attribute<RangeAttribute>() is not { } range)
            return sentence;
        var studio = field.Attribute<StudioIsZeroAttribute>() is null ? "" : $", or {BedroomsConverter.Studio}";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{sentence.TrimEnd('.')}, {range.Minimum}–{range.Maximum}{studio}."
        );
    }

    /// <summary>The type behind <c>Nullable</c>, <see cref="Patch{T}"/> and our types of query parameters.</summary>
    public static Type Bare(Type type)
    {
        if (type == typeof(Day))
            return typeof(DateOnly);
        if (!type.IsGenericType || type.GetGenericTypeDefinition() is not { } open)
            return type;
        return
            open == typeof(Nullable<>)
            || open == typeof(Patch<>)
            || open == typeof(Choice<>)
            || open == typeof(OneOrAll<>)
            ? Bare(type.GetGenericArguments()[0])
            : type;
    }

    /// <summary>What may stand for an enumeration where it is asked for as this type.</summary>
    public static IEnumerable<string> Choices(Type asked, Type enumeration)
    {
        var wrapper = Nullable.GetUnderlyingType(asked) ?? asked;
        var takesAll = wrapper.IsGenericType && wrapper.GetGenericTypeDefinition() == typeof(OneOrAll<>);
        return takesAll ? Spellings(enumeration).Prepend(OneOrAll<DayOfWeek>.All) : Spellings(enumeration);
    }

    /// <summary>The canonical spellings of an enumeration known only at run time.</summary>
    public static IReadOnlyList<string> Spellings(Type enumeration) =>
        (IReadOnlyList<string>)
            typeof(Spelling<>)
                .MakeGenericType(enumeration)
                .GetProperty(nameof(Spelling<DayOfWeek>.All))!
                .GetValue(null)!;
}
