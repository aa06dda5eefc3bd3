using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;
using ThinkRealty.Api.Csv;
using ThinkRealty.Api.Json;
using ThinkRealty.Application.Reports;

namespace ThinkRealty.Api.Endpoints;

/// <summary>
/// A report as JSON, or its rows as CSV where the caller asks for that; then <c>As-Of</c> and <c>Next-Cursor</c> are headers,
/// so that nothing but rows is in the file.
/// </summary>
internal sealed class ReportAnswer<TRow, TAnswer>(TAnswer report) : IResult, IEndpointMetadataProvider
    where TAnswer : Report<TRow>
{
    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(200, typeof(TAnswer), [ReportForm.Json, ReportForm.Csv]));

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var headers = httpContext.Response.Headers;
        headers.Vary = "Accept";
        if (!ReportForm.IsCsv(httpContext.Request))
        {
            await TypedResults.Ok(report).ExecuteAsync(httpContext);
            return;
        }

        headers.ContentType = CsvRows.ContentType;
        headers["As-Of"] = MomentConverter.Written(report.AsOf);
        if (report.NextCursor is { } next)
            headers["Next-Cursor"] = next;
        await CsvRows.WriteAsync(
            httpContext.Response.Body,
            typeof(TRow),
            report.Data.Cast<object>().ToAsyncEnumerable(),
            httpContext.RequestAborted
        );
    }
}

/// <summary>In which form a report is wanted.</summary>
internal static class ReportForm
{
    public const string Json = "application/json";
    public const string Csv = "text/csv";

    /// <summary>Whether <c>Accept</c> prefers CSV: the first of the forms it likes best. JSON is the default.</summary>
    public static bool IsCsv(HttpRequest request) =>
        request
            .GetTypedHeaders()
            .Accept.Where(form => form.Quality != 0)
            .OrderByDescending(form => form.Quality ?? 1)
            .Select(form => form.MediaType.Value?.ToLowerInvariant())
            .FirstOrDefault(form => form is Csv or "text/*" or Json or "application/*" or "*/*")
            is Csv
                or "text/*";
}
