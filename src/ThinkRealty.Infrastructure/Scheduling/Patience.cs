using Microsoft.Extensions.Logging;
using Polly;
using Polly.Retry;
using ThinkRealty.Infrastructure.Postgres;

namespace ThinkRealty.Infrastructure.Scheduling;

/// <summary>
/// Repeats what must be written down about a run until the database takes it: a run that failed because the database was away
/// ends when it is back, whenever that is.
/// </summary>
internal sealed class Patience(ILogger<Patience> log)
{
    private static readonly TimeSpan BetweenTries = TimeSpan.FromSeconds(1);

    private readonly ResiliencePipeline _pipeline = new ResiliencePipelineBuilder()
        .AddRetry(
            new RetryStrategyOptions
            {
                ShouldHandle = tried =>
                    new(Outage.Find(tried.Outcome.Exception) is { } fault && Outage.IsUnavailable(fault)),
                Delay = BetweenTries,
                MaxRetryAttempts = int.MaxValue,
                OnRetry = retry =>
                {
                    log.LogWarning(retry.Outcome.Exception, "A run of a job waits for the database");
                    return default;
                },
            }
        )
        .Build();

    /// <summary>Does the work once the database answers.</summary>
    /// <param name="work">Can be repeated: an answer may be lost after it was done.</param>
    /// <param name="giveUp">Ends the waiting: the node stops, and another one takes the run over.</param>
    public async Task<T> UntilDoneAsync<T>(Func<Task<T>> work, CancellationToken giveUp) =>
        await _pipeline.ExecuteAsync(async _ => await work(), giveUp);
}
