using ThinkRealty.Application.Leads;
using ThinkRealty.Domain;
using ThinkRealty.Domain.Assignment;
using ThinkRealty.Domain.Leads;

namespace ThinkRealty.Application.Assignment;

/// <summary>The lead whose turn it was.</summary>
/// <param name="Lead">Locked.</param>
/// <param name="QueuedAt">Since when it waited.</param>
/// <param name="Agent">Who has it now; null: it waits on, because nobody has room.</param>
internal sealed record DrainedLead(Lead Lead, DateTimeOffset QueuedAt, PickedAgent? Agent);

/// <summary>
/// The queue of leads that nobody holds, the longest waiting first (rules §6). Where the first finds no room, nobody does: room
/// is the same for all of them. Whoever asked for the second then could be given a place that appears in between, before
/// the first.
/// </summary>
internal sealed class WaitingLeads(ILeadRepository leads, Placement placement, TimeProvider clock)
{
    /// <summary>Gives the first one to an agent with room; null: nobody waits.</summary>
    public async Task<DrainedLead?> GiveNextAsync(CancellationToken cancellationToken)
    {
        if (await leads.NextWaitingAsync(cancellationToken) is not { QueuedAt: { } queuedAt } lead)
            return null;

        var preferred = await PreferredAsync(lead, cancellationToken);
        return new(lead, queuedAt, await placement.TryAsync(lead, preferred, clock.Now(), cancellationToken));
    }

    // Who held the lead before it waited, then who holds any other open lead of the person (also one that waited until a
    // moment ago), then who entered it.
    private async Task<IReadOnlyList<PreferredAgent>> PreferredAsync(Lead lead, CancellationToken cancellationToken)
    {
        var former = await leads.LastHolderAsync(lead.Id, cancellationToken);
        var holders = lead.Person.Phone is { } phone
            ? await leads.HoldersOfPersonAsync(phone, lead.Id, cancellationToken)
            : [];
        var entered = lead.SourceType.IsEnteredByAgents()
            ? await leads.EnteredByAsync(lead.Id, cancellationToken)
            : null;
        return
        [
            .. Preferred(former, AssignmentReason.SameAgent),
            .. holders.Select(holder => new PreferredAgent(holder, AssignmentReason.SameAgent)),
            .. Preferred(entered, AssignmentReason.OwnLead),
        ];
    }

    private static PreferredAgent[] Preferred(AgentId? agent, AssignmentReason because) =>
        agent is { } known ? [new(known, because)] : [];
}
