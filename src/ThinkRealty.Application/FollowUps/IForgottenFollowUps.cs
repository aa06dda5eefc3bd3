namespace ThinkRealty.Application.FollowUps;

/// <summary>Pending follow-ups that nobody has done for so long that a supervisor is called in (rules §8).</summary>
public interface IForgottenFollowUps
{
    /// <summary>How many there are, due at this moment or earlier and not escalated.</summary>
    Task<long> CountAsync(DateTimeOffset forgottenSince, CancellationToken cancellationToken);

    /// <summary>
    /// Escalates the next of them in order of their dates to their agents' supervisors, and lets those be whose lead somebody
    /// else is changing at this moment.
    /// </summary>
    /// <param name="after">The last one of the piece before; null: from the beginning.</param>
    /// <param name="most">So many at most.</param>
    /// <param name="forgottenSince">Due at this moment or earlier.</param>
    /// <param name="now">The program's clock.</param>
    /// <param name="cancellationToken">Stops it.</param>
    Task<FollowUpsEscalated> EscalateAsync(
        DueFollowUp? after,
        int most,
        DateTimeOffset forgottenSince,
        DateTimeOffset now,
        CancellationToken cancellationToken
    );
}

/// <summary>A follow-up's place among all by date.</summary>
public sealed record DueFollowUp(DateTimeOffset DueDate, Guid Id);

/// <summary>What became of one piece of the walk.</summary>
/// <param name="Seen">Follow-ups that were forgotten.</param>
/// <param name="Escalated">Of these, those that a supervisor has before him now.</param>
/// <param name="Last">The last of those seen; null: there was none.</param>
public sealed record FollowUpsEscalated(int Seen, int Escalated, DueFollowUp? Last);
