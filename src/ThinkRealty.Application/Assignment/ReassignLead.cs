using FluentValidation;
using MediatR;
using ThinkRealty.Application.Access;
using ThinkRealty.Application.FollowUps;
using ThinkRealty.Application.Leads;
using ThinkRealty.Application.Pipeline;
using ThinkRealty.Domain;
using ThinkRealty.Domain.Agents;
using ThinkRealty.Domain.Assignment;

namespace ThinkRealty.Application.Assignment;

/// <summary>A supervisor gives a lead to a named agent, or to the best other one (rules §6).</summary>
/// <exception cref="DomainException">
/// <c>lead_not_found</c>, <c>agent_not_found</c>, <c>version_conflict</c>; <c>agent_overload</c>: the agent is full, or
/// nobody else has room; <c>agent_inactive</c>; <c>lead_archived</c>, <c>lead_locked</c>, <c>lead_not_active</c>.
/// </exception>
/// <param name="LeadId">Which lead.</param>
/// <param name="IfMatch">The versions the caller accepts, if it said so.</param>
/// <param name="Reassignment">To whom, and why.</param>
public sealed record ReassignLead(Guid LeadId, SeenVersions? IfMatch, Reassignment Reassignment) : ICommand<Guid>;

/// <summary>To whom a lead goes, and why.</summary>
public sealed record Reassignment
{
    /// <summary>The agent, also one on leave; absent: the best other one.</summary>
    public Guid? NewAgentId { get; init; }

    /// <summary>1–500 characters.</summary>
    public string? Reason { get; init; }

    /// <summary>Another name of `reason`; send one of them.</summary>
    public string? Notes { get; init; }

    internal string? Why => OneText.Of(Reason, Notes);
}

internal sealed class ReassignLeadValidator : AbstractValidator<ReassignLead>
{
    public ReassignLeadValidator()
    {
        RuleFor(c => c.Reassignment.Why).IsAReason().OverridePropertyName("reason");
        RuleFor(c => c.Reassignment.Reason)
            .IsSentOnce("reason", c => c.Reassignment.Notes)
            .OverridePropertyName("reason");
    }
}

internal sealed class ReassignLeadHandler(
    CallersLeads callersLeads,
    ILeadRepository leads,
    IAgentPick agents,
    ICalendars calendars,
    CallContext call,
    LeadSettings settings,
    TimeProvider clock
) : IRequestHandler<ReassignLead, Guid>
{
    public async Task<Guid> Handle(ReassignLead request, CancellationToken cancellationToken)
    {
        var named = request.Reassignment.NewAgentId;
        await leads.LockMovesAsync(cancellationToken);
        var lead = await callersLeads.FindAsync(request.LeadId, request.IfMatch, cancellationToken);
        lead.RefuseUnlessActive();
        var (now, former) = (clock.Now(), lead.AssignedAgentId);
        if (named is not null && named == former?.Value)
            return lead.Id.Value;

        var wanted = now + settings.FirstFollowUp;
        var picked = named is { } agent
            ? await agents.TakeAsync(new(agent), wanted, now, cancellationToken)
            : await agents.PickAsync(lead, [], former is { } f ? [f] : [], wanted, now, cancellationToken)
                ?? throw AgentErrors.NobodyElse();
        var decision = picked.Decision with
        {
            Reason = AssignmentReason.Manual,
            Remark = request.Reassignment.Why!.Trim(),
        };
        if (former is null)
            lead.AssignTo(decision, picked.FirstFollowUp, call.ActorId, now);
        else
            lead.ReassignTo(
                decision,
                await calendars.OfAsync(decision.Agent, cancellationToken),
                picked.SupervisorUserId,
                call.ActorId,
                now
            );
        return lead.Id.Value;
    }
}
