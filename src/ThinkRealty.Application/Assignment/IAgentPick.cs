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
public sealed record PickedAgent(
    AssignmentDecision Decision,
    string FullName,
    string Phone,
    DateTimeOffset FirstFollowUp
);

/// <summary>Gives the turn by match and stride (rules §6), under any parallelism on any number of nodes.</summary>
public interface IAgentPick
{
    /// <summary>The first of the preferred who is eligible, else whose turn it is; null: nobody eligible has room.</summary>
    Task<PickedAgent?> PickAsync(
        Wishes wishes,
        Language? language,
        IReadOnlyList<PreferredAgent> preferred,
        DateTimeOffset wantedFollowUp,
        DateTimeOffset now,
        CancellationToken cancellationToken
    );
}
