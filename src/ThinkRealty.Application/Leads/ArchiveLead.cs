using MediatR;
using ThinkRealty.Application.Pipeline;
using ThinkRealty.Application.Scoring;
using ThinkRealty.Domain;

namespace ThinkRealty.Application.Leads;

/// <summary>
/// Takes a lead out of lists and statistics: its agent's place is free, its follow-ups are cancelled, its last assignment
/// stays (rules §6–§8, §11).
/// </summary>
/// <exception cref="DomainException">
/// <c>lead_not_found</c>, <c>version_conflict</c>; <c>lead_archived</c>: it is already.
/// </exception>
/// <param name="LeadId">Which lead.</param>
/// <param name="IfMatch">The versions the caller accepts, if it said so.</param>
public sealed record ArchiveLead(Guid LeadId, SeenVersions? IfMatch) : ICommand<Guid>;

internal sealed class ArchiveLeadHandler(CallersLeads leads, IRuleSets ruleSets, TimeProvider clock)
    : IRequestHandler<ArchiveLead, Guid>
{
    public async Task<Guid> Handle(ArchiveLead request, CancellationToken cancellationToken)
    {
        var lead = await leads.FindAsync(request.LeadId, request.IfMatch, cancellationToken);
        var rules = await ruleSets.GetAsync(lead.RuleSet, lead.RuleSetVersion, cancellationToken);
        lead.Archive(rules, clock.Now());
        return lead.Id.Value;
    }
}
