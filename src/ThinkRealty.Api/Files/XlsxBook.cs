using System.Globalization;
using SpreadCheetah;
using SpreadCheetah.Styling;
using ThinkRealty.Domain;

namespace ThinkRealty.Api.Files;

/// <summary>One sheet of a workbook.</summary>
/// <param name="Name">On its tab.</param>
/// <param name="RowType">What each row is.</param>
/// <param name="Rows">Read once.</param>
internal sealed record XlsxSheet(string Name, Type RowType, IAsyncEnumerable<object> Rows);

/// <summary>
/// Rows as an Excel workbook (rules §16): the cells of the CSV with real numbers, dates and texts. It is written to a temporary
/// file first, because only its end tells whether it is too long, and the rows are read as fast as they come.
/// </summary>
internal static class XlsxBook
{
    public const string ContentType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <summary>Rows that a sheet holds at most.</summary>
    public const int MostRows = 100_000;

    private const int LongestText = 32_767; // Excel refuses a longer cell
    private const int Buffer = 64 * 1024;

    private static readonly SpreadCheetahOptions Options = new()
    {
        DefaultDateTimeFormat = NumberFormat.Custom("yyyy-mm-dd hh:mm:ss"),
    };

    /// <summary>Writes the whole workbook, then sends it.</summary>
    /// <param name="http">The request.</param>
    /// <param name="dataset">In the file's name.</param>
    /// <param name="field">What asked for a workbook, where it is refused.</param>
    /// <param name="sheets">In their order.</param>
    /// <exception cref="DomainException"><c>validation_error</c>: a sheet would have too many rows.</exception>
    public static async Task SendAsync(
        HttpContext http,
        string dataset,
        string field,
        params IEnumerable<XlsxSheet> sheets
    )
    {
        await using var file = TemporaryFile();
        await WriteAsync(file, field, sheets, http.RequestAborted);
        file.Position = 0;
        http.Response.AnnounceFile(dataset, ContentType, "xlsx");
        http.Response.ContentLength = file.Length;
        await http.SendFileAsync(dataset, () => file.CopyToAsync(http.Response.Body, http.RequestAborted));
    }

    private static async Task WriteAsync(
        Stream file,
        string field,
        IEnumerable<XlsxSheet> sheets,
        CancellationToken cancellationToken
    )
    {
        await using var book = await Spreadsheet.CreateNewAsync(file, Options, cancellationToken);
        var day = book.AddStyle(new Style { Format = NumberFormat.Custom("yyyy-mm-dd") });
        foreach (var sheet in sheets)
        {
            await book.StartWorksheetAsync(sheet.Name, token: cancellationToken);
            var columns = FileColumn.Of(sheet.RowType);
            await book.AddRowAsync([.. columns.Select(column => new StyledCell(column.Name, null))], cancellationToken);
            var cells = new StyledCell[columns.Count];
            var count = 0;
            await foreach (var row in sheet.Rows.WithCancellation(cancellationToken))
            {
                if (++count > MostRows)
                    throw CommonErrors.Invalid(
                        field,
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"A sheet holds at most {MostRows:N0} rows, and {sheet.Name} has more. Ask for CSV or for fewer rows."
                        )
                    );
                for (var i = 0; i < cells.Length; i++)
                    cells[i] = CellOf(columns[i].ValueIn(row), day);
                await book.AddRowAsync(cells.AsMemory(), cancellationToken);
            }
        }

        await book.FinishAsync(cancellationToken);
    }

    private static StyledCell CellOf(object? cell, StyleId day) =>
        cell switch
        {
            null => new((string?)null, null),
            bool flag => new(flag, null),
            int number => new(number, null),
            short number => new(number, null),
            long number => new(number, null),
            decimal number => new(number, null),
            double number => new(number, null),
            DateTimeOffset moment => new(Whole(moment.DubaiTime()), null),
            DateOnly date => new(date.ToDateTime(TimeOnly.MinValue), day),
            _ => new(Storable(FileColumn.TextOf(cell)), null),
        };

    // To the second, as in CSV.
    private static DateTime Whole(DateTime moment) => new(moment.Ticks - moment.Ticks % TimeSpan.TicksPerSecond);

    // XML knows no control characters but these three, and a lone half of a surrogate pair is no character.
    private static string Storable(string text)
    {
        var isWhole = text.Length <= LongestText && text.All(c => c >= ' ' || c is '\t' or '\n' or '\r');
        return isWhole ? text : string.Concat(text.Where(c => c >= ' ' || c is '\t' or '\n' or '\r').Take(LongestText));
    }

    private static FileStream TemporaryFile()
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
            BufferSize = Buffer,
            Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous,
        };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new(Path.Combine(Path.GetTempPath(), $"thinkrealty-{Path.GetRandomFileName()}.xlsx"), options);
    }
}
