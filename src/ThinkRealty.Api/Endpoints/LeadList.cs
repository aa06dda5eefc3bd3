using System.ComponentModel;
using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using ThinkRealty.Api.Access;
using ThinkRealty.Api.Files;
using ThinkRealty.Api.Json;
using ThinkRealty.Application.Leads;
using ThinkRealty.Application.Pipeline;
using ThinkRealty.Domain.Leads;

namespace ThinkRealty.Api.Endpoints;

internal static class LeadList
{
    public static void MapLeadList(this IEndpointRouteBuilder app) =>
        app.MapGet("/api/v1/leads", List)
            .WithTags("Leads")
            .RequireAuthorization(Policies.SeeLeads)
            .WithName("list_leads")
            .WithSummary("The leads by creation")
            .WithDescription(
                "Newest first unless `sort_order` says otherwise. `cursor` walks them: every lead that is there when the walk "
                    + "begins comes exactly once, and a walk ends with the newest of them. Archived leads are absent unless "
                    + "`include_archived` is true; agents see their own leads. With `Accept: text/csv` (or XLSX) the answer is a file "
                    + "of all of them: a list to call is `?score_min=81&status=new`."
            );

    private static async Task<Ok<Page<LeadView>>> List(
        int? skip,
        int? limit,
        string? cursor,
        [Description("Only leads with this status.")] Choice<LeadStatus>? status,
        [Description("Only leads of this agent."), FromQuery(Name = "assigned_agent_id")] Guid? assignedAgentId,
        [Description("true: only leads without an agent; false: only leads with one.")] bool? unassigned,
        [
            Description("true: only leads that a supervisor should look at; false: only the others."),
            FromQuery(Name = "needs_supervisor")
        ]
            bool? needsSupervisor,
        [
            Description(
                "true: only active leads with an agent and without a pending follow-up; false: only the others."
            ),
            FromQuery(Name = "no_next_step")
        ]
            bool? noNextStep,
        [Description("Points, 0–100: only leads with at least so many."), FromQuery(Name = "score_min")] int? scoreMin,
        [Description("Points, 0–100: only leads with at most so many."), FromQuery(Name = "score_max")] int? scoreMax,
        [Description("Whether archived leads are shown too; default false."), FromQuery(Name = "include_archived")]
            bool? includeArchived,
        [Description("What the order goes by; default `created_at`."), FromQuery(Name = "sort_by")]
            Choice<LeadOrder>? sortBy,
        [Description("`desc` (default) or `asc`."), FromQuery(Name = "sort_order")] Choice<SortOrder>? sortOrder,
        HttpRequest request,
        IMediator mediator,
        CancellationToken cancellationToken
    )
    {
        var selection = new LeadSelection
        {
            Status = status?.Value,
            AssignedAgentId = assignedAgentId,
            Unassigned = unassigned,
            NeedsSupervisor = needsSupervisor,
            NoNextStep = noNextStep,
            ScoreMin = scoreMin,
            ScoreMax = scoreMax,
            IncludeArchived = includeArchived ?? false,
        };
        _ = sortBy; // there is one order so far
        var page = PageRequest.Of(skip, limit) with { Counts = !FileForm.IsFile(request) };
        var query = new ListLeads(selection, page, cursor, sortOrder?.Value ?? SortOrder.Desc);
        return TypedResults.Ok(await mediator.Send(query, cancellationToken));
    }
}
