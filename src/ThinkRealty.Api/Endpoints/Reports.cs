using System.ComponentModel;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using ThinkRealty.Api.Access;
using ThinkRealty.Api.Files;
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
            .MapReport("/conversion-rates", (filter, page) => new ConversionRates(filter, page))
            .WithName("report_conversion_rates")
            .WithSummary("How many leads of each source and agent were converted")
            .WithDescription("By day of creation; most leads first. Leads that nobody holds have no agent.");
        reports
            .MapReport("/avg-conversion-time", (filter, page) => new AvgConversionTime(filter, page))
            .WithName("report_avg_conversion_time")
            .WithSummary("How long leads of each property type take to convert")
            .WithDescription("By day of conversion; most conversions first. Days are 24 hours, mean and median.");
        reports
            .MapReport("/monthly-trends", (filter, page) => new MonthlyTrends(filter, page))
            .WithName("report_monthly_trends")
            .WithSummary("How many leads came and how many were converted, month by month")
            .WithDescription(
                "Each column by its own date, also where days are asked for; months are Dubai's, the first one first. A month in which nothing happened has no row."
            );
        reports
            .MapReport("/agent-rankings", (filter, page) => new AgentRankings(filter, page))
            .WithName("report_agent_rankings")
            .WithSummary("Which agents convert the largest share of their leads")
            .WithDescription(
                "By day of creation, over agents who hold at least one of the leads; best rate first, then most conversions. Who has both alike shares the rank: 1, 2, 2, 4."
            );
        reports
            .MapReport("/revenue-attribution", (filter, page) => new RevenueAttribution(filter, page))
            .WithName("report_revenue_attribution")
            .WithSummary("What each source earned")
            .WithDescription(
                "By day of conversion; highest revenue first. A paid sale's amount, else the deal's value."
            );
        reports
            .MapGet(
                "/high-score-not-converted",
                (
                    [AsParameters] ReportQuery asked,
                    [Description("Points, a whole number 0–100; leads above it. Default 80.")] int? threshold,
                    IMediator mediator,
                    CancellationToken cancellationToken
                ) =>
                    Answer(
                        new HighScoreNotConverted(
                            asked.Filter,
                            asked.Page,
                            threshold ?? HighScoreNotConverted.UsualThreshold
                        ),
                        mediator,
                        cancellationToken
                    )
            )
            .WithName("report_high_score_not_converted")
            .WithSummary("Which promising leads are not converted")
            .WithDescription(
                "Leads that score above the threshold now, whatever their status but converted, by day of creation; largest group first."
            );
        reports
            .MapGet(
                "/low-score-converted",
                (
                    [AsParameters] ReportQuery asked,
                    [Description("Points, a whole number 0–100; leads below it. Default 50.")] int? threshold,
                    IMediator mediator,
                    CancellationToken cancellationToken
                ) =>
                    Answer(
                        new LowScoreConverted(asked.Filter, asked.Page, threshold ?? LowScoreConverted.UsualThreshold),
                        mediator,
                        cancellationToken
                    )
            )
            .WithName("report_low_score_converted")
            .WithSummary("Which leads were converted although they score low")
            .WithDescription("Leads that score below the threshold now, by day of creation; largest group first.");
        reports
            .MapReport("/source-quality", (filter, page) => new SourceQuality(filter, page))
            .WithName("report_source_quality")
            .WithSummary("How the leads of each source score, month by month")
            .WithDescription("By day of creation; the first month first. Months are Dubai's.");
        reports
            .MapReport("/follow-up-timing", (filter, page) => new FollowUpTiming(filter, page))
            .WithName("report_follow_up_timing")
            .WithSummary("How soon after one contact the next one goes well")
            .WithDescription(
                "Gaps between a lead's consecutive contacts, by day of the later one; shortest first. Buckets include their upper end."
            );
        reports
            .MapGet(
                "/workload-distribution",
                ([AsParameters] LiveQuery asked, IMediator mediator, CancellationToken cancellationToken) =>
                    Answer(new WorkloadDistribution(asked.AgentId, asked.Page), mediator, cancellationToken)
            )
            .WithName("report_workload_distribution")
            .WithSummary("How full each agent is")
            .WithDescription("Agents in service, as it is now; most active leads first.");
        reports
            .MapGet(
                "/approaching-capacity",
                (
                    [AsParameters] LiveQuery asked,
                    [Description(
                        "Active leads of 50, a whole number 0–50: agents above it, or above the same share of another maximum. Default 40."
                    )]
                        int? threshold,
                    IMediator mediator,
                    CancellationToken cancellationToken
                ) =>
                    Answer(
                        new ApproachingCapacity(
                            asked.AgentId,
                            asked.Page,
                            threshold ?? ApproachingCapacity.UsualThreshold
                        ),
                        mediator,
                        cancellationToken
                    )
            )
            .WithName("report_approaching_capacity")
            .WithSummary("Which agents are nearly full")
            .WithDescription(
                "Agents in service with more active leads than the threshold, as it is now; most active leads first."
            );
        reports
            .MapReport("/specialized-vs-general", (filter, page) => new SpecializedVsGeneral(filter, page))
            .WithName("report_specialized_vs_general")
            .WithSummary("Whether agents with a specialisation convert more")
            .WithDescription(
                "By day of creation, over agents who hold at least one of the leads; most leads first. `specialized` is in at least one property type."
            );
        reports
            .MapReport("/response-time-correlation", (filter, page) => new ResponseTimeCorrelation(filter, page))
            .WithName("report_response_time_correlation")
            .WithSummary("Whether leads convert more when the first contact comes sooner")
            .WithDescription(
                "Leads with a first contact, by day of creation; shortest wait first. Buckets include their upper end."
            );
    }

    /// <summary>A report that takes nothing but what every report takes.</summary>
    private static RouteHandlerBuilder MapReport<TRow, TAnswer>(
        this IEndpointRouteBuilder reports,
        string path,
        Func<ReportFilter, ReportPage, IReport<TRow, TAnswer>> report
    )
        where TAnswer : Report<TRow> =>
        reports.MapGet(
            path,
            ([AsParameters] ReportQuery asked, IMediator mediator, CancellationToken cancellationToken) =>
                Answer(report(asked.Filter, asked.Page), mediator, cancellationToken)
        );

    /// <summary>The answer in the form that is wanted.</summary>
    public static async Task<ReportAnswer<TRow, TAnswer>> Answer<TRow, TAnswer>(
        IReport<TRow, TAnswer> report,
        IMediator mediator,
        CancellationToken cancellationToken
    )
        where TAnswer : Report<TRow> => new(await mediator.Send(report, cancellationToken));
}

/// <summary>Which part of a report is wanted.</summary>
internal record PartQuery
{
    /// <summary>Says whether a file is wanted.</summary>
    public HttpRequest Request { get; init; } = null!;

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

    /// <summary>A file is the whole report where no part of it was asked for.</summary>
    internal ReportPage Page
    {
        get
        {
            var order = Order?.Value ?? ReportOrder.Display;
            return FileForm.IsFile(Request) && Skip is null && Limit is null && string.IsNullOrEmpty(Cursor)
                ? ReportPage.Whole with
                {
                    Order = order,
                }
                : new(PageRequest.Of(Skip, Limit), Cursor, order);
        }
    }
}

/// <summary>What a report about now takes.</summary>
internal sealed record LiveQuery : PartQuery
{
    [Description("Only this agent."), FromQuery(Name = "agent_id")]
    public Guid? AgentId { get; init; }
}

/// <summary>What every other report takes.</summary>
internal sealed record ReportQuery : PartQuery
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

    internal ReportFilter Filter =>
        new()
        {
            DateFrom = DateFrom?.Value,
            DateTo = DateTo?.Value,
            SourceType = SourceType?.Value,
            AgentId = AgentId,
            PropertyType = PropertyType?.Value,
        };
}
