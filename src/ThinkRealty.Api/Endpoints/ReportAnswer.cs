using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;
using ThinkRealty.Api.Files;
using ThinkRealty.Api.Json;
using ThinkRealty.Application.Reports;

namespace ThinkRealty.Api.Endpoints;

/// <summary>
/// A report as JSON, or its rows as CSV or XLSX where the caller asks for that; then <c>As-Of</c> and <c>Next-Cursor</c> are headers,
/// so that nothing but rows is in the file.
/// </summary>
internal sealed class ReportAnswer<TRow, TAnswer>(TAnswer report) : IResult, IEndpointMetadataProvider
    where TAnswer : Report<TRow>
{
    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(
            new ProducesResponseTypeMetadata(200, typeof(TAnswer), [FileForm.Json, FileForm.Csv, FileForm.Xlsx])
        );

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var headers = httpContext.Response.Headers;
        headers.Vary = "Accept";
        if (!FileForm.IsFile(httpContext.Request))
        {
            await TypedResults.Ok(report).ExecuteAsync(httpContext);
            return;
        }

        headers["As-Of"] = MomentConverter.Written(report.AsOf);
        if (report.NextCursor is { } next)
            headers["Next-Cursor"] = next;
        await RowsAnswer.SendAsync(httpContext, typeof(TRow), report.Data.Cast<object>().ToAsyncEnumerable());
    }
}
