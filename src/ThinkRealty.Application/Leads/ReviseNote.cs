using FluentValidation;
using MediatR;
using ThinkRealty.Application.Access;
using ThinkRealty.Application.Pipeline;
using ThinkRealty.Domain;
using ThinkRealty.Domain.Leads;

namespace ThinkRealty.Application.Leads;

/// <summary>Its author corrects a note, or strikes it out; what it said before stays in the record (rules §8).</summary>
/// <exception cref="DomainException">
/// <c>lead_not_found</c>, <c>note_not_found</c>; <c>forbidden</c>: another agent's lead, or somebody else's note;
/// <c>lead_archived</c>.
/// </exception>
/// <param name="LeadId">Of which lead.</param>
/// <param name="NoteId">Which note.</param>
/// <param name="Note">What it says now; null strikes it out.</param>
public sealed record ReviseNote(Guid LeadId, Guid NoteId, NoteWords? Note) : ICommand<Guid>;

internal sealed class ReviseNoteValidator : AbstractValidator<ReviseNote>
{
    public ReviseNoteValidator() =>
        RuleFor(c => c.Note!)
            .SetValidator(new NoteWordsValidator())
            .OverridePropertyName("")
            .When(c => c.Note is not null);
}

internal sealed class ReviseNoteHandler(
    CallersLeads callersLeads,
    ILeadRepository leads,
    CallContext call,
    TimeProvider clock
) : IRequestHandler<ReviseNote, Guid>
{
    public async Task<Guid> Handle(ReviseNote request, CancellationToken cancellationToken)
    {
        var lead = await callersLeads.FindAsync(request.LeadId, ifMatch: null, cancellationToken);
        var note =
            await leads.FindNoteAsync(lead.Id, request.NoteId, cancellationToken)
            ?? throw LeadErrors.NoteNotFound(request.NoteId);
        if (note.Author != call.ActorId)
            throw AccessErrors.Forbidden("Only its author may change a note");

        // The newest words stand for the note, so these are newer than the last, whatever the clocks of two nodes say.
        var (now, next) = (clock.Now(), note.SaidAt.AddMicroseconds(1));
        lead.Revise(request.NoteId, request.Note?.Text, call.ActorId, now > next ? now : next);
        return request.NoteId;
    }
}
