using ThinkRealty.Domain.Assignment;
using ThinkRealty.Domain.FollowUps;

namespace ThinkRealty.Application.Assignment;

/// <summary>A place with an agent, held until the transaction ends.</summary>
/// <param name="Calendar">The agent's; one and the same for all places with that agent.</param>
/// <param name="SupervisorUserId">Who looks after the agent; null: all supervisors.</param>
public sealed record TakenSeat(Calendar Calendar, Guid? SupervisorUserId);

/// <summary>
/// The agents' seats for whoever gives many leads away in one transaction: the turn is told over seats read once, and each
/// place is decided under its seat's lock (rules §6).
/// </summary>
public interface ISeats
{
    /// <summary>The turn as it stands at this moment; nothing is held.</summary>
    Task<Turn> TurnAsync(DateOnly today, CancellationToken cancellationToken);

    /// <summary>
    /// Takes a place for each choice, in this order; null where the agent cannot be given that lead any more, or not before what
    /// the agent gave away is saved. Whoever takes places with several agents has locked moves (<c>LockMovesAsync</c>).
    /// </summary>
    /// <param name="choices">What the turn chose.</param>
    /// <param name="belowPercent">Only from who holds less than this share of the maximum; null: from who has room.</param>
    /// <param name="now">The program's clock.</param>
    /// <param name="cancellationToken">When nobody wants them any more.</param>
    Task<IReadOnlyList<TakenSeat?>> TakeAsync(
        IReadOnlyList<TurnChoice> choices,
        int? belowPercent,
        DateTimeOffset now,
        CancellationToken cancellationToken
    );
}
