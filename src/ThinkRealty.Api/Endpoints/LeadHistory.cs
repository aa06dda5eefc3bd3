using System.ComponentModel;
using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using ThinkRealty.Api.Access;
using ThinkRealty.Api.OpenApi;
using ThinkRealty.Application.Leads;
using ThinkRealty.Application.Pipeline;

namespace ThinkRealty.Api.Endpoints;

/// <summary>What is known of one lead's life. Agents look at their own leads; another one's is <c>forbidden</c>.</summary>
internal static class LeadHistory
{
    public static void MapLeadHistory(this IEndpointRouteBuilder app)
    {
        var lead = app.MapGroup("/api/v1/leads/{id:guid}").WithTags("Leads");

        lead.MapGet("/assignments", Assignments)
            .RequireAuthorization(Policies.SeeLeads)
            .WithName("list_lead_assignments")
            .WithSummary("Who was given the lead, newest first, and why")
            .WithDescription(
                "Each decision with the facts it was made from. `agent_id` asks why not this one: each decision then has "
                    + "`why_not` with an `outcome` from these facts."
            )
            .Refuses(404, "lead_not_found", "agent_not_found");

        lead.MapGet("/score", Score)
            .RequireAuthorization(Policies.SeeLeads)
            .WithName("get_lead_score")
            .WithSummary("Where the score comes from")
            .WithDescription("`breakdown` and `ledger` add up to `raw_score`; `score` is that held to 0–100.")
            .Refuses(404, "lead_not_found");

        lead.MapGet("/stage-history", StageHistory)
            .RequireAuthorization(Policies.SeeLeads)
            .WithName("list_lead_status_steps")
            .WithSummary("Every status step from the beginning, and every correction of the deal")
            .WithDescription(
                "Each `status_from` is the `status_to` before. `kind` tells a status step from a correction, which leaves the "
                    + "status as it is."
            )
            .Refuses(404, "lead_not_found");

        lead.MapGet("/audit", Audit)
            .RequireAuthorization(Policies.SeeLeads)
            .WithName("list_lead_audit_entries")
            .WithSummary("Who changed the lead, when and how, newest first")
            .WithDescription("`cursor` walks from the newest to the oldest.")
            .Refuses(404, "lead_not_found");

        lead.MapGet("/timeline", Timeline)
            .RequireAuthorization(Policies.SeeLeads)
            .WithName("get_lead_timeline")
            .WithSummary("The lead's whole life in one order, the latest first")
            .WithDescription(
                "Interactions, notes, status steps, corrections, assignments, and follow-ups made and completed."
            )
            .Refuses(404, "lead_not_found");

        lead.MapGet("/duplicates", Duplicates)
            .RequireAuthorization(Policies.SeeLeads)
            .WithName("list_lead_duplicates")
            .WithSummary("The other leads of the same person, newest first")
            .WithDescription(
                "Leads with the same phone, and those that point at one another with `duplicate_of`. Archived leads and, for "
                    + "agents, other agents' leads are absent."
            )
            .Refuses(404, "lead_not_found");

        lead.MapGet("/interactions", Interactions)
            .RequireAuthorization(Policies.SeeLeads)
            .WithName("list_lead_interactions")
            .WithSummary("What happened with the lead, the latest first")
            .WithDescription("Notes are among them, in their newest words; those that are struck out are absent.")
            .Refuses(404, "lead_not_found");

        lead.MapGet("/notes", Notes)
            .RequireAuthorization(Policies.SeeLeads)
            .WithName("list_lead_notes")
            .WithSummary("The lead's notes, newest first")
            .WithDescription("In their newest words; those that are struck out are absent.")
            .Refuses(404, "lead_not_found");
    }

    private static async Task<Ok<Page<AssignmentView>>> Assignments(
        Guid id,
        [Description("Asks of every decision why it was not this agent."), FromQuery(Name = "agent_id")] Guid? agentId,
        int? skip,
        int? limit,
        IMediator mediator,
        CancellationToken cancellationToken
    ) =>
        TypedResults.Ok(
            await mediator.Send(new ListAssignments(id, agentId, PageRequest.Of(skip, limit)), cancellationToken)
        );

    private static async Task<Ok<ScoreView>> Score(Guid id, IMediator mediator, CancellationToken cancellationToken) =>
        TypedResults.Ok(await mediator.Send(new GetScore(id), cancellationToken));

    private static async Task<Ok<Page<StatusStepView>>> StageHistory(
        Guid id,
        int? skip,
        int? limit,
        IMediator mediator,
        CancellationToken cancellationToken
    ) => TypedResults.Ok(await mediator.Send(new ListStatusSteps(id, PageRequest.Of(skip, limit)), cancellationToken));

    private static async Task<Ok<Page<AuditEntryView>>> Audit(
        Guid id,
        int? skip,
        int? limit,
        string? cursor,
        IMediator mediator,
        CancellationToken cancellationToken
    ) =>
        TypedResults.Ok(
            await mediator.Send(new ListAuditEntries(id, PageRequest.Of(skip, limit), cursor), cancellationToken)
        );

    private static async Task<Ok<Page<TimelineEntry>>> Timeline(
        Guid id,
        int? skip,
        int? limit,
        string? cursor,
        IMediator mediator,
        CancellationToken cancellationToken
    ) =>
        TypedResults.Ok(
            await mediator.Send(new GetTimeline(id, PageRequest.Of(skip, limit), cursor), cancellationToken)
        );

    private static async Task<Ok<Page<LeadView>>> Duplicates(
        Guid id,
        int? skip,
        int? limit,
        IMediator mediator,
        CancellationToken cancellationToken
    ) => TypedResults.Ok(await mediator.Send(new ListDuplicates(id, PageRequest.Of(skip, limit)), cancellationToken));

    private static async Task<Ok<Page<InteractionView>>> Interactions(
        Guid id,
        int? skip,
        int? limit,
        string? cursor,
        IMediator mediator,
        CancellationToken cancellationToken
    ) =>
        TypedResults.Ok(
            await mediator.Send(new ListInteractions(id, PageRequest.Of(skip, limit), cursor), cancellationToken)
        );

    private static async Task<Ok<Page<NoteView>>> Notes(
        Guid id,
        int? skip,
        int? limit,
        string? cursor,
        IMediator mediator,
        CancellationToken cancellationToken
    ) =>
        TypedResults.Ok(await mediator.Send(new ListNotes(id, PageRequest.Of(skip, limit), cursor), cancellationToken));
}
