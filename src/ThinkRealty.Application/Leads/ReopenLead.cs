using FluentValidation;
using MediatR;
using ThinkRealty.Application.Access;
using ThinkRealty.Application.Assignment;
using ThinkRealty.Application.Pipeline;
using ThinkRealty.Application.Scoring;
using ThinkRealty.Domain;
using ThinkRealty.Domain.Assignment;

namespace ThinkRealty.Application.Leads;

/// <summary>
/// Takes a lost lead back to contacted (rules §7). It goes to its former agent where eligible, else to whose turn it is, else
/// it waits (rules §6).
/// </summary>
/// <exception cref="DomainException">
/// <c>lead_not_found</c>, <c>version_conflict</c>; <c>invalid_status_transition</c>: it is not lost; <c>lead_archived</c>,
/// <c>lead_locked</c>.
/// </exception>
/// <param name="LeadId">Which lead.</param>
/// <param name="IfMatch">The versions the caller accepts, if it said so.</param>
/// <param name="Reopening">Why.</param>
public sealed record ReopenLead(Guid LeadId, SeenVersions? IfMatch, Reopening? Reopening) : ICommand<Guid>;

/// <summary>Why a lost lead is taken up again.</summary>
public sealed record Reopening
{
    /// <summary>Free words, at most 500 characters.</summary>
    public string? Reason { get; init; }

    /// <summary>Another name of `reason`; send one of them.</summary>
    public string? Notes { get; init; }
}

internal sealed class ReopenLeadValidator : AbstractValidator<ReopenLead>
{
    public ReopenLeadValidator() =>
        RuleFor(c => c.Reopening!)
            .SetValidator(new ReopeningValidator())
            .OverridePropertyName("")
            .When(c => c.Reopening is not null);
}

internal sealed class ReopeningValidator : AbstractValidator<Reopening>
{
    public ReopeningValidator()
    {
        RuleFor(r => r.Reason).FitsAReason().IsSentOnce("reason", r => r.Notes);
        RuleFor(r => r.Notes).FitsAReason();
    }
}

internal sealed class ReopenLeadHandler(
    CallersLeads leads,
    Placement placement,
    IRuleSets ruleSets,
    CallContext call,
    TimeProvider clock
) : IRequestHandler<ReopenLead, Guid>
{
    public async Task<Guid> Handle(ReopenLead request, CancellationToken cancellationToken)
    {
        var lead = await leads.FindAsync(request.LeadId, request.IfMatch, cancellationToken);
        var rules = await ruleSets.GetAsync(lead.RuleSet, lead.RuleSetVersion, cancellationToken);
        var (now, former) = (clock.Now(), lead.AssignedAgentId);
        lead.Reopen(OneText.Of(request.Reopening?.Reason, request.Reopening?.Notes), call.Caller.Id, rules, now);
        await placement.ReturnAsync(lead, former, AssignmentReason.Reopened, now, cancellationToken);
        return lead.Id.Value;
    }
}
