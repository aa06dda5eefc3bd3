using ThinkRealty.Application.Pipeline;

namespace ThinkRealty.Application.Jobs;

/// <summary>
/// One bounded piece of a job's work, an ordinary command in one transaction of its own: safe to run twice, and safe to be
/// killed at any line. It names the piece that comes after it.
/// </summary>
public interface IJobBatch : ICommand<JobStep>;

/// <summary>What a batch did.</summary>
/// <param name="Seen">Things looked at.</param>
/// <param name="Changed">Of these, how many are different now.</param>
public record JobStep(long Seen, long Changed)
{
    /// <summary>The others, by reason.</summary>
    public IReadOnlyDictionary<string, long> Skipped { get; init; } = new Dictionary<string, long>();

    /// <summary>Those that were left for one reason, if there were any.</summary>
    public static IReadOnlyDictionary<string, long> Left(string reason, long many) =>
        many > 0 ? new Dictionary<string, long> { [reason] = many } : new Dictionary<string, long>();

    /// <summary>How many there are to be seen in the whole run, where a first batch knows it.</summary>
    public long? Expected { get; init; }

    /// <summary>What comes next; null: the run is done.</summary>
    public IJobBatch? Next { get; init; }
}
