using ThinkRealty.Domain.Assignment;
using ThinkRealty.Domain.FollowUps;

namespace ThinkRealty.Domain.Leads;

// Who holds the lead (rules §6).
public sealed partial class Lead
{
    /// <summary>Active, and neither held nor waiting: it must be given to somebody before the transaction ends.</summary>
    public bool NeedsPlace => IsActive && AssignedAgentId is null && QueuedAt is null;

    /// <summary>New, and nobody has done anything with it: it may move to balance (rules §6), unless a supervisor must look.</summary>
    public bool IsUntouched =>
        IsActive && Status == LeadStatus.New && FirstContactAt is null && ActivityCount == 0 && !NeedsSupervisor;

    /// <summary>Gives a lead that nobody holds to an agent, with the first follow-up at a moment that is free there.</summary>
    public void AssignTo(AssignmentDecision decision, DateTimeOffset firstFollowUp, Guid? by, DateTimeOffset now)
    {
        if (AssignedAgentId is not null)
            throw new InvalidOperationException("The lead has an agent already.");
        RefuseUnlessActive();

        Hold(decision, by, now);
        Add(FollowUpType.Call, Priority.High, firstFollowUp, now);
    }

    /// <summary>
    /// Hands the lead and its pending follow-ups to another agent: at the same moments where they are free there, else at
    /// the earliest free ones after them (rules §8).
    /// </summary>
    /// <param name="decision">Who, and why.</param>
    /// <param name="calendar">The new agent's.</param>
    /// <param name="supervisor">The new agent's, for what is long overdue; null: all supervisors.</param>
    /// <param name="by">The user who decided; null: the program itself.</param>
    /// <param name="now">The program's clock.</param>
    public void ReassignTo(
        AssignmentDecision decision,
        Calendar calendar,
        Guid? supervisor,
        Guid? by,
        DateTimeOffset now
    )
    {
        RefuseUnlessActive();
        LetGo(now);
        Hold(decision, by, now);
        foreach (var followUp in Pending.OrderBy(f => f.DueDate).ToList())
            followUp.HandOver(decision.Agent, calendar.ReserveFrom(followUp.DueDate), supervisor, now);
        ShowNextFollowUp(now);
        Raise(new PlaceFreed(Id, now));
    }

    /// <summary>Joins those who wait for an agent with room (rules §6); whoever held it, holds it no longer.</summary>
    public void WaitForAgent(DateTimeOffset now)
    {
        RefuseUnlessActive();
        if (AssignedAgentId is not null)
            LetGo(now);
        CancelFollowUps(now);
        QueuedAt = now;
        Raise(new LeadQueued(Id, now));
    }

    // A supervisor has looked when one decides; the program's own moves leave that open.
    private void Hold(AssignmentDecision decision, Guid? by, DateTimeOffset now)
    {
        AssignedAgentId = decision.Agent;
        QueuedAt = null;
        if (decision.Reason == AssignmentReason.Manual)
            NeedsSupervisor = false;
        // Who held it in which order is told by these moments, so two in one instant are a microsecond apart.
        var since =
            _assignments.Max(a => (DateTimeOffset?)a.AssignedAt) is { } before && before >= now
                ? before.AddMicroseconds(1)
                : now;
        _assignments.Add(new(Id, decision, by, since));
        UpdatedAt = now;
        Raise(new LeadAssigned(Id, decision.Agent, now));
    }

    private void LetGo(DateTimeOffset now)
    {
        foreach (var open in _assignments.Where(a => a.EndedAt is null))
            open.End(now);
        AssignedAgentId = null;
    }
}
