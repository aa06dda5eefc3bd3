using ThinkRealty.Domain;
using ThinkRealty.Domain.Leads;

namespace ThinkRealty.Application.Assignment;

/// <summary>An agent with much to do.</summary>
/// <param name="Agent">Who.</param>
/// <param name="AgentNo">The short number, by which they come one after another.</param>
/// <param name="ActiveLeads">Held now.</param>
/// <param name="MaxActiveLeads">Allowed.</param>
public sealed record BusyAgent(AgentId Agent, int AgentNo, int ActiveLeads, int MaxActiveLeads);

/// <summary>What such an agent could give away.</summary>
/// <param name="Agent">As it is now, and stays until the transaction ends.</param>
/// <param name="Leads">Untouched, locked and whole, with all of their assignments, the oldest first.</param>
/// <param name="Locked">Left out, because somebody is changing them at this moment.</param>
public sealed record UntouchedLeads(BusyAgent Agent, IReadOnlyList<Lead> Leads, int Locked);

/// <summary>Finds agents above a share of their maximum, and what they could give away (rules §6).</summary>
public interface IBusyAgents
{
    /// <summary>The next one by number; null: that was the last.</summary>
    Task<BusyAgent?> NextAsync(int afterAgentNo, int abovePercent, CancellationToken cancellationToken);

    /// <summary>The agent's untouched leads; those that somebody else has locked are passed over.</summary>
    Task<UntouchedLeads> TakeAsync(BusyAgent agent, int atMost, CancellationToken cancellationToken);

    /// <summary>The agent's untouched leads as they are at this moment, with all of their assignments; nothing is held.</summary>
    Task<IReadOnlyList<Lead>> LookAsync(AgentId agent, int atMost, CancellationToken cancellationToken);

    /// <summary>By how many leads all of them together are above the share.</summary>
    Task<long> CountSurplusAsync(int abovePercent, CancellationToken cancellationToken);
}
