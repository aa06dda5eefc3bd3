using System.ComponentModel;
using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using ThinkRealty.Api.Access;
using ThinkRealty.Api.Intake;
using ThinkRealty.Api.OpenApi;
using ThinkRealty.Application.Leads;

namespace ThinkRealty.Api.Endpoints;

internal static class Leads
{
    public static void MapLeads(this IEndpointRouteBuilder app)
    {
        var leads = app.MapGroup("/api/v1/leads").WithTags("Leads");

        leads
            .MapPost("/capture", Capture)
            .RequireAuthorization(Policies.CaptureLeads)
            .WithMetadata(new InquiryDoor())
            .WithName("capture_lead")
            .WithSummary("Takes in an inquiry: scored, assigned and with its first follow-up")
            .WithDescription(
                "201 with the agent, or 202 with `queue_position` while every agent is full. `duplicate_lead` (with "
                    + "`existing_lead_id`): the same phone came by the same source within `Leads:DuplicateWindowHours`. `agent_overload`: "
                    + "every agent is full and the settings say reject. What is refused is kept in the intake. "
                    + "`X-Degraded: property-suggestions`: the property service did not answer, the suggestions are local."
            )
            .AnswersWith("X-Degraded")
            .Refuses(409, "duplicate_lead")
            .Refuses(422, "idempotency_key_reused")
            .Refuses(503, "agent_overload");

        leads
            .MapGet("/{id:guid}", Get)
            .RequireAuthorization(Policies.SeeLeads)
            .WithName("get_lead")
            .WithSummary("One lead, with its version as ETag")
            .WithDescription("Agents see their own leads; another one's is `forbidden`.")
            .Refuses(404, "lead_not_found");

        leads
            .MapPut("/{id:guid}/update", Update)
            .RequireAuthorization(Policies.WorkOnLeads)
            .WithName("update_lead")
            .WithSummary("After looking after a lead: status, activity, follow-up and interests in one step")
            .WithDescription(
                "All parts are optional and are taken together or not at all. `If-Match` with the ETag protects against lost "
                    + "updates (`version_conflict`). `invalid_status_transition` lists the `allowed` steps; "
                    + "`follow_up_conflict` names the other task, less than 30 minutes away. `lead_not_active`: a closed lead "
                    + "takes activities only; `lead_locked`: so does a transferred one; `lead_unassigned`: a follow-up needs an agent."
            )
            .Refuses(404, "lead_not_found", "property_not_found")
            .Refuses(
                409,
                "invalid_status_transition",
                "follow_up_conflict",
                "lead_not_active",
                "lead_archived",
                "lead_locked",
                "lead_unassigned"
            )
            .Refuses(412, "version_conflict")
            .Refuses(422, "idempotency_key_reused");

        leads
            .MapPatch("/{id:guid}", Change)
            .RequireAuthorization(Policies.Supervise)
            .WithName("change_lead")
            .WithSummary("Corrects the deal of a converted lead")
            .WithDescription(
                "`deal_value` and `conversion_type` of a converted lead, with a `reason`; null clears. The correction is kept in the "
                    + "stage history, the amount of the lead's paid sale follows, and so do the reports. The same values again change "
                    + "nothing. `If-Match` with the ETag protects against lost updates. Other fields of a lead cannot be changed here "
                    + "yet; they are named in `warnings`."
            )
            .Refuses(404, "lead_not_found")
            .Refuses(409, "lead_archived", "lead_locked")
            .Refuses(412, "version_conflict");

        leads
            .MapDelete("/{id:guid}", Archive)
            .RequireAuthorization(Policies.Supervise)
            .WithName("archive_lead")
            .WithSummary("Takes a lead out of lists and statistics; it can be restored")
            .WithDescription(
                "The agent's place is free at once, pending follow-ups are cancelled. `lead_archived`: it is already."
            )
            .Refuses(404, "lead_not_found")
            .Refuses(409, "lead_archived")
            .Refuses(412, "version_conflict")
            .Refuses(422, "idempotency_key_reused");

        leads
            .MapPost("/{id:guid}/restore", Restore)
            .RequireAuthorization(Policies.Supervise)
            .WithName("restore_lead")
            .WithSummary("Undoes archiving")
            .WithDescription(
                "An open lead goes back to its agent where there is room, else to the best other one, else it waits; it gets a "
                    + "new first follow-up. A lead that is not archived stays as it is."
            )
            .Refuses(404, "lead_not_found")
            .Refuses(412, "version_conflict")
            .Refuses(422, "idempotency_key_reused");

        leads
            .MapPost("/{id:guid}/tags", Tag)
            .RequireAuthorization(Policies.WorkOnLeads)
            .WithName("tag_lead")
            .WithSummary("Adds tags that are not there yet")
            .WithDescription("A tag that the lead has already changes nothing. `.` and `..` cannot be tags.")
            .Refuses(404, "lead_not_found")
            .Refuses(409, "lead_not_active", "lead_archived", "lead_locked")
            .Refuses(412, "version_conflict")
            .Refuses(422, "idempotency_key_reused");

        leads
            .MapDelete("/{id:guid}/tags", Untag)
            .RequireAuthorization(Policies.WorkOnLeads)
            .WithName("untag_lead")
            .WithSummary("Removes a tag from the lead")
            .WithDescription("The tag is sent in its exact letters. A tag that the lead does not have changes nothing.")
            .Refuses(404, "lead_not_found")
            .Refuses(409, "lead_not_active", "lead_archived", "lead_locked")
            .Refuses(412, "version_conflict")
            .Refuses(422, "idempotency_key_reused");
    }

    private static async Task<Results<Created<CapturedLead>, Accepted<CapturedLead>>> Capture(
        CaptureLead body,
        IMediator mediator,
        HttpResponse response,
        CancellationToken cancellationToken
    )
    {
        var lead = await mediator.Send(body, cancellationToken);
        if (lead.AreSuggestionsDegraded)
            response.Headers["X-Degraded"] = "property-suggestions";
        var address = $"/api/v1/leads/{lead.LeadId}";
        return lead.AssignedAgent is null ? TypedResults.Accepted(address, lead) : TypedResults.Created(address, lead);
    }

    private static async Task<Ok<LeadView>> Get(
        Guid id,
        IMediator mediator,
        HttpResponse response,
        CancellationToken cancellationToken
    ) => TypedResults.Ok(await mediator.ShowLeadAsync(id, response, cancellationToken));

    private static async Task<Ok<UpdatedLead>> Update(
        Guid id,
        LeadUpdate body,
        IMediator mediator,
        HttpRequest request,
        HttpResponse response,
        CancellationToken cancellationToken
    )
    {
        var updated = await mediator.Send(new UpdateLead(id, request.SeenVersion(), body), cancellationToken);
        response.ShowVersion(updated.Version);
        return TypedResults.Ok(updated);
    }

    private static async Task<Ok<LeadView>> Change(
        Guid id,
        LeadChanges body,
        IMediator mediator,
        HttpRequest request,
        HttpResponse response,
        CancellationToken cancellationToken
    )
    {
        var changed = await mediator.Send(new ChangeLead(id, request.SeenVersion(), body), cancellationToken);
        return TypedResults.Ok(await mediator.ShowChangedLeadAsync(id, response, cancellationToken, changed.Warnings));
    }

    private static async Task<NoContent> Archive(
        Guid id,
        IMediator mediator,
        HttpRequest request,
        CancellationToken cancellationToken
    )
    {
        await mediator.Send(new ArchiveLead(id, request.SeenVersion()), cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<Ok<LeadView>> Restore(
        Guid id,
        IMediator mediator,
        HttpRequest request,
        HttpResponse response,
        CancellationToken cancellationToken
    )
    {
        await mediator.Send(new RestoreLead(id, request.SeenVersion()), cancellationToken);
        return TypedResults.Ok(await mediator.ShowLeadAsync(id, response, cancellationToken));
    }

    private static async Task<Ok<LeadTags>> Tag(
        Guid id,
        NewTags body,
        IMediator mediator,
        HttpRequest request,
        CancellationToken cancellationToken
    ) => TypedResults.Ok(await mediator.Send(new TagLead(id, request.SeenVersion(), body), cancellationToken));

    private static async Task<Ok<LeadTags>> Untag(
        Guid id,
        [Description("The tag to take away, exactly as it is.")] string tag,
        IMediator mediator,
        HttpRequest request,
        CancellationToken cancellationToken
    ) => TypedResults.Ok(await mediator.Send(new UntagLead(id, request.SeenVersion(), tag), cancellationToken));
}
