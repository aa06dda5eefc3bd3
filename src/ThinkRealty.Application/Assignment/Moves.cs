using ThinkRealty.Application.Pipeline;
using ThinkRealty.Domain;
using ThinkRealty.Domain.Assignment;
using ThinkRealty.Domain.Leads;

namespace ThinkRealty.Application.Assignment;

/// <summary>Where one of many leads goes.</summary>
internal sealed record Move(Lead Lead, TurnChoice Choice, TakenSeat Seat);

/// <summary>
/// Gives many held leads to other agents in one transaction, each to whose turn it is (rules §6): chosen in the program over
/// seats read once, because asking the database for each would cost more than everything else together.
/// </summary>
internal sealed class Moves(ISeats seats, IUnitOfWork work)
{
    /// <summary>Moves what can be moved; moves are locked (<c>LockMovesAsync</c>), and so are the leads.</summary>
    /// <param name="leads">In the order in which they choose.</param>
    /// <param name="without">Who is not to be given the lead.</param>
    /// <param name="move">Lets the lead go where it is to go.</param>
    /// <param name="belowPercent">Only to who holds less than this share of the maximum; null: to who has room.</param>
    /// <param name="now">The program's clock.</param>
    /// <param name="cancellationToken">When nobody wants it any more.</param>
    /// <returns>The leads for whom there is nobody.</returns>
    public async Task<IReadOnlyList<Lead>> MoveAsync(
        IReadOnlyList<Lead> leads,
        Func<Lead, IReadOnlyList<AgentId>> without,
        Action<Move> move,
        int? belowPercent,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        var withNobody = new List<Lead>();
        while (leads.Count > 0)
        {
            var turn = await seats.TurnAsync(now.DubaiDay(), cancellationToken);
            var chosen = new List<(Lead Lead, TurnChoice Choice)>();
            foreach (var lead in leads)
                if (turn.Next(LeadMatch.Of(lead), without(lead), belowPercent) is { } choice)
                {
                    choice.Seat.Receive(choice.LiftedTo, now);
                    turn.Release(lead.AssignedAgentId!.Value);
                    chosen.Add((lead, choice));
                }
                else
                    withNobody.Add(lead);

            var taken = await seats.TakeAsync([.. chosen.Select(c => c.Choice)], belowPercent, now, cancellationToken);
            var again = new List<Lead>();
            foreach (var ((lead, choice), seat) in chosen.Zip(taken))
                if (seat is null)
                    again.Add(lead);
                else
                    move(new(lead, choice, seat));

            // What was given away and taken is to be seen by whoever chooses next.
            await work.SaveAsync(cancellationToken);
            leads = again;
        }

        return withNobody;
    }
}
