using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using ThinkRealty.Api.Access;
using ThinkRealty.Api.OpenApi;
using ThinkRealty.Application.Access;
using ThinkRealty.Application.Leads;

namespace ThinkRealty.Api.Endpoints;

/// <summary>Writing down what happens with a lead. Agents write on their own leads; another one's is <c>forbidden</c>.</summary>
internal static class LeadActivities
{
    public static void MapLeadActivities(this IEndpointRouteBuilder app)
    {
        var lead = app.MapGroup("/api/v1/leads/{id:guid}").WithTags("Leads");

        lead.MapPost("/interactions", LogInteraction)
            .RequireAuthorization(Policies.WorkOnLeads)
            .WithName("log_interaction")
            .WithSummary("Writes down what happened with a lead, or is arranged")
            .WithDescription(
                "Points are booked at once: positive outcome, viewing, offer, and once the bonus of the first contact. What is "
                    + "scheduled ahead and not completed is no contact yet. Interactions are never changed or deleted. "
                    + "`agent_not_found`: no such `agent_id`. With `next_follow_up` also `follow_up_conflict`, `lead_not_active`, "
                    + "`lead_locked`, `lead_unassigned`."
            )
            .Refuses(404, "lead_not_found", "agent_not_found")
            .Refuses(409, "lead_archived", "follow_up_conflict", "lead_not_active", "lead_locked", "lead_unassigned")
            .Refuses(422, "idempotency_key_reused");

        lead.MapPost("/notes", AddNote)
            .RequireAuthorization(Policies.WorkOnLeads)
            .WithName("add_note")
            .WithSummary("Adds a note")
            .WithDescription("A note is no contact and brings no points. Its author can correct it and strike it out.")
            .Refuses(404, "lead_not_found")
            .Refuses(409, "lead_archived")
            .Refuses(422, "idempotency_key_reused");

        lead.MapPatch("/notes/{note_id:guid}", CorrectNote)
            .RequireAuthorization(Policies.WorkOnLeads)
            .WithName("correct_note")
            .WithSummary("Its author corrects a note; what it said before stays in the record")
            .WithDescription(
                "`forbidden`: the caller did not write the note. `note_not_found`: the lead has no such note."
            )
            .Refuses(404, "lead_not_found", "note_not_found")
            .Refuses(409, "lead_archived")
            .Refuses(422, "idempotency_key_reused");

        lead.MapDelete("/notes/{note_id:guid}", StrikeNoteOut)
            .RequireAuthorization(Policies.WorkOnLeads)
            .WithName("strike_note_out")
            .WithSummary("Its author strikes a note out; it stays in the record")
            .WithDescription("The note leaves the lists. `forbidden`: the caller did not write it.")
            .Refuses(404, "lead_not_found", "note_not_found")
            .Refuses(409, "lead_archived")
            .Refuses(422, "idempotency_key_reused");
    }

    private static async Task<Created<InteractionView>> LogInteraction(
        Guid id,
        NewInteraction body,
        IMediator mediator,
        CancellationToken cancellationToken
    )
    {
        var interaction = await mediator.Send(new LogInteraction(id, body), cancellationToken);
        return TypedResults.Created($"/api/v1/leads/{id}/interactions", interaction);
    }

    private static async Task<Created<NoteView>> AddNote(
        Guid id,
        NoteWords body,
        IMediator mediator,
        CancellationToken cancellationToken
    )
    {
        var note = await mediator.Send(new AddNote(id, body), cancellationToken);
        var author = await mediator.Send(new GetUser(note.AuthorUserId), cancellationToken);
        return TypedResults.Created($"/api/v1/leads/{id}/notes", NoteView.Of(note, author));
    }

    private static async Task<Ok<NoteView>> CorrectNote(
        Guid id,
        [FromRoute(Name = "note_id")] Guid noteId,
        NoteWords body,
        IMediator mediator,
        CancellationToken cancellationToken
    )
    {
        await mediator.Send(new ReviseNote(id, noteId, body), cancellationToken);
        return TypedResults.Ok(await mediator.Send(new GetNote(id, noteId), cancellationToken));
    }

    private static async Task<NoContent> StrikeNoteOut(
        Guid id,
        [FromRoute(Name = "note_id")] Guid noteId,
        IMediator mediator,
        CancellationToken cancellationToken
    )
    {
        await mediator.Send(new ReviseNote(id, noteId, Note: null), cancellationToken);
        return TypedResults.NoContent();
    }
}
