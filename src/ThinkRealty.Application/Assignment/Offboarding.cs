using ThinkRealty.Application.Access;
using ThinkRealty.Application.FollowUps;
using ThinkRealty.Application.Leads;
using ThinkRealty.Application.Pipeline;
using ThinkRealty.Domain;
using ThinkRealty.Domain.Assignment;
using ThinkRealty.Domain.Leads;

namespace ThinkRealty.Application.Assignment;

/// <summary>What became of the active leads of an agent who was deactivated.</summary>
/// <param name="Moved">Went to other agents.</param>
/// <param name="Queued">Wait for an agent with room.</param>
public sealed record ReassignedLeads(int Moved, int Queued);

/// <summary>Gives every active lead of an agent to the best other one, or lets it wait (rules §6).</summary>
internal sealed class Offboarding(
    ILeadRepository leads,
    IAgentPick agents,
    ICalendars calendars,
    IUnitOfWork work,
    CallContext call,
    LeadSettings settings
)
{
    public async Task<ReassignedLeads> MoveAllAsync(
        AgentId agent,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        var moved = 0;
        var all = await leads.ActiveOfAsync(agent, cancellationToken);
        foreach (var lead in all)
        {
            if (await MoveAsync(lead, agent, now, cancellationToken))
                moved++;
            // The next pick is to see the place that this one took.
            await work.SaveAsync(cancellationToken);
        }

        return new(moved, all.Count - moved);
    }

    private async Task<bool> MoveAsync(
        Lead lead,
        AgentId agent,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        var wanted = now + settings.FirstFollowUp;
        if (await agents.PickAsync(lead, [], [agent], wanted, now, cancellationToken) is not { } picked)
        {
            lead.WaitForAgent(now);
            return false;
        }

        var decision = picked.Decision with { Reason = AssignmentReason.Offboarded };
        var calendar = await calendars.OfAsync(decision.Agent, cancellationToken);
        lead.ReassignTo(decision, calendar, picked.SupervisorUserId, call.ActorId, now);
        return true;
    }
}
