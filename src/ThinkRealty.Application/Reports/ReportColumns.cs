using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace ThinkRealty.Application.Reports;

/// <summary>A column that a report is ordered by; a missing value comes last either way.</summary>
internal sealed record OrderColumn(string Name, Type Type, bool Descending)
{
    public static OrderColumn Text(string name) => new(name, typeof(string), Descending: false);

    public static OrderColumn Id(string name) => new(name, typeof(Guid), Descending: false);

    public static OrderColumn Whole(string name) => new(name, typeof(long), Descending: false);

    public static OrderColumn MostFirst(string name) => new(name, typeof(decimal), Descending: true);

    public string By => $"{Name} {(Descending ? "desc" : "asc")} nulls last";

    public object? Read(string text) =>
        Type == typeof(Guid) ? (Guid.TryParse(text, out var id) ? id : null)
        : Type == typeof(long)
            ? (
                long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole)
                    ? whole
                    : null
            )
        : Type == typeof(decimal)
            ? (
                decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var number)
                    ? number
                    : null
            )
        : text;
}

/// <summary>The two orders of a report, and the cursors of both.</summary>
/// <param name="name">Of the report; a cursor of another one is none of this one.</param>
/// <param name="display">As a manager reads it; ends with the group columns, so that ties have an order.</param>
/// <param name="key">The group columns.</param>
internal sealed class ReportColumns(string name, OrderColumn[] display, OrderColumn[] key)
{
    public OrderColumn[] In(ReportOrder order) => order == ReportOrder.Key ? key : display;

    public string By(ReportOrder order) => string.Join(", ", In(order).Select(c => c.By));

    /// <summary>The row's place as a JSON array of texts.</summary>
    public string Place(ReportOrder order) =>
        $"json_build_array({string.Join(", ", In(order).Select(c => $"{c.Name}::text"))})::text";

    public string Cursor(ReportOrder order, string place) =>
        Base64Url.EncodeToString(Encoding.UTF8.GetBytes($"{name}/{order}/{place}"));

    public bool IsMine(string? cursor, ReportOrder order) =>
        string.IsNullOrEmpty(cursor) || Read(cursor, order) is not null;

    /// <summary>What comes after the row that the cursor names; the values become parameters <c>P0</c>, <c>P1</c> …</summary>
    public string After(string? cursor, ReportOrder order, Action<string, object?> parameter)
    {
        if (string.IsNullOrEmpty(cursor))
            return "true";

        var values = Read(cursor, order)!;
        var (columns, alternatives, same) = (In(order), new List<string>(), "");
        for (var i = 0; i < columns.Length; i++)
        {
            var column = columns[i];
            var isMissing = values[i] is null;
            if (!isMissing)
            {
                parameter($"P{i}", values[i]);
                alternatives.Add(
                    $"({same}({column.Name} {(column.Descending ? '<' : '>')} @P{i} or {column.Name} is null))"
                );
            }

            same += isMissing ? $"{column.Name} is null and " : $"{column.Name} = @P{i} and ";
        }

        return alternatives.Count == 0 ? "false" : $"({string.Join(" or ", alternatives)})";
    }

    private object?[]? Read(string cursor, ReportOrder order)
    {
        var start = $"{name}/{order}/";
        if (!Base64Url.IsValid(cursor))
            return null;
        var text = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(cursor));
        if (!text.StartsWith(start, StringComparison.Ordinal) || text.Contains('\0'))
            return null;

        var columns = In(order);
        try
        {
            if (
                JsonSerializer.Deserialize<string?[]>(text[start.Length..]) is not { } texts
                || texts.Length != columns.Length
            )
                return null;
            var values = texts.Select((t, i) => t is null ? null : columns[i].Read(t)).ToArray();
            return values.Zip(texts).All(pair => (pair.First is null) == (pair.Second is null)) && !texts.Any(HoldsNul)
                ? values
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool HoldsNul(string? text) => text?.Contains('\0') == true;
}
