namespace ThinkRealty.Domain.FollowUps;

/// <summary>One pending follow-up in an agent's calendar.</summary>
public sealed record Appointment(Guid FollowUp, DateTimeOffset DueDate);

/// <summary>
/// An agent's pending follow-ups, no two of them less than 30 minutes apart (rules §8); <c>follow_up_tasks_apart</c> says
/// the same in the schema.
/// </summary>
public sealed class Calendar(IEnumerable<Appointment> pending)
{
    private static readonly TimeSpan Round = TimeSpan.FromMinutes(5);

    private readonly List<Appointment> _pending = [.. pending.OrderBy(a => a.DueDate)];

    /// <summary>Takes this very moment, or refuses with <c>follow_up_conflict</c> naming who has it.</summary>
    public void Reserve(DateTimeOffset moment)
    {
        if (_pending.Find(a => (a.DueDate - moment).Duration() < FollowUp.Apart) is { } other)
            throw FollowUpErrors.Conflict(other);
        Insert(moment);
    }

    /// <summary>Takes the earliest free moment at or after the wanted one.</summary>
    public DateTimeOffset ReserveFrom(DateTimeOffset wanted)
    {
        var moment = EarliestFrom(wanted);
        Insert(moment);
        return moment;
    }

    /// <summary>The earliest free moment at or after the wanted one; <c>free_slot</c> finds the same.</summary>
    public DateTimeOffset EarliestFrom(DateTimeOffset wanted)
    {
        var moment = wanted;
        foreach (var taken in _pending.Where(a => a.DueDate > wanted - FollowUp.Apart))
        {
            if (taken.DueDate - moment >= FollowUp.Apart)
                break;
            moment = taken.DueDate + FollowUp.Apart;
        }

        return moment;
    }

    /// <summary>Takes the earliest free moment at or after the wanted one that lies on a full five minutes (rules §8).</summary>
    public DateTimeOffset ReserveRoundFrom(DateTimeOffset wanted)
    {
        var moment = RoundedUp(wanted);
        while (EarliestFrom(moment) is var free && free != moment)
            moment = RoundedUp(free);
        Insert(moment);
        return moment;
    }

    private static DateTimeOffset RoundedUp(DateTimeOffset moment) =>
        moment.AddTicks((Round.Ticks - moment.UtcTicks % Round.Ticks) % Round.Ticks);

    /// <summary>Gives a follow-up's moment back.</summary>
    public void Release(Guid followUp) => _pending.RemoveAll(a => a.FollowUp == followUp);

    private void Insert(DateTimeOffset moment)
    {
        var next = _pending.FindIndex(a => a.DueDate > moment);
        _pending.Insert(next < 0 ? _pending.Count : next, new(Guid.Empty, moment));
    }
}
