using ThinkRealty.Domain.Scoring;

namespace ThinkRealty.Application.Scoring;

/// <summary>Active leads with complete weeks of silence that are not booked yet (rules §5).</summary>
public interface ISilentLeads
{
    /// <summary>How many there are.</summary>
    Task<long> CountAsync(IReadOnlyList<SilentWeek> weeks, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>
    /// Books what the next of them owe, in order of id, and lets those be whom somebody else is changing at this moment.
    /// </summary>
    /// <param name="after">Where the last piece ended.</param>
    /// <param name="most">So many leads at most.</param>
    /// <param name="weeks">What a week costs, by rule set; leads with another one owe nothing.</param>
    /// <param name="now">The program's clock.</param>
    /// <param name="cancellationToken">Stops it.</param>
    Task<SilenceBooked> BookAsync(
        Guid after,
        int most,
        IReadOnlyList<SilentWeek> weeks,
        DateTimeOffset now,
        CancellationToken cancellationToken
    );
}

/// <summary>What a complete week of silence adds to the ledger of a lead with this rule set.</summary>
public sealed record SilentWeek(string RuleSet, int Version, ScoreEntry Entry);

/// <summary>What became of one piece of the walk.</summary>
/// <param name="Seen">Leads that owed a week or more.</param>
/// <param name="Booked">Of these, those whose ledger says so now.</param>
/// <param name="Last">The last of those seen; null: there was none.</param>
public sealed record SilenceBooked(int Seen, int Booked, Guid? Last);
