using ThinkRealty.Domain.Scoring;

namespace ThinkRealty.Application.Scoring;

/// <summary>The rule sets as they stand in the database; a version never changes.</summary>
public interface IRuleSets
{
    Task<RuleSet> GetAsync(string name, int version, CancellationToken cancellationToken);

    /// <summary>Every version of every set.</summary>
    Task<IReadOnlyList<RuleSet>> AllAsync(CancellationToken cancellationToken);
}
