using System.IO.Compression;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using ThinkRealty.Api.Files;
using ThinkRealty.Api.Json;
using ThinkRealty.Application.Agents;
using ThinkRealty.Application.Leads;
using ThinkRealty.Application.Reports;
using ThinkRealty.Domain;
using JsonOptions = Microsoft.AspNetCore.Http.Json.JsonOptions;

namespace ThinkRealty.Api.Endpoints;

/// <summary>The form of an export.</summary>
internal enum ExportFormat
{
    Json,
    Csv,
    Xlsx,
}

/// <summary>One dataset: `dataset` and `data`. `all`: each of the others under its name.</summary>
internal sealed record ExportAsJson
{
    /// <summary>Which one it is; absent with `all`.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ExportDataset? Dataset { get; init; }

    /// <summary>Its rows, in the form that the list of its name has here; absent with `all`.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public object[]? Data { get; init; }

    /// <summary>Only with `all`.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public LeadView[]? Leads { get; init; }

    /// <summary>Only with `all`.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ExportedInteraction[]? Interactions { get; init; }

    /// <summary>Only with `all`.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public AgentView[]? Agents { get; init; }

    /// <summary>Only with `all`.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ExportedProperty[]? Properties { get; init; }

    /// <summary>Only with `all`.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ExportedSale[]? Sales { get; init; }
}

/// <summary>
/// Sends an export while it is read. Whatever goes wrong before the first piece has left is a problem like any other; later
/// the connection is torn, so that nobody takes half an export for a whole one.
/// </summary>
internal sealed class ExportAnswer(DataExport export, ExportDataset wanted, ExportFormat format, DateOnly today)
    : IResult
{
    private const string Json = "application/json; charset=utf-8";
    private const string Zip = "application/zip";

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        await using var _ = export;
        if (format == ExportFormat.Xlsx)
        {
            var sheets = export.Datasets.Select(one => new XlsxSheet(one.Dataset.Spelled(), one.RowType, one.Rows));
            await XlsxBook.SendAsync(httpContext, wanted.Spelled(), "format", sheets);
            return;
        }

        var (contentType, extension) = (format, wanted) switch
        {
            (ExportFormat.Json, _) => (Json, "json"),
            (_, ExportDataset.All) => (Zip, "zip"),
            _ => (CsvRows.ContentType, "csv"),
        };
        var dataset = wanted.Spelled();
        httpContext.Response.AnnounceFile(dataset, contentType, extension);
        await httpContext.SendFileAsync(dataset, () => SendAsync(httpContext, contentType));
    }

    private Task SendAsync(HttpContext http, string contentType) =>
        contentType switch
        {
            Json => SendJsonAsync(http),
            Zip => SendZipAsync(http),
            _ => SendCsvAsync(http.Response.Body, export.Datasets.Single(), http.RequestAborted),
        };

    private async Task SendJsonAsync(HttpContext http)
    {
        var options = http.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        var json = new JsonRows(http.Response.Body, options);
        json.Writer.WriteStartObject();
        if (wanted != ExportDataset.All)
            json.Writer.WriteString("dataset", wanted.Spelled());
        foreach (var one in export.Datasets)
        {
            json.Writer.WritePropertyName(wanted == ExportDataset.All ? one.Dataset.Spelled() : "data");
            await json.WriteListAsync(one.RowType, one.Rows, http.RequestAborted);
        }

        json.Writer.WriteEndObject();
        await json.SendAsync(http.RequestAborted);
    }

    // Nothing is disposed of when it breaks off: that would write a directory, and half a zip would look like a whole one.
    private async Task SendZipAsync(HttpContext http)
    {
        // .NET 10 closes an entry by a few synchronous writes, even when asked to close it asynchronously.
        http.Features.GetRequiredFeature<IHttpBodyControlFeature>().AllowSynchronousIO = true;
        var (body, aborted) = (http.Response.Body, http.RequestAborted);
        var zip = await ZipArchive.CreateAsync(body, ZipArchiveMode.Create, leaveOpen: true, null, aborted);
        foreach (var one in export.Datasets)
        {
            var entry = zip.CreateEntry($"{one.Dataset.Spelled()}.csv", CompressionLevel.Fastest);
            entry.LastWriteTime = today.DubaiMidnight();
            var file = await entry.OpenAsync(aborted);
            await SendCsvAsync(file, one, aborted);
            await file.DisposeAsync();
        }

        await zip.DisposeAsync();
    }

    private static Task SendCsvAsync(Stream body, ExportedRows one, CancellationToken cancellationToken) =>
        CsvRows.WriteAsync(body, one.RowType, one.Rows, cancellationToken);
}
