using System.Collections;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using CsvHelper;
using CsvHelper.Configuration;
using ThinkRealty.Api.Json;

namespace ThinkRealty.Api.Csv;

/// <summary>
/// Rows as CSV (RFC 4180, UTF-8): the fields that JSON has, under the same names and in the same forms. What lies in an object
/// goes by its path (<c>assigned_agent.name</c>), a list is joined by <c>; </c>, null is empty, and a field that JSON shows
/// only at times is no column. A text that a spreadsheet would take for a formula is given an apostrophe in front.
/// </summary>
internal static class CsvRows
{
    public const string ContentType = "text/csv; charset=utf-8";

    private const int Characters = 32 * 1024;
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    // Quoted also for the separators of other countries: a spreadsheet there would split the cell, and find a formula in it.
    private static readonly CsvConfiguration Form = new(CultureInfo.InvariantCulture)
    {
        ShouldQuote = field =>
            ConfigurationFunctions.ShouldQuote(field) || field.Field?.AsSpan().IndexOfAny(';', '\t') >= 0,
    };

    /// <summary>Writes a header and the rows as they come, and flushes.</summary>
    /// <param name="body">Stays open.</param>
    /// <param name="rowType">What each row is; a type that <see cref="WireJson"/> can write.</param>
    /// <param name="rows">Read once.</param>
    /// <param name="cancellationToken">When nobody wants the rest.</param>
    public static async Task WriteAsync(
        Stream body,
        Type rowType,
        IAsyncEnumerable<object> rows,
        CancellationToken cancellationToken
    )
    {
        // Not disposed of: that would flush half a row of an answer that breaks off, and needs nothing else.
        var csv = new CsvWriter(new StreamWriter(body, Utf8, Characters, leaveOpen: true), Form);
        var columns = Columns(WireJson.Options.GetTypeInfo(rowType), "", row => row).ToList();
        foreach (var column in columns)
            csv.WriteField(column.Name);
        await csv.NextRecordAsync();

        await foreach (var row in rows.WithCancellation(cancellationToken))
        {
            foreach (var column in columns)
                csv.WriteField(column.ValueIn(row) is { } value ? column.Written(value) : "");
            await csv.NextRecordAsync();
        }

        await csv.FlushAsync();
    }

    private static IEnumerable<Column> Columns(JsonTypeInfo type, string path, Func<object, object?> owner)
    {
        foreach (var field in type.Properties.Where(f => f is { Get: not null, ShouldSerialize: null }))
        {
            var inner = WireJson.Options.GetTypeInfo(Expected.Bare(field.PropertyType));
            object? Value(object row) => owner(row) is { } there ? field.Get!(there) : null;
            if (inner.Kind != JsonTypeInfoKind.Object)
                yield return new(path + field.Name, Value, FormOf(inner.Type));
            else
                foreach (var column in Columns(inner, $"{path}{field.Name}.", Value))
                    yield return column;
        }
    }

    private static Func<object, string> FormOf(Type type)
    {
        if (type.IsEnum)
        {
            var spellings = Enum.GetValues(type).Cast<object>().Zip(Expected.Spellings(type)).ToDictionary();
            return value => spellings[value];
        }

        return value =>
            value switch
            {
                string text => Harmless(text),
                bool flag => flag ? "true" : "false",
                DateTimeOffset moment => MomentConverter.Written(moment),
                DateOnly day => new Day(day).ToString(),
                JsonElement json => Harmless(json.GetRawText()),
                IEnumerable list => Harmless(string.Join("; ", list.Cast<object?>())),
                _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
            };
    }

    private static string Harmless(string text) =>
        text is ['=' or '+' or '-' or '@' or '\t' or '\r', ..] ? "'" + text : text;

    private sealed record Column(string Name, Func<object, object?> ValueIn, Func<object, string> Written);
}
