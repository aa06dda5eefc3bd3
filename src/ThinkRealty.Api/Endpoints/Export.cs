using System.ComponentModel;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using ThinkRealty.Api.Access;
using ThinkRealty.Api.Files;
using ThinkRealty.Api.Json;
using ThinkRealty.Api.Limits;
using ThinkRealty.Api.OpenApi;
using ThinkRealty.Application.Reports;
using ThinkRealty.Domain;

namespace ThinkRealty.Api.Endpoints;

internal static class Export
{
    public static void MapExport(this IEndpointRouteBuilder app) =>
        app.MapGet("/api/v1/analytics/export", Get)
            .WithTags("Reports")
            .RequireAuthorization(Policies.Export)
            .RequireRateLimiting(ExportTurns.Name)
            .WithName("export_data")
            .WithSummary("A copy of the data, however much it is, as JSON, CSV or XLSX")
            .WithDescription(
                "Everything is from one moment, ordered by id, which is by creation, and sent while it is read. Archived leads "
                    + "are there with their `archived_at`. Agents get their own leads with the interactions and sales of "
                    + "these, their own row of the agents, and all properties; a key needs the scope `export`. CSV is for "
                    + "people (rules §16): UTF-8 with a byte order mark, times are Dubai time (`2026-01-18 14:00:00`), a list "
                    + "is joined by `; `, a field of an object goes by its path (`assigned_agent.name`), and a text that a "
                    + "spreadsheet would take for a formula has an apostrophe in front. XLSX has the same cells as numbers, dates "
                    + "and texts, and at most 100,000 rows a sheet (more is 422). `all` as CSV is a zip of five files, as XLSX "
                    + "five sheets. An answer that "
                    + "breaks off has no proper end: the connection is closed in the middle. So many exports run at once as "
                    + "`Limits:Exports` says; the next one is `rate_limited`."
            )
            .AnswersWith("Content-Disposition")
            .Produces<ExportAsJson>(
                contentType: "application/json",
                additionalContentTypes: ["text/csv", "application/zip", XlsxBook.ContentType]
            );

    private static async Task<IResult> Get(
        [Description("What to export; `all` for all five.")] Choice<ExportDataset> dataset,
        [Description("`json` (default), `csv` or `xlsx`.")] Choice<ExportFormat>? format,
        [
            Description(
                "First day, Dubai: of creation, for interactions of when they happened; without it from the first."
            ),
            FromQuery(Name = "date_from")
        ]
            Day? dateFrom,
        [Description("Last day, Dubai, inclusive; without it to the latest."), FromQuery(Name = "date_to")] Day? dateTo,
        IMediator mediator,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        var query = new ExportData(dataset.Value, dateFrom?.Value, dateTo?.Value);
        return new ExportAnswer(
            await mediator.Send(query, cancellationToken),
            dataset.Value,
            format?.Value ?? ExportFormat.Json,
            clock.Now().DubaiDay()
        );
    }
}
