using System.ComponentModel;
using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using ThinkRealty.Api.Access;
using ThinkRealty.Api.Json;
using ThinkRealty.Application.Pipeline;
using ThinkRealty.Application.Reports;
using ThinkRealty.Domain.Leads;

namespace ThinkRealty.Api.Endpoints;

/// <summary>The thirteen reports (rules §10). A report more is a file in Application/Reports and an entry here.</summary>
internal static class Reports
{
    public static void MapReports(this IEndpointRouteBuilder app)
    {
        var reports = app.MapGroup("/api/v1/analytics").WithTags("Reports").RequireAuthorization(Policies.SeeLeads);
        reports
            .MapGet(
                "/conversion-rates",
                ([AsParameters] ReportQuery asked, IMediator mediator, CancellationToken cancellationToken) =>
                    Answer(new ConversionRates(asked.Filter, asked.Page), mediator, cancellationToken)
            )
            .WithName("report_conversion_rates")
            .WithSummary("How many leads of each source and agent were converted")
            .WithDescription("By day of creation; most leads first. Leads that nobody holds have no agent.");
    }

    private static async Task<Ok<Report<TRow>>> Answer<TRow>(
        IReport<TRow> report,
        IMediator mediator,
        CancellationToken cancellationToken
    ) => TypedResults.Ok(await mediator.Send(report, cancellationToken));
}

/// <summary>What every report takes.</summary>
internal sealed record ReportQuery
{
    [Description("First day, Asia/Dubai."), FromQuery(Name = "date_from")]
    public Day? DateFrom { get; init; }

    [Description("Last day, Asia/Dubai, inclusive."), FromQuery(Name = "date_to")]
    public Day? DateTo { get; init; }

    [Description("Only leads of this source."), FromQuery(Name = "source_type")]
    public Choice<LeadSource>? SourceType { get; init; }

    [Description("Only leads that this agent holds."), FromQuery(Name = "agent_id")]
    public Guid? AgentId { get; init; }

    [Description("Only leads who look for this type."), FromQuery(Name = "property_type")]
    public Choice<PropertyType>? PropertyType { get; init; }

    [FromQuery(Name = "skip")]
    public int? Skip { get; init; }

    [FromQuery(Name = "limit")]
    public int? Limit { get; init; }

    [FromQuery(Name = "cursor")]
    public string? Cursor { get; init; }

    [
        Description(
            "`display` (default): as the report is read; `key`: by its group columns, where a walk by cursor meets every group exactly once."
        ),
        FromQuery(Name = "order")
    ]
    public Choice<ReportOrder>? Order { get; init; }

    internal ReportFilter Filter =>
        new()
        {
            DateFrom = DateFrom?.Value,
            DateTo = DateTo?.Value,
            SourceType = SourceType?.Value,
            AgentId = AgentId,
            PropertyType = PropertyType?.Value,
        };

    internal ReportPage Page => new(PageRequest.Of(Skip, Limit), Cursor, Order?.Value ?? ReportOrder.Display);
}
