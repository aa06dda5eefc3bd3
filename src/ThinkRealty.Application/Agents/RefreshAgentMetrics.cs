using MediatR;
using ThinkRealty.Application.Jobs;
using ThinkRealty.Application.Leads;
using ThinkRealty.Domain;

namespace ThinkRealty.Application.Agents;

/// <summary>
/// Measures what agents made of their leads of the last 90 days, for matching (rules §6). Figures that are as they were are
/// written down once a day, so that it shows that somebody looked.
/// </summary>
/// <param name="After">The last agent of the batch before.</param>
public sealed record RefreshAgentMetrics(Guid After = default) : IJobBatch;

internal sealed class RefreshAgentMetricsHandler(IAgentFigures agents, ILeadRepository leads, TimeProvider clock)
    : IRequestHandler<RefreshAgentMetrics, JobStep>
{
    private const int Batch = 50;
    private static readonly TimeSpan Fresh = TimeSpan.FromHours(24);

    public async Task<JobStep> Handle(RefreshAgentMetrics batch, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        var measured = await agents.MeasureAsync(batch.After, Batch, now, cancellationToken);
        var news = measured
            .Where(m => m.Present != m.Written || m.WrittenAt < now - Fresh)
            .Select(m => m.Present)
            .ToList();
        if (news.Count > 0)
        {
            // Writing takes the agents' seats, several at once.
            await leads.LockMovesAsync(cancellationToken);
            await agents.WriteAsync(news, now, cancellationToken);
        }

        return new(measured.Count, news.Count)
        {
            Skipped = JobStep.Left("unchanged", measured.Count - news.Count),
            Next = measured.Count == Batch ? new RefreshAgentMetrics(measured[^1].Present.AgentId) : null,
        };
    }
}
