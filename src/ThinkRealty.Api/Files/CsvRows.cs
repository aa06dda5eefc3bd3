using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace ThinkRealty.Api.Files;

/// <summary>
/// Rows as CSV (RFC 4180) that a spreadsheet opens as it is (rules §16): UTF-8 with a byte order mark, and no text that a
/// spreadsheet would take for a formula.
/// </summary>
internal static class CsvRows
{
    public const string ContentType = "text/csv; charset=utf-8";

    private const int Characters = 32 * 1024;

    // Excel reads Arabic only behind the mark.
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: true);

    // Quoted also for the separators of other countries: a spreadsheet there would split the cell, and find a formula in it.
    private static readonly CsvConfiguration Form = new(CultureInfo.InvariantCulture)
    {
        ShouldQuote = field =>
            ConfigurationFunctions.ShouldQuote(field) || field.Field?.AsSpan().IndexOfAny(';', '\t') >= 0,
    };

    /// <summary>Writes a header and the rows as they come, and flushes.</summary>
    /// <param name="body">Stays open.</param>
    /// <param name="rowType">What each row is.</param>
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
        var columns = FileColumn.Of(rowType);
        foreach (var column in columns)
            csv.WriteField(column.Name);
        await csv.NextRecordAsync();

        await foreach (var row in rows.WithCancellation(cancellationToken))
        {
            foreach (var column in columns)
                csv.WriteField(Written(column.ValueIn(row)));
            await csv.NextRecordAsync();
        }

        await csv.FlushAsync();
    }

    private static string Written(object? cell) => cell is string text ? Harmless(text) : FileColumn.TextOf(cell);

    private static string Harmless(string text) => IsFormula(text) ? "'" + text : text;

    // A sign and nothing but digits is a phone number: +971501234567.
    private static bool IsFormula(string text) =>
        text is ['=' or '@' or '\t' or '\r', ..]
        || (text is ['+' or '-', .. var rest] && rest.AsSpan().IndexOfAnyExceptInRange('0', '9') >= 0);
}
