using ThinkRealty.Application.Access;
using ThinkRealty.Application.Leads;
using ThinkRealty.Domain;
using ThinkRealty.Domain.Assignment;

namespace ThinkRealty.Application.Assignment;

/// <summary>What became of the active leads of an agent who was deactivated.</summary>
/// <param name="Moved">Went to other agents.</param>
/// <param name="Queued">Wait for an agent with room.</param>
public sealed record ReassignedLeads(int Moved, int Queued);

/// <summary>
/// Gives every active lead of an agent to the best other one, or lets it wait (rules §6), all in one transaction. The choice is
/// made before any other agent's seat is locked: captures next to it wait for the writing only.
/// </summary>
internal sealed class Offboarding(ILeadRepository leads, Moves moves, CallContext call)
{
    /// <summary>Moves them all; moves are locked (<c>LockMovesAsync</c>).</summary>
    public async Task<ReassignedLeads> MoveAllAsync(
        AgentId agent,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        var all = await leads.ActiveOfAsync(agent, cancellationToken);
        var withNobody = await moves.MoveAsync(
            all,
            _ => [agent],
            move =>
                move.Lead.ReassignTo(
                    move.Choice.Decision with
                    {
                        Reason = AssignmentReason.Offboarded,
                    },
                    move.Seat.Calendar,
                    move.Seat.SupervisorUserId,
                    call.ActorId,
                    now
                ),
            belowPercent: null,
            now,
            cancellationToken
        );
        foreach (var lead in withNobody)
            lead.WaitForAgent(now);
        return new(all.Count - withNobody.Count, withNobody.Count);
    }
}
