using MediatR;
using ThinkRealty.Application.Jobs;
using ThinkRealty.Application.Leads;

namespace ThinkRealty.Application.Assignment;

/// <summary>
/// Gives the lead that waits longest to an agent with room, one in a batch, until nobody waits or nobody has room (rules §6).
/// </summary>
/// <param name="Begins">The first batch of a run, which counts how many wait.</param>
public sealed record DrainWaitingLeads(bool Begins = true) : IJobBatch;

internal sealed class DrainWaitingLeadsHandler(WaitingLeads waiting, ILeadRepository leads)
    : IRequestHandler<DrainWaitingLeads, JobStep>
{
    public async Task<JobStep> Handle(DrainWaitingLeads request, CancellationToken cancellationToken)
    {
        long? expected = request.Begins ? await leads.CountWaitingAsync(cancellationToken) : null;
        var step = await waiting.GiveNextAsync(cancellationToken) switch
        {
            null => new JobStep(0, 0),
            { Agent: null } => new JobStep(1, 0) { Skipped = new Dictionary<string, long> { ["no_room"] = 1 } },
            _ => new JobStep(1, 1) { Next = new DrainWaitingLeads(Begins: false) },
        };
        return step with { Expected = expected };
    }
}
