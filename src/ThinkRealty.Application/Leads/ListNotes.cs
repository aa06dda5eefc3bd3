using System.Data.Common;
using FluentValidation;
using MediatR;
using ThinkRealty.Application.Access;
using ThinkRealty.Application.Pipeline;
using ThinkRealty.Domain;

namespace ThinkRealty.Application.Leads;

/// <summary>A lead's notes, newest first (rules §8).</summary>
/// <exception cref="DomainException"><c>lead_not_found</c>; <c>forbidden</c>: another agent's lead.</exception>
public sealed record ListNotes(Guid LeadId, PageRequest Page, string? Cursor) : IQuery<Page<NoteView>>;

internal sealed class ListNotesValidator : AbstractValidator<ListNotes>
{
    public ListNotesValidator()
    {
        this.PageIsWithinLimits(q => q.Page);
        this.CursorIsOfThisList(q => q.Cursor);
    }
}

internal sealed class ListNotesHandler(DbDataSource db, CallContext call) : IRequestHandler<ListNotes, Page<NoteView>>
{
    private const string Sql = $"""
        select count(*) from ({NoteView.Select} and n.lead_id = @LeadId) standing;
        {NoteView.Select} and n.lead_id = @LeadId and (n.recorded_at, n.id) < (@At, @Id)
         order by n.recorded_at desc, n.id desc
        offset @Skip limit @Limit
        """;

    public async Task<Page<NoteView>> Handle(ListNotes request, CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenConnectionAsync(cancellationToken);
        await connection.MustSeeAsync(call.Caller, request.LeadId, cancellationToken);
        return await connection.ReadPageAsync<NoteView>(
            Sql,
            new { request.LeadId },
            request.Page,
            Walk.Read(request.Cursor, Walk.Down)!,
            note => new(note.CreatedAt, note.NoteId),
            cancellationToken
        );
    }
}
