using ThinkRealty.Application.Access;
using ThinkRealty.Application.Pipeline;
using ThinkRealty.Domain;
using ThinkRealty.Domain.Leads;

namespace ThinkRealty.Application.Leads;

/// <summary>The leads that the caller may change: an agent the own ones, everybody else all (rules §11).</summary>
internal sealed class CallersLeads(ILeadRepository leads, CallContext call)
{
    /// <summary>The lead, whole and locked until the transaction ends.</summary>
    /// <param name="id">Which one.</param>
    /// <param name="ifMatch">The versions the caller accepts, if it said so.</param>
    /// <param name="cancellationToken">When the caller has gone.</param>
    /// <exception cref="DomainException">
    /// <c>lead_not_found</c>; <c>forbidden</c>: another agent's lead; <c>version_conflict</c>.
    /// </exception>
    public async Task<Lead> FindAsync(Guid id, SeenVersions? ifMatch, CancellationToken cancellationToken)
    {
        var lead = await leads.FindAsync(new(id), cancellationToken) ?? throw LeadErrors.NotFound(id);
        if (!call.Caller.MaySee(lead.AssignedAgentId?.Value))
            throw AccessErrors.Forbidden("This lead belongs to another agent");
        if (ifMatch?.Include(leads.VersionOf(lead)) == false)
            throw CommonErrors.VersionConflict();
        return lead;
    }
}
