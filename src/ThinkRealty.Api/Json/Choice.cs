using System.Diagnostics.CodeAnalysis;
using ThinkRealty.Domain;

namespace ThinkRealty.Api.Json;

/// <summary>An enumeration as a query parameter, by its spelling (rules §2): <c>?source_type=walk_in</c>.</summary>
internal readonly record struct Choice<T>(T Value) : IParsable<Choice<T>>
    where T : struct, Enum
{
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out Choice<T> result)
    {
        var known = Spelling<T>.TryParse(s, out var value);
        result = new(value);
        return known;
    }

    public static Choice<T> Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out var choice) ? choice : throw new FormatException();

    public override string ToString() => Value.Spelled();
}

/// <summary>The same where <c>all</c> stands for every value: <c>?source_filter=all</c>.</summary>
internal readonly record struct OneOrAll<T>(T? Value) : IParsable<OneOrAll<T>>
    where T : struct, Enum
{
    public const string All = "all";

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out OneOrAll<T> result)
    {
        var isOne = Spelling<T>.TryParse(s, out var value);
        result = new(isOne ? value : null);
        return isOne || All.Equals(s?.Trim(), StringComparison.OrdinalIgnoreCase);
    }

    public static OneOrAll<T> Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out var choice) ? choice : throw new FormatException();

    public override string ToString() => Value?.Spelled() ?? All;
}
