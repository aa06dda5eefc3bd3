using ThinkRealty.Domain.FollowUps;

namespace ThinkRealty.Domain.Leads;

// The dated tasks of the agent who holds the lead (rules §8).
public sealed partial class Lead
{
    /// <summary>Active and with an agent, and nothing is planned with it (rules §8).</summary>
    public bool HasNoNextStep => IsActive && AssignedAgentId is not null && !Pending.Any();

    private IEnumerable<FollowUp> Pending => _followUps.Where(f => f.Status == FollowUpStatus.Pending);

    /// <summary>Adds a task for the agent, where the agent's calendar has room at that moment.</summary>
    public FollowUp PlanFollowUp(
        FollowUpType type,
        Priority priority,
        DateTimeOffset dueDate,
        Calendar calendar,
        DateTimeOffset now
    )
    {
        RefuseFollowUps(dueDate, now);
        calendar.Reserve(dueDate);
        return Add(type, priority, dueDate, now);
    }

    /// <summary>Moves the earliest pending follow-up to that moment, or makes one.</summary>
    public void FollowUpAt(DateTimeOffset dueDate, Calendar calendar, DateTimeOffset now)
    {
        RefuseFollowUps(dueDate, now, "next_follow_up");
        if (Pending.MinBy(f => f.DueDate) is { } earliest)
            MoveFollowUp(earliest, dueDate, calendar, now);
        else
            PlanFollowUp(FollowUpType.Call, Priority.Medium, dueDate, calendar, now);
    }

    public void MoveFollowUp(FollowUp followUp, DateTimeOffset dueDate, Calendar calendar, DateTimeOffset now)
    {
        RefuseFollowUps(dueDate, now);
        calendar.Release(followUp.Id);
        calendar.Reserve(dueDate);
        followUp.Move(dueDate, now);
        ShowNextFollowUp(now);
        Raise(new FollowUpMoved(Id, followUp.Id, dueDate, now));
    }

    /// <summary>Moves a follow-up to the earliest free moment at or after the wanted one, on a full five minutes (rules §8).</summary>
    public void PostponeFollowUp(FollowUp followUp, DateTimeOffset wanted, Calendar calendar, DateTimeOffset now)
    {
        RefuseFollowUps(wanted, now);
        calendar.Release(followUp.Id);
        followUp.Move(calendar.ReserveRoundFrom(wanted), now);
        ShowNextFollowUp(now);
        Raise(new FollowUpMoved(Id, followUp.Id, followUp.DueDate, now));
    }

    public void CompleteFollowUp(FollowUp followUp, DateTimeOffset now)
    {
        RefuseUnlessActive();
        followUp.Complete(now);
        ShowNextFollowUp(now);
        Raise(new FollowUpCompleted(Id, followUp.Id, now));
    }

    public void CancelFollowUp(FollowUp followUp, DateTimeOffset now)
    {
        RefuseUnlessActive();
        followUp.Cancel(now);
        ShowNextFollowUp(now);
        Raise(new FollowUpCancelled(Id, followUp.Id, now));
    }

    private FollowUp Add(FollowUpType type, Priority priority, DateTimeOffset dueDate, DateTimeOffset now)
    {
        var followUp = new FollowUp(Id, AssignedAgentId!.Value, type, priority, dueDate, now);
        _followUps.Add(followUp);
        ShowNextFollowUp(now);
        Raise(new FollowUpPlanned(Id, dueDate, now));
        return followUp;
    }

    private void CancelFollowUps(DateTimeOffset now)
    {
        foreach (var followUp in Pending.ToList())
            followUp.Cancel(now);
        ShowNextFollowUp(now);
    }

    private void ShowNextFollowUp(DateTimeOffset now)
    {
        NextFollowUp = Pending.Min(f => (DateTimeOffset?)f.DueDate);
        UpdatedAt = now;
    }

    private void RefuseFollowUps(DateTimeOffset dueDate, DateTimeOffset now, string field = "due_date")
    {
        RefuseUnlessActive();
        if (AssignedAgentId is null)
            throw LeadErrors.Unassigned();
        if (dueDate < now)
            throw FollowUpErrors.InThePast(field);
    }
}
