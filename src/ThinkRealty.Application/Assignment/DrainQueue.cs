using MediatR;
using ThinkRealty.Application.Leads;
using ThinkRealty.Application.Pipeline;
using ThinkRealty.Domain;
using ThinkRealty.Domain.Assignment;
using ThinkRealty.Domain.Leads;

namespace ThinkRealty.Application.Assignment;

/// <summary>Gives the lead that waits longest to an agent with room (rules §6). Answers whether one was given.</summary>
public sealed record DrainQueue : ICommand<bool>;

internal sealed class DrainQueueHandler(ILeadRepository leads, Placement placement, TimeProvider clock)
    : IRequestHandler<DrainQueue, bool>
{
    public async Task<bool> Handle(DrainQueue request, CancellationToken cancellationToken) =>
        await leads.NextWaitingAsync(cancellationToken) is { } lead
        && await placement.TryAsync(
            lead,
            await PreferredAsync(lead, cancellationToken),
            clock.Now(),
            cancellationToken
        );

    // Who held the lead before it waited, then who holds the person's other open lead, then who entered it.
    private async Task<IReadOnlyList<PreferredAgent>> PreferredAsync(Lead lead, CancellationToken cancellationToken)
    {
        var former = await leads.LastHolderAsync(lead.Id, cancellationToken);
        var previous = lead.DuplicateOf is { } id ? await leads.PreviousAsync(id, cancellationToken) : null;
        var entered = lead.SourceType.IsEnteredByAgents()
            ? await leads.EnteredByAsync(lead.Id, cancellationToken)
            : null;
        return
        [
            .. Preferred(former, AssignmentReason.SameAgent),
            .. Preferred(previous?.Status.IsOpen() == true ? previous.Agent : null, AssignmentReason.SameAgent),
            .. Preferred(entered, AssignmentReason.OwnLead),
        ];
    }

    private static PreferredAgent[] Preferred(AgentId? agent, AssignmentReason because) =>
        agent is { } known ? [new(known, because)] : [];
}
