using ThinkRealty.Application.Access;
using ThinkRealty.Application.Assignment;
using ThinkRealty.Application.FollowUps;
using ThinkRealty.Application.Leads;
using ThinkRealty.Domain;
using ThinkRealty.Domain.Agents;
using ThinkRealty.Domain.Assignment;
using ThinkRealty.Domain.FollowUps;
using ThinkRealty.Domain.Leads;

namespace ThinkRealty.Application.Agents;

/// <summary>What is to become of the pending follow-ups that are due during a leave (rules §8).</summary>
public enum FollowUpsOnLeave
{
    /// <summary>They stay the agent's, after the leave.</summary>
    Move,

    /// <summary>Each of these leads goes to the best other agent.</summary>
    Reassign,
}

/// <summary>The pending follow-ups that are due during a leave: moved, reassigned and kept add up to pending.</summary>
/// <param name="Pending">Due on a day of the leave when it was set.</param>
/// <param name="Moved">Moved to the first free moment after the leave.</param>
/// <param name="Reassigned">With another agent now, together with their leads.</param>
/// <param name="Kept">As they were: nothing was asked for, or no other agent has room.</param>
public sealed record LeaveFollowUps(int Pending, int Moved, int Reassigned, int Kept);

/// <summary>Settles what is due while an agent is on leave (rules §8).</summary>
internal sealed class LeaveSettlement(ILeadRepository leads, ICalendars calendars, Moves moves, CallContext call)
{
    // As far ahead as any follow-up may be.
    private const int FarthestAhead = 3_653;

    /// <summary>Counts them, and moves or reassigns them; for reassigning, moves are locked.</summary>
    public async Task<LeaveFollowUps> SettleAsync(
        AgentId agent,
        Leave leave,
        FollowUpsOnLeave? how,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        if (how == FollowUpsOnLeave.Move && leave.Until is null)
            throw AgentErrors.LeaveWithoutEnd();
        if (how == FollowUpsOnLeave.Move && leave.Until >= now.DubaiDay().AddDays(FarthestAhead))
            throw AgentErrors.LeaveTooLong(FarthestAhead);
        if (how is null)
            return Kept(await leads.CountFollowUpsDuringAsync(agent, leave, cancellationToken));

        var due = new Dictionary<Lead, List<FollowUp>>();
        foreach (var lead in await leads.WithFollowUpsDuringAsync(agent, leave, cancellationToken))
            due[lead] = [.. lead.FollowUps.Where(f => leave.Covers(f.DueDate))];
        var pending = due.Values.Sum(f => f.Count);
        if (pending == 0)
            return Kept(0);
        if (how == FollowUpsOnLeave.Reassign)
            return await ReassignAsync(agent, due, pending, now, cancellationToken);

        await MoveAsync(agent, due, leave.MorningAfter(now)!.Value, now, cancellationToken);
        return new(pending, pending, 0, 0);
    }

    // In their order, so that what came first comes first again.
    private async Task MoveAsync(
        AgentId agent,
        Dictionary<Lead, List<FollowUp>> due,
        DateTimeOffset wanted,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        var calendar = await calendars.OfAsync(agent, cancellationToken);
        var inOrder = due.SelectMany(d => d.Value, (d, followUp) => (Lead: d.Key, FollowUp: followUp))
            .OrderBy(d => d.FollowUp.DueDate)
            .ToList();
        foreach (var (lead, followUp) in inOrder)
            lead.PostponeFollowUp(followUp, wanted, calendar, now);
    }

    private async Task<LeaveFollowUps> ReassignAsync(
        AgentId agent,
        Dictionary<Lead, List<FollowUp>> due,
        int pending,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        var withNobody = await moves.MoveAsync(
            [.. due.OrderBy(d => d.Value.Min(f => f.DueDate)).Select(d => d.Key)],
            _ => [agent],
            move =>
                move.Lead.ReassignTo(
                    move.Choice.Decision with
                    {
                        Reason = AssignmentReason.Leave,
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
        var kept = withNobody.Sum(lead => due[lead].Count);
        return new(pending, 0, pending - kept, kept);
    }

    private static LeaveFollowUps Kept(int pending) => new(pending, 0, 0, pending);
}
