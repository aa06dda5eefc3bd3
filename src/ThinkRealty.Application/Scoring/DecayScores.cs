using MediatR;
using ThinkRealty.Application.Jobs;
using ThinkRealty.Domain;

namespace ThinkRealty.Application.Scoring;

/// <summary>
/// Books every complete week of silence of active leads in the ledger, each exactly once, however late (rules §5). Commands
/// book by themselves what is owed until then, so a lead that one of them is changing is left to it, or to the next run.
/// </summary>
/// <param name="After">The last lead of the batch before.</param>
public sealed record DecayScores(Guid After = default) : IJobBatch;

internal sealed class DecayScoresHandler(ISilentLeads leads, IRuleSets ruleSets, TimeProvider clock)
    : IRequestHandler<DecayScores, JobStep>
{
    private const int Batch = 40; // short: whoever changes one of these leads waits for the end of it

    public async Task<JobStep> Handle(DecayScores batch, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        var weeks = await WeeksAsync(cancellationToken);
        long? expected = batch.After == default ? await leads.CountAsync(weeks, now, cancellationToken) : null;
        var booked = await leads.BookAsync(batch.After, Batch, weeks, now, cancellationToken);
        return new(booked.Seen, booked.Booked)
        {
            Skipped = JobStep.Left("in_use", booked.Seen - booked.Booked),
            Expected = expected,
            Next = booked is { Seen: Batch, Last: { } last } ? new DecayScores(last) : null,
        };
    }

    private async Task<IReadOnlyList<SilentWeek>> WeeksAsync(CancellationToken cancellationToken)
    {
        var weeks = new List<SilentWeek>();
        foreach (var rules in await ruleSets.AllAsync(cancellationToken))
            if (rules.ForSilence() is { } entry)
                weeks.Add(new(rules.Name, rules.Version, entry));
        return weeks;
    }
}
