using System.ComponentModel;
using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using ThinkRealty.Api.Access;
using ThinkRealty.Api.Json;
using ThinkRealty.Application.Reports;
using ThinkRealty.Domain.Leads;

namespace ThinkRealty.Api.Endpoints;

/// <summary>The reports on the last days, and the leads in numbers (rules §10).</summary>
internal static class Analytics
{
    public static void MapAnalytics(this IEndpointRouteBuilder app)
    {
        var reports = app.MapGroup("/api/v1/analytics").WithTags("Reports").RequireAuthorization(Policies.SeeLeads);

        reports
            .MapGet("/dashboard", Dashboard)
            .WithName("report_dashboard")
            .WithSummary("The desk on one page")
            .WithDescription(
                "All leads as they are now, and what came in the period, by day of creation; interactions by their own day."
            );

        reports
            .MapRecent("/leads-trend", (days, filter, page) => new LeadsTrend(days, filter, page))
            .WithName("report_leads_trend")
            .WithSummary("How many leads came and how many were converted, day by day")
            .WithDescription(
                "Every day of the period, the first one first, also those on which nothing happened. Without `date_to` it "
                    + "ends today; without `date_from` it begins when something happened first."
            );

        reports
            .MapRecent("/source-performance", (days, filter, page) => new SourcePerformance(days, filter, page))
            .WithName("report_source_performance")
            .WithSummary("What the leads of each source are worth")
            .WithDescription("By day of creation; most leads first.");

        reports
            .MapRecent("/agent-comparison", (days, filter, page) => new AgentComparison(days, filter, page))
            .WithName("report_agent_comparison")
            .WithSummary("What each agent made of the leads held")
            .WithDescription("By day of creation, over agents who hold at least one of the leads; most leads first.");

        reports
            .MapRecent("/property-performance", (days, filter, page) => new PropertyPerformance(days, filter, page))
            .WithName("report_property_performance")
            .WithSummary("Which properties people ask for, and what becomes of them")
            .WithDescription("By the leads' day of creation; most inquiries first.");

        reports
            .MapRecent("/funnel", (days, filter, page) => new Funnel(days, filter, page))
            .WithName("report_funnel")
            .WithSummary("How far leads come along the pipeline")
            .WithDescription(
                "By day of creation; all eight stages. A lead counts in every stage that it ever reached."
            );

        reports
            .MapRecent("/lead-scoring", (days, filter, page) => new LeadScoring(days, filter, page))
            .WithName("report_lead_scoring")
            .WithSummary("How leads are spread over the scores, and whether a higher score converts more")
            .WithDescription("By day of creation; all five bands, the lowest first.");

        reports
            .MapRecent("/time-in-stage", (days, filter, page) => new TimeInStage(days, filter, page))
            .WithName("report_time_in_stage")
            .WithSummary("How long leads stay in each status")
            .WithDescription(
                "By the day on which a status was entered; all eight of them. Hours are over the stays that have ended."
            );

        app.MapGet("/api/v1/leads/stats", Statistics)
            .WithTags("Leads")
            .RequireAuthorization(Policies.SeeLeads)
            .WithName("lead_stats")
            .WithSummary("The leads in numbers")
            .WithDescription("By day of creation; without days, of all time. An agent's are the own leads.");
    }

    /// <summary>A list about the last days.</summary>
    private static RouteHandlerBuilder MapRecent<TRow, TAnswer>(
        this IEndpointRouteBuilder reports,
        string path,
        Func<int?, ReportFilter, ReportPage, IReport<TRow, TAnswer>> report
    )
        where TAnswer : Report<TRow> =>
        reports.MapGet(
            path,
            (
                [AsParameters] RecentQuery asked,
                [AsParameters] PartQuery part,
                IMediator mediator,
                CancellationToken cancellationToken
            ) => Reports.Answer(report(asked.Days, asked.Filter, part.Page), mediator, cancellationToken)
        );

    private static async Task<Ok<LeadDashboardView>> Dashboard(
        [AsParameters] RecentQuery asked,
        IMediator mediator,
        CancellationToken cancellationToken
    ) => TypedResults.Ok(await mediator.Send(new LeadDashboard(asked.Days, asked.Filter), cancellationToken));

    private static async Task<Ok<LeadStatisticsView>> Statistics(
        [Description("Only leads that this agent holds."), FromQuery(Name = "assigned_agent_id")] Guid? assignedAgentId,
        [Description("First day, Asia/Dubai."), FromQuery(Name = "date_from")] Day? dateFrom,
        [Description("Last day, Asia/Dubai, inclusive."), FromQuery(Name = "date_to")] Day? dateTo,
        IMediator mediator,
        CancellationToken cancellationToken
    )
    {
        var filter = new ReportFilter
        {
            AgentId = assignedAgentId,
            DateFrom = dateFrom?.Value,
            DateTo = dateTo?.Value,
        };
        return TypedResults.Ok(await mediator.Send(new LeadStatistics(filter), cancellationToken));
    }
}

/// <summary>What every report on the last days takes.</summary>
internal sealed record RecentQuery
{
    [
        Description("The last so many days, Asia/Dubai, today included, 1–3650; default 30. Not together with dates."),
        FromQuery(Name = "days")
    ]
    public int? Days { get; init; }

    [Description("First day, Asia/Dubai."), FromQuery(Name = "date_from")]
    public Day? DateFrom { get; init; }

    [Description("Last day, Asia/Dubai, inclusive."), FromQuery(Name = "date_to")]
    public Day? DateTo { get; init; }

    [Description("Only leads of this source."), FromQuery(Name = "source_type")]
    public Choice<LeadSource>? SourceType { get; init; }

    [Description("Only leads that this agent holds."), FromQuery(Name = "agent_id")]
    public Guid? AgentId { get; init; }

    internal ReportFilter Filter =>
        new()
        {
            DateFrom = DateFrom?.Value,
            DateTo = DateTo?.Value,
            SourceType = SourceType?.Value,
            AgentId = AgentId,
        };
}
