using MediatR;
using ThinkRealty.Application.FollowUps;
using ThinkRealty.Application.Jobs;
using ThinkRealty.Application.Leads;
using ThinkRealty.Application.Pipeline;
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
    IAgentPick agents,
    ICalendars calendars,
    IUnitOfWork work,
    JobSettings settings,
    LeadSettings leadSettings,
    TimeProvider clock
) : IRequestHandler<ReassignStaleLeads, JobStep>
{
    // The agents chosen stay locked until the commit, and a capture waits only where all of the 24 whose turn is next are:
    // fewer than these, so that it never has to.
    private const int AtOnce = 20;

    private readonly StaleRule _rule = new(TimeSpan.FromHours(settings.StaleAfterHours), settings.StaleHops);

    public async Task<JobStep> Handle(ReassignStaleLeads request, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        var heldSince = now - _rule.After;
        long? expected = request.After is null ? await stale.CountAsync(heldSince, cancellationToken) : null;

        await leads.LockMovesAsync(cancellationToken);
        var found = await stale.TakeAsync(request.After, heldSince, AtOnce, cancellationToken);
        List<string?> outcomes = [.. Enumerable.Repeat("locked", found.Locked)];
        foreach (var lead in found.Leads)
        {
            outcomes.Add(await GoOnAsync(lead, now, cancellationToken));
            // The next pick is to see the place that this one took.
            await work.SaveAsync(cancellationToken);
        }

        return new(outcomes.Count, outcomes.Count(o => o is null))
        {
            Skipped = outcomes.OfType<string>().CountBy(o => o).ToDictionary(o => o.Key, o => (long)o.Value),
            Expected = expected,
            Next = found.Last is { } last ? new ReassignStaleLeads(last) : null,
        };
    }

    // Why it stays where it is; null: it has gone on.
    private async Task<string?> GoOnAsync(Lead lead, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var staleness = lead.StalenessBy(_rule, now);
        if (staleness == Staleness.Fresh)
            return "fresh"; // until it was locked, somebody looked after it
        if (staleness == Staleness.HopsUsedUp)
        {
            lead.CallSupervisor(now);
            return "hops_used_up";
        }

        var wanted = now + leadSettings.FirstFollowUp;
        if (await agents.PickAsync(lead, [], lead.LetItGoStale, wanted, now, cancellationToken) is not { } picked)
        {
            lead.CallSupervisor(now);
            return "nobody_else";
        }

        var calendar = await calendars.OfAsync(picked.Decision.Agent, cancellationToken);
        lead.GoOn(picked.Decision, calendar, picked.SupervisorUserId, now);
        return null;
    }
}
