using ThinkRealty.Domain.Assignment;
using ThinkRealty.Domain.FollowUps;

namespace ThinkRealty.Domain.Leads;

/// <summary>When a lead is stale, and how often it goes on by itself (rules §6).</summary>
/// <param name="After">Held for so long, or longer, without a contact.</param>
/// <param name="Hops">Moves in a row; after these a supervisor must look.</param>
public sealed record StaleRule(TimeSpan After, int Hops);

/// <summary>What staleness asks for.</summary>
public enum Staleness
{
    /// <summary>Nothing: somebody looks after the lead, or has still time to.</summary>
    Fresh,

    /// <summary>Another agent is to have it.</summary>
    GoesOn,

    /// <summary>It has gone on often enough: a supervisor must look.</summary>
    HopsUsedUp,
}

// Whether somebody looks after the lead (rules §6). All of its assignments must be there, not only the open one.
public sealed partial class Lead
{
    /// <summary>Whom it does not go to by itself: who holds it now, and everyone who has ever let it go stale.</summary>
    public IReadOnlyList<AgentId> LetItGoStale =>
        [.. _assignments.Where(a => a.WentStaleAt is not null || a.EndedAt is null).Select(a => a.AgentId).Distinct()];

    // A move for any other reason begins the count anew.
    private int StaleHops =>
        _assignments.OrderByDescending(a => a.AssignedAt).TakeWhile(a => a.Reason == AssignmentReason.Stale).Count();

    private LeadAssignment? Present => _assignments.Find(a => a.EndedAt is null);

    /// <summary>
    /// Stale: new or contacted, active, held for so long, and no contact since it was given to who holds it. Where a supervisor
    /// must look already, nothing more is asked for.
    /// </summary>
    public Staleness StalenessBy(StaleRule rule, DateTimeOffset now)
    {
        var isEarly = IsActive && Status is LeadStatus.New or LeadStatus.Contacted;
        if (!isEarly || NeedsSupervisor || Present is not { } held)
            return Staleness.Fresh;
        if (now - held.AssignedAt < rule.After || LastContactAt >= held.AssignedAt)
            return Staleness.Fresh;
        return StaleHops < rule.Hops ? Staleness.GoesOn : Staleness.HopsUsedUp;
    }

    /// <summary>Stale: goes to another agent with its follow-ups, like every reassignment.</summary>
    /// <param name="decision">Who: nobody of <see cref="LetItGoStale"/>.</param>
    /// <param name="calendar">The new agent's.</param>
    /// <param name="supervisor">The new agent's, for what is long overdue; null: all supervisors.</param>
    /// <param name="now">The program's clock.</param>
    public void GoOn(AssignmentDecision decision, Calendar calendar, Guid? supervisor, DateTimeOffset now)
    {
        if (LetItGoStale.Contains(decision.Agent))
            throw new InvalidOperationException("The agent has let this lead go stale.");

        Present!.GoStale(now);
        ReassignTo(decision with { Reason = AssignmentReason.Stale }, calendar, supervisor, by: null, now);
    }

    /// <summary>Stale, and it cannot go on: it stays where it is, and a supervisor must look.</summary>
    public void CallSupervisor(DateTimeOffset now)
    {
        RefuseUnlessActive();
        Present!.GoStale(now);
        NeedsSupervisor = true;
        UpdatedAt = now;
        Raise(new SupervisorCalled(Id, now));
    }
}
