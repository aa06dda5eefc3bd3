using ThinkRealty.Application.Access;
using ThinkRealty.Application.Scoring;
using ThinkRealty.Domain;
using ThinkRealty.Domain.Leads;

namespace ThinkRealty.Application.Leads;

/// <summary>Writes notes in the caller's name (rules §8).</summary>
internal sealed class LeadNotes(IRuleSets ruleSets, CallContext call, TimeProvider clock)
{
    /// <summary>Adds a note to a lead that is locked.</summary>
    public async Task<LeadActivity> AddAsync(Lead lead, string words, CancellationToken cancellationToken)
    {
        var rules = await ruleSets.GetAsync(lead.RuleSet, lead.RuleSetVersion, cancellationToken);
        var now = clock.Now();
        var note = new LeadActivity
        {
            Id = Guid.CreateVersion7(now),
            AgentId = call.Caller.AgentId is { } own ? new(own) : null,
            Type = ActivityType.Note,
            Notes = words,
            OccurredAt = now,
            RecordedAt = now,
            RecordedBy = call.ActorId,
        };
        lead.Log(note, rules, now);
        return lead.Activities[^1];
    }
}
