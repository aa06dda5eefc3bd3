using FluentValidation;
using MediatR;
using ThinkRealty.Application.Access;
using ThinkRealty.Application.Pipeline;
using ThinkRealty.Domain;

namespace ThinkRealty.Application.Leads;

/// <summary>Adds a note to a lead (rules §8).</summary>
/// <exception cref="DomainException"><c>lead_not_found</c>, <c>forbidden</c>, <c>lead_archived</c>.</exception>
/// <param name="LeadId">To which lead.</param>
/// <param name="Note">What it says.</param>
public sealed record AddNote(Guid LeadId, NoteWords Note) : ICommand<AddedNote>;

/// <summary>A note as it was added.</summary>
/// <param name="NoteId">The note.</param>
/// <param name="Words">What it says.</param>
/// <param name="At">When, UTC.</param>
/// <param name="AuthorUserId">Who wrote it.</param>
public sealed record AddedNote(Guid NoteId, string Words, DateTimeOffset At, Guid AuthorUserId);

/// <summary>What a note says.</summary>
public sealed record NoteWords
{
    /// <summary>1–5,000 characters.</summary>
    public string? Notes { get; init; }

    /// <summary>The older name of `notes`; send one of them.</summary>
    public string? Note { get; init; }

    /// <summary>Another name of `notes`; send one of them.</summary>
    public string? Message { get; init; }

    internal string? Text => OneText.Of(Notes, Note, Message);
}

internal sealed class AddNoteValidator : AbstractValidator<AddNote>
{
    public AddNoteValidator() => RuleFor(c => c.Note).SetValidator(new NoteWordsValidator()).OverridePropertyName("");
}

internal sealed class NoteWordsValidator : AbstractValidator<NoteWords>
{
    public NoteWordsValidator()
    {
        RuleFor(n => n.Notes).IsSentOnce("notes", n => n.Note, n => n.Message);
        // A complaint is about the name that was sent.
        RuleFor(n => n.Notes).IsANote().When(n => n.Notes is not null || n is { Note: null, Message: null });
        RuleFor(n => n.Note).IsANote().When(n => n.Note is not null);
        RuleFor(n => n.Message).IsANote().When(n => n.Message is not null);
    }
}

internal sealed class AddNoteHandler(CallersLeads leads, LeadNotes notes, CallContext call)
    : IRequestHandler<AddNote, AddedNote>
{
    public async Task<AddedNote> Handle(AddNote request, CancellationToken cancellationToken)
    {
        var lead = await leads.FindAsync(request.LeadId, ifMatch: null, cancellationToken);
        var note = await notes.AddAsync(lead, request.Note.Text!, cancellationToken);
        return new(note.Id, note.Notes!, note.RecordedAt, call.Caller.Id);
    }
}
