using ThinkRealty.Domain.Leads;

namespace ThinkRealty.Application.Assignment;

/// <summary>How far a run has come among the leads that may be stale.</summary>
public sealed record StalePlace(DateTimeOffset CreatedAt, Guid LeadId);

/// <summary>Leads that were found stale.</summary>
/// <param name="Leads">Locked and whole, with all of their assignments; as they are now, which may be stale no longer.</param>
/// <param name="Locked">Left out, because somebody is changing them at this moment.</param>
/// <param name="Last">Where to go on from; null: these were all.</param>
public sealed record StaleLeads(IReadOnlyList<Lead> Leads, int Locked, StalePlace? Last);

/// <summary>Finds the leads that nobody looks after; whether one of them is stale, the lead itself says (rules §6).</summary>
public interface IStaleLeads
{
    /// <summary>How many there are.</summary>
    /// <param name="heldSince">Given to who holds it at this moment or before, and no contact since.</param>
    /// <param name="cancellationToken">When nobody wants to know any more.</param>
    Task<long> CountAsync(DateTimeOffset heldSince, CancellationToken cancellationToken);

    /// <summary>The next ones, oldest leads first; those that somebody else has locked are passed over.</summary>
    /// <param name="after">Where the ones before ended; null: from the beginning.</param>
    /// <param name="heldSince">Given to who holds it at this moment or before, and no contact since.</param>
    /// <param name="atMost">How many.</param>
    /// <param name="cancellationToken">When nobody wants them any more.</param>
    Task<StaleLeads> TakeAsync(
        StalePlace? after,
        DateTimeOffset heldSince,
        int atMost,
        CancellationToken cancellationToken
    );
}
