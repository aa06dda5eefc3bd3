using MediatR;
using ThinkRealty.Application.Assignment;
using ThinkRealty.Application.Pipeline;
using ThinkRealty.Domain;
using ThinkRealty.Domain.Assignment;

namespace ThinkRealty.Application.Leads;

/// <summary>
/// Undoes archiving. An open lead goes to its former agent where eligible, else to whose turn it is, else it waits; any other
/// keeps its agent and needs no place (rules §6). A lead that is not archived stays as it is.
/// </summary>
/// <exception cref="DomainException"><c>lead_not_found</c>, <c>version_conflict</c>.</exception>
/// <param name="LeadId">Which lead.</param>
/// <param name="IfMatch">The versions the caller accepts, if it said so.</param>
public sealed record RestoreLead(Guid LeadId, SeenVersions? IfMatch) : ICommand<Guid>;

internal sealed class RestoreLeadHandler(CallersLeads leads, Placement placement, TimeProvider clock)
    : IRequestHandler<RestoreLead, Guid>
{
    public async Task<Guid> Handle(RestoreLead request, CancellationToken cancellationToken)
    {
        var lead = await leads.FindAsync(request.LeadId, request.IfMatch, cancellationToken);
        var (now, former) = (clock.Now(), lead.AssignedAgentId);
        lead.Restore(now);
        if (lead.NeedsPlace)
            await placement.ReturnAsync(lead, former, AssignmentReason.Restored, now, cancellationToken);
        return lead.Id.Value;
    }
}
