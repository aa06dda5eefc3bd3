using ThinkRealty.Domain;
using ThinkRealty.Domain.Assignment;
using ThinkRealty.Domain.Leads;

namespace ThinkRealty.Application.Assignment;

/// <summary>Somebody who comes first where eligible, whatever the match (rules §4, §6).</summary>
public sealed record PreferredAgent(AgentId Agent, AssignmentReason Because);

/// <summary>The agent whose turn it is, held until the transaction ends.</summary>
/// <param name="Decision">Who, and why.</param>
/// <param name="FullName">For the answer.</param>
/// <param name="Phone">For the answer, E.164.</param>
/// <param name="FirstFollowUp">The earliest free moment in the agent's calendar at or after the wanted one.</param>
/// <param name="SupervisorUserId">Who looks after the agent; null: all supervisors.</param>
public sealed record PickedAgent(
    AssignmentDecision Decision,
    string FullName,
    string Phone,
    DateTimeOffset FirstFollowUp,
    Guid? SupervisorUserId
);

/// <summary>Gives the turn by match and stride (rules §6), under any parallelism on any number of nodes.</summary>
public interface IAgentPick
{
    /// <summary>
    /// The first of the preferred who is eligible, else whose turn it is; null: nobody eligible has room.
    /// </summary>
    /// <param name="lead">Whose wishes and language count.</param>
    /// <param name="preferred">Who comes first, whatever the match.</param>
    /// <param name="without">Who is not to be given it.</param>
    /// <param name="wantedFollowUp">When the first follow-up is wanted.</param>
    /// <param name="now">The program's clock.</param>
    /// <param name="cancellationToken">When the caller has gone.</param>
    Task<PickedAgent?> PickAsync(
        Lead lead,
        IReadOnlyList<PreferredAgent> preferred,
        IReadOnlyList<AgentId> without,
        DateTimeOffset wantedFollowUp,
        DateTimeOffset now,
        CancellationToken cancellationToken
    );

    /// <summary>This very agent, by hand: also on leave, but neither inactive nor full (rules §6).</summary>
    /// <exception cref="DomainException">
    /// <c>agent_not_found</c>, <c>agent_inactive</c>, <c>agent_overload</c>.
    /// </exception>
    Task<PickedAgent> TakeAsync(
        AgentId agent,
        DateTimeOffset wantedFollowUp,
        DateTimeOffset now,
        CancellationToken cancellationToken
    );
}
