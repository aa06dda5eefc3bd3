namespace ThinkRealty.Api.Files;

/// <summary>The form of an answer with many rows.</summary>
internal enum Form
{
    Json,
    Csv,
    Xlsx,
}

/// <summary>In which form a list or a report is wanted.</summary>
internal static class FileForm
{
    public const string Json = "application/json";
    public const string Csv = "text/csv";
    public const string Xlsx = XlsxBook.ContentType;

    /// <summary>What <c>Accept</c> prefers: the first of the forms it likes best. JSON is the default.</summary>
    public static Form Of(HttpRequest request) =>
        request
            .GetTypedHeaders()
            .Accept.Where(form => form.Quality != 0)
            .OrderByDescending(form => form.Quality ?? 1)
            .Select(form => FormOf(form.MediaType.Value?.ToLowerInvariant()))
            .FirstOrDefault(form => form is not null)
        ?? Form.Json;

    /// <summary>Whether rows are to be sent as a file.</summary>
    public static bool IsFile(HttpRequest request) => Of(request) != Form.Json;

    private static Form? FormOf(string? mediaType) =>
        mediaType switch
        {
            Csv or "text/*" => Form.Csv,
            Xlsx => Form.Xlsx,
            Json or "application/*" or "*/*" => Form.Json,
            _ => null,
        };
}
