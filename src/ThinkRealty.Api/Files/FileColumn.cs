using System.Collections;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ThinkRealty.Api.Json;
using ThinkRealty.Domain;

namespace ThinkRealty.Api.Files;

/// <summary>
/// One column of a file for people (rules §16). Fields have the names that they have in JSON; a field of an object goes by
/// its path (<c>assigned_agent.name</c>). A field that JSON shows only sometimes is not a column.
/// </summary>
/// <param name="Name">In the header.</param>
/// <param name="ValueIn">
/// The cell of a row: null, a text, a truth value, a number, a moment (<see cref="DateTimeOffset"/>) or a day
/// (<see cref="DateOnly"/>). Spellings are canonical, lists are joined by <c>; </c>.
/// </param>
internal sealed record FileColumn(string Name, Func<object, object?> ValueIn)
{
    /// <summary>The columns of a type that <see cref="WireJson"/> can write.</summary>
    public static IReadOnlyList<FileColumn> Of(Type rowType) =>
        [.. Of(WireJson.Options.GetTypeInfo(rowType), "", row => row)];

    private static IEnumerable<FileColumn> Of(JsonTypeInfo type, string path, Func<object, object?> owner)
    {
        foreach (var field in type.Properties.Where(f => f is { Get: not null, ShouldSerialize: null }))
        {
            var inner = WireJson.Options.GetTypeInfo(Expected.Bare(field.PropertyType));
            object? Value(object row) => owner(row) is { } there ? field.Get!(there) : null;
            if (inner.Kind == JsonTypeInfoKind.Object)
                foreach (var column in Of(inner, $"{path}{field.Name}.", Value))
                    yield return column;
            else
            {
                var cell = CellOf(inner);
                yield return new(path + field.Name, row => Value(row) is { } value ? cell(value) : null);
            }
        }
    }

    private static Func<object, object?> CellOf(JsonTypeInfo type)
    {
        if (type.Type.IsEnum)
        {
            var spellings = Enum.GetValues(type.Type).Cast<object>().Zip(Expected.Spellings(type.Type)).ToDictionary();
            return value => spellings[value];
        }

        if (type.Kind == JsonTypeInfoKind.Enumerable)
        {
            var element = CellOf(WireJson.Options.GetTypeInfo(Expected.Bare(type.ElementType!)));
            return list => string.Join("; ", ((IEnumerable)list).Cast<object>().Select(e => TextOf(element(e))));
        }

        return type.Kind switch
        {
            JsonTypeInfoKind.Object or JsonTypeInfoKind.Dictionary => value => JsonSerializer.Serialize(value, type),
            _ => value => value is JsonElement json ? CellOf(json) : value,
        };
    }

    private static string? CellOf(JsonElement json) =>
        json.ValueKind switch
        {
            JsonValueKind.Null or JsonValueKind.Undefined => null,
            JsonValueKind.String => json.GetString(),
            _ => json.GetRawText(),
        };

    /// <summary>A cell as text: moments in Dubai time, numbers without separators.</summary>
    public static string TextOf(object? cell) =>
        cell switch
        {
            null => "",
            bool flag => flag ? "true" : "false",
            DateTimeOffset moment => moment.DubaiTime().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
            DateOnly day => new Day(day).ToString(),
            _ => Convert.ToString(cell, CultureInfo.InvariantCulture) ?? "",
        };
}
