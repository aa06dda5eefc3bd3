namespace ThinkRealty.Api.Files;

/// <summary>Sends the rows of one list or report as the file that <c>Accept</c> asks for.</summary>
internal static class RowsAnswer
{
    public static Task SendAsync(HttpContext http, Type rowType, IAsyncEnumerable<object> rows)
    {
        var dataset = FileName.Of(http);
        if (FileForm.Of(http.Request) == Form.Xlsx)
            return XlsxBook.SendAsync(http, dataset, "Accept", new XlsxSheet(dataset, rowType, rows));

        http.Response.AnnounceFile(dataset, CsvRows.ContentType, "csv");
        return http.SendFileAsync(
            dataset,
            () => CsvRows.WriteAsync(http.Response.Body, rowType, rows, http.RequestAborted)
        );
    }
}
