using System.Data.Common;
using Dapper;
using MediatR;
using ThinkRealty.Application.Access;
using ThinkRealty.Application.Pipeline;
using ThinkRealty.Domain;

namespace ThinkRealty.Application.Leads;

/// <summary>One interaction of a lead.</summary>
/// <exception cref="DomainException"><c>lead_not_found</c>; <c>forbidden</c>: another agent's lead.</exception>
public sealed record GetInteraction(Guid LeadId, Guid InteractionId) : IQuery<InteractionView>;

internal sealed class GetInteractionHandler(DbDataSource db, CallContext call)
    : IRequestHandler<GetInteraction, InteractionView>
{
    public async Task<InteractionView> Handle(GetInteraction request, CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenConnectionAsync(cancellationToken);
        await connection.MustSeeAsync(call.Caller, request.LeadId, cancellationToken);
        return await connection.QuerySingleAsync<InteractionView>(
            new(
                $"{InteractionView.Select} and i.id = @InteractionId",
                new { request.InteractionId },
                cancellationToken: cancellationToken
            )
        );
    }
}
