using ThinkRealty.Application.Access;
using ThinkRealty.Application.Leads;
using ThinkRealty.Domain;
using ThinkRealty.Domain.Assignment;
using ThinkRealty.Domain.Leads;

namespace ThinkRealty.Application.Assignment;

/// <summary>Finds an agent for a lead that nobody holds (rules §6).</summary>
internal sealed class Placement(ILeadRepository leads, IAgentPick agents, CallContext call, LeadSettings settings)
{
    /// <summary>
    /// A lead that is active again: to who held it, where eligible, else to whose turn it is, else it waits. Whoever waits
    /// already comes first.
    /// </summary>
    public async Task ReturnAsync(
        Lead lead,
        AgentId? former,
        AssignmentReason because,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        former ??= await leads.LastHolderAsync(lead.Id, cancellationToken); // it may have waited when it left
        List<PreferredAgent> preferred = former is { } agent ? [new(agent, because)] : [];
        if (
            await leads.SomeoneWaitsAsync(cancellationToken)
            || await TryAsync(lead, preferred, now, cancellationToken) is null
        )
            lead.WaitForAgent(now);
    }

    /// <summary>To the first of the preferred who is eligible, else to whose turn it is; null: nobody has room.</summary>
    public async Task<PickedAgent?> TryAsync(
        Lead lead,
        IReadOnlyList<PreferredAgent> preferred,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        var wanted = now + settings.FirstFollowUp;
        if (await agents.PickAsync(lead, preferred, [], wanted, now, cancellationToken) is not { } picked)
            return null;

        lead.AssignTo(picked.Decision, picked.FirstFollowUp, call.ActorId, now);
        return picked;
    }
}
