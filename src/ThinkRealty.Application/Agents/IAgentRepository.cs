using ThinkRealty.Domain;
using ThinkRealty.Domain.Agents;

namespace ThinkRealty.Application.Agents;

/// <summary>The agents.</summary>
public interface IAgentRepository
{
    void Add(Agent agent);

    /// <summary>The agent, locked until the transaction ends; null: there is none.</summary>
    Task<Agent?> FindAsync(AgentId id, CancellationToken cancellationToken);

    /// <summary>The version that readers see as <c>ETag</c>.</summary>
    uint VersionOf(Agent agent);

    /// <summary>Whether such a user exists and may supervise (rules §11).</summary>
    Task<bool> IsSupervisorAsync(Guid userId, CancellationToken cancellationToken);

    Task<bool> ExistsAsync(AgentId id, CancellationToken cancellationToken);
}
