using System.Data.Common;
using MediatR;
using ThinkRealty.Application.Access;
using ThinkRealty.Application.Pipeline;
using ThinkRealty.Domain;
using ThinkRealty.Domain.Leads;

namespace ThinkRealty.Application.Leads;

/// <summary>One lead; an agent sees the own ones (rules §11).</summary>
/// <exception cref="DomainException"><c>lead_not_found</c>; <c>forbidden</c>: another agent's lead.</exception>
public sealed record GetLead(Guid LeadId) : IQuery<LeadView>;

internal sealed class GetLeadHandler(DbDataSource db, LeadRows rows, CallContext call)
    : IRequestHandler<GetLead, LeadView>
{
    public async Task<LeadView> Handle(GetLead request, CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenConnectionAsync(cancellationToken);
        var found = await rows.ReadAsync(connection, "where l.id = @LeadId", new(request), cancellationToken);

        var lead = found.SingleOrDefault() ?? throw LeadErrors.NotFound(request.LeadId);
        if (!call.Caller.MaySee(lead.AssignedAgent?.AgentId))
            throw AccessErrors.Forbidden("This lead belongs to another agent");
        return lead;
    }
}
