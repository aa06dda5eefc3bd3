using System.Data.Common;
using Dapper;
using MediatR;
using ThinkRealty.Application.Access;
using ThinkRealty.Application.Pipeline;
using ThinkRealty.Domain;
using ThinkRealty.Domain.Leads;

namespace ThinkRealty.Application.Leads;

/// <summary>One note of a lead, in its newest words.</summary>
/// <exception cref="DomainException">
/// <c>lead_not_found</c>, <c>note_not_found</c>; <c>forbidden</c>: another agent's lead.
/// </exception>
public sealed record GetNote(Guid LeadId, Guid NoteId) : IQuery<NoteView>;

internal sealed class GetNoteHandler(DbDataSource db, CallContext call) : IRequestHandler<GetNote, NoteView>
{
    public async Task<NoteView> Handle(GetNote request, CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenConnectionAsync(cancellationToken);
        await connection.MustSeeAsync(call.Caller, request.LeadId, cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<NoteView>(
                new(
                    $"{NoteView.Select} and n.lead_id = @LeadId and n.id = @NoteId",
                    new { request.LeadId, request.NoteId },
                    cancellationToken: cancellationToken
                )
            ) ?? throw LeadErrors.NoteNotFound(request.NoteId);
    }
}
