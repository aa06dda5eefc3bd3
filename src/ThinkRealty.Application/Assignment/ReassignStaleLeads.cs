using MediatR;
using ThinkRealty.Application.Jobs;
using ThinkRealty.Application.Leads;
using ThinkRealty.Domain;
using ThinkRealty.Domain.Leads;

namespace ThinkRealty.Application.Assignment;

/// <summary>
/// Leads that nobody looks after go to the best other agent, the oldest first; after too many such moves, or with nobody else,
/// a supervisor is called (rules §6).
/// </summary>
/// <param name="After">Where the batch before ended; null: from the beginning.</param>
public sealed record ReassignStaleLeads(StalePlace? After = null) : IJobBatch;

internal sealed class ReassignStaleLeadsHandler(
    IStaleLeads stale,
    ILeadRepository leads,
    Moves moves,
    JobSettings settings,
    TimeProvider clock
) : IRequestHandler<ReassignStaleLeads, JobStep>
{
    // Short: whoever captures beside it shares the machine with it. And few: the agents chosen stay locked until the commit, and
    // a capture waits only where all of the 24 whose turn is next are.
    private const int AtOnce = 10;

    private readonly StaleRule _rule = new(TimeSpan.FromHours(settings.StaleAfterHours), settings.StaleHops);

    public async Task<JobStep> Handle(ReassignStaleLeads request, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        var heldSince = now - _rule.After;
        long? expected = request.After is null ? await stale.CountAsync(heldSince, cancellationToken) : null;

        await leads.LockMovesAsync(cancellationToken);
        var found = await stale.TakeAsync(request.After, heldSince, AtOnce, cancellationToken);
        // Until they were locked, somebody may have looked after them.
        var judged = found.Leads.ToLookup(lead => lead.StalenessBy(_rule, now));
        var withNobodyElse = await moves.MoveAsync(
            [.. judged[Staleness.GoesOn]],
            lead => lead.LetItGoStale,
            move => move.Lead.GoOn(move.Choice.Decision, move.Seat.Calendar, move.Seat.SupervisorUserId, now),
            belowPercent: null,
            now,
            cancellationToken
        );
        foreach (var lead in judged[Staleness.HopsUsedUp].Concat(withNobodyElse))
            lead.CallSupervisor(now);

        Dictionary<string, long> skipped = new()
        {
            ["locked"] = found.Locked,
            ["fresh"] = judged[Staleness.Fresh].Count(),
            ["hops_used_up"] = judged[Staleness.HopsUsedUp].Count(),
            ["nobody_else"] = withNobodyElse.Count,
        };
        var seen = found.Leads.Count + found.Locked;
        return new(seen, seen - skipped.Values.Sum())
        {
            Skipped = skipped.Where(s => s.Value > 0).ToDictionary(),
            Expected = expected,
            Next = found.Last is { } last ? new ReassignStaleLeads(last) : null,
        };
    }
}
