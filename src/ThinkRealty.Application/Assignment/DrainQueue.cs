using MediatR;
using ThinkRealty.Application.Access;
using ThinkRealty.Application.Leads;
using ThinkRealty.Application.Pipeline;
using ThinkRealty.Domain;
using ThinkRealty.Domain.Assignment;
using ThinkRealty.Domain.Leads;

namespace ThinkRealty.Application.Assignment;

/// <summary>Gives the lead that waits longest to an agent with room (rules §6). Answers whether one was given.</summary>
public sealed record DrainQueue : ICommand<bool>;

internal sealed class DrainQueueHandler(
    ILeadRepository leads,
    IAgentPick agents,
    CallContext call,
    LeadSettings settings,
    TimeProvider clock
) : IRequestHandler<DrainQueue, bool>
{
    public async Task<bool> Handle(DrainQueue request, CancellationToken cancellationToken)
    {
        if (await leads.NextWaitingAsync(cancellationToken) is not { } lead)
            return false;

        var now = clock.Now();
        var picked = await agents.PickAsync(
            lead.Wishes,
            lead.Person.LanguagePreference,
            await SameAgentAsync(lead, cancellationToken),
            now + settings.FirstFollowUp,
            now,
            cancellationToken
        );
        if (picked is null)
            return false;

        lead.AssignTo(picked.Decision, picked.FirstFollowUp, call.ActorId, now);
        return true;
    }

    private async Task<IReadOnlyList<PreferredAgent>> SameAgentAsync(Lead lead, CancellationToken cancellationToken) =>
        lead.DuplicateOf is { } id
        && await leads.PreviousAsync(id, cancellationToken) is { Agent: { } agent } previous
        && previous.Status.IsOpen()
            ? [new(agent, AssignmentReason.SameAgent)]
            : [];
}
