using MediatR;
using ThinkRealty.Application.Jobs;
using ThinkRealty.Domain;
using ThinkRealty.Domain.FollowUps;

namespace ThinkRealty.Application.FollowUps;

/// <summary>
/// Calls in a supervisor where a follow-up has been overdue for <c>Jobs:EscalateAfterDays</c>: it becomes urgent and stays the agent's (rules §8).
/// </summary>
/// <param name="After">The last follow-up of the batch before.</param>
public sealed record EscalateFollowUps(DueFollowUp? After = null) : IJobBatch;

internal sealed class EscalateFollowUpsHandler(IForgottenFollowUps followUps, JobSettings settings, TimeProvider clock)
    : IRequestHandler<EscalateFollowUps, JobStep>
{
    private const int Batch = 100; // short: whoever changes one of these leads waits for the end of it

    public async Task<JobStep> Handle(EscalateFollowUps batch, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        var since = FollowUp.ForgottenSince(now, TimeSpan.FromDays(settings.EscalateAfterDays));
        long? expected = batch.After is null ? await followUps.CountAsync(since, cancellationToken) : null;
        var done = await followUps.EscalateAsync(batch.After, Batch, since, now, cancellationToken);
        return new(done.Seen, done.Escalated)
        {
            Skipped = JobStep.Left("in_use", done.Seen - done.Escalated),
            Expected = expected,
            Next = done is { Seen: Batch, Last: { } last } ? new EscalateFollowUps(last) : null,
        };
    }
}
