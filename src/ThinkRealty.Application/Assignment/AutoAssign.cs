using MediatR;
using ThinkRealty.Application.Leads;
using ThinkRealty.Application.Pipeline;
using ThinkRealty.Domain;

namespace ThinkRealty.Application.Assignment;

/// <summary>
/// A supervisor lets the queue be drained at once instead of waiting for it (rules §6): each lead in a transaction of its own,
/// so a capture waits for one of them at most.
/// </summary>
public sealed record AutoAssign : ICommandInParts<AutoAssigned>;

/// <summary>What became of the leads that waited.</summary>
/// <param name="Assigned">Leads that have an agent now.</param>
/// <param name="StillWaiting">Leads that wait on, because nobody has room or the request has done as much as one does.</param>
/// <param name="Assignments">Who was given which, the longest waiting first.</param>
public sealed record AutoAssigned(int Assigned, long StillWaiting, IReadOnlyList<AutoAssignment> Assignments);

/// <summary>One lead that waited.</summary>
/// <param name="LeadId">The lead.</param>
/// <param name="AgentId">Who was given it.</param>
/// <param name="AgentName">That agent's full name.</param>
/// <param name="Reason">As in the lead's assignments: <c>best_match</c>, <c>same_agent</c> or <c>own_lead</c>.</param>
/// <param name="WaitedSeconds">Whole seconds from joining the queue until now.</param>
public sealed record AutoAssignment(Guid LeadId, Guid AgentId, string AgentName, string Reason, long WaitedSeconds);

internal sealed class AutoAssignHandler(WaitingLeads queue, ILeadRepository leads, IUnitOfWork work, TimeProvider clock)
    : IRequestHandler<AutoAssign, AutoAssigned>
{
    private const int MostAtOnce = 500;

    public async Task<AutoAssigned> Handle(AutoAssign request, CancellationToken cancellationToken)
    {
        var assignments = new List<AutoAssignment>();
        while (assignments.Count < MostAtOnce && await GiveNextAsync(cancellationToken) is { Agent: { } agent } given)
            assignments.Add(
                new(
                    given.Lead.Id.Value,
                    agent.Decision.Agent.Value,
                    agent.FullName,
                    agent.Decision.Reason.Spelled(),
                    (long)(clock.Now() - given.QueuedAt).TotalSeconds
                )
            );
        var waiting = await work.InTransactionAsync(leads.CountWaitingAsync, isAudited: false, cancellationToken);
        return new(assignments.Count, waiting, assignments);
    }

    private Task<DrainedLead?> GiveNextAsync(CancellationToken cancellationToken) =>
        work.InTransactionAsync(_ => queue.GiveNextAsync(cancellationToken), isAudited: true, cancellationToken);
}
