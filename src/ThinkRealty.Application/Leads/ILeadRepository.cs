using ThinkRealty.Domain;
using ThinkRealty.Domain.Agents;
using ThinkRealty.Domain.Leads;

namespace ThinkRealty.Application.Leads;

/// <summary>What an inquiry brings to the desk before it may become a lead.</summary>
/// <param name="Lead">The id it will have.</param>
/// <param name="Phone">Whose inquiry it is.</param>
/// <param name="Source">By which channel.</param>
/// <param name="Now">The program's clock, read before the phone's turn.</param>
/// <param name="Window">How long a phone and source count as the same inquiry.</param>
/// <param name="ReferrerAgentId">As sent.</param>
/// <param name="PropertyId">As sent: our id, or the source's own reference.</param>
/// <param name="Caller">Who brings it.</param>
/// <param name="InquiryKey">What makes two inquiries of this caller the same one; null: not through an inquiry door.</param>
/// <param name="Replays">The refused inquiry that is sent again; null: this one arrives by itself.</param>
public sealed record LeadClaim(
    LeadId Lead,
    PhoneNumber Phone,
    LeadSource Source,
    DateTimeOffset Now,
    TimeSpan Window,
    string? ReferrerAgentId,
    string? PropertyId,
    Guid Caller,
    string? InquiryKey,
    Guid? Replays
);

/// <summary>A lead that the same phone brought before (rules §4).</summary>
public sealed record PreviousLead(LeadId Lead, LeadStatus Status, AgentId? Agent);

/// <summary>What the desk knows of a claim.</summary>
/// <param name="Earlier">The lead that holds the duplicate window; null: the claim is granted.</param>
/// <param name="At">
/// The moment of the claim: now, but later than every claim of this phone before it. The lead is created and queued at this
/// moment, so the queue follows the order of claims.
/// </param>
/// <param name="Previous">The lead to link to.</param>
/// <param name="SomeoneWaits">A lead is waiting for an agent with room.</param>
/// <param name="RuleSet">The active rule set's name.</param>
/// <param name="RuleSetVersion">The active rule set's version.</param>
/// <param name="Referrer">The referring agent, if known here.</param>
/// <param name="Property">The property, if known here.</param>
/// <param name="Refused">This very inquiry as it stands refused in the intake, locked; null: it does not.</param>
public sealed record ClaimedLead(
    LeadId? Earlier,
    DateTimeOffset At,
    PreviousLead? Previous,
    bool SomeoneWaits,
    string RuleSet,
    int RuleSetVersion,
    AgentId? Referrer,
    PropertyId? Property,
    Guid? Refused
);

/// <summary>A note that is not struck out.</summary>
/// <param name="Author">Who wrote it; null: the program itself.</param>
/// <param name="SaidAt">When it was written or last corrected.</param>
public sealed record StandingNote(Guid? Author, DateTimeOffset SaidAt);

/// <summary>The leads, and the duplicate window over their phones.</summary>
public interface ILeadRepository
{
    /// <summary>
    /// Decides in one atomic step whether this inquiry holds the duplicate window. Attempts and replays of one inquiry, and
    /// captures of one phone, go one after another from here until the transaction ends, so that an inquiry is resolved
    /// once and linking holds in parallel too (rules §4).
    /// </summary>
    Task<ClaimedLead> ClaimAsync(LeadClaim claim, CancellationToken cancellationToken);

    void Add(Lead lead);

    /// <summary>The lead whole and locked until the transaction ends; null: there is none.</summary>
    Task<Lead?> FindAsync(LeadId id, CancellationToken cancellationToken);

    /// <summary>
    /// The lead that waits longest, locked; null: nobody waits. Drains go one after another, so that the order is strict
    /// (rules §6).
    /// </summary>
    Task<Lead?> NextWaitingAsync(CancellationToken cancellationToken);

    /// <summary>How many visible leads wait up to and including this one; from 1.</summary>
    Task<long> QueuePositionAsync(Lead lead, CancellationToken cancellationToken);

    /// <summary>The agents who hold other open leads with this phone, the holder of the newest first (rules §4).</summary>
    Task<IReadOnlyList<AgentId>> HoldersOfPersonAsync(
        PhoneNumber phone,
        LeadId except,
        CancellationToken cancellationToken
    );

    /// <summary>The version that readers see as <c>ETag</c>.</summary>
    uint VersionOf(Lead lead);

    /// <summary>Whether any lead waits for an agent with room.</summary>
    Task<bool> SomeoneWaitsAsync(CancellationToken cancellationToken);

    /// <summary>How many leads wait for an agent with room.</summary>
    Task<long> CountWaitingAsync(CancellationToken cancellationToken);

    /// <summary>Who held the lead last; null: nobody ever.</summary>
    Task<AgentId?> LastHolderAsync(LeadId id, CancellationToken cancellationToken);

    /// <summary>The agent whose user entered the lead; null: nobody's user, or not an agent's.</summary>
    Task<AgentId?> EnteredByAsync(LeadId id, CancellationToken cancellationToken);

    /// <summary>
    /// Lets moves between agents go one after another from here until the transaction ends: each takes two seats, and two of
    /// them could wait for each other.
    /// </summary>
    Task LockMovesAsync(CancellationToken cancellationToken);

    /// <summary>The agent's active leads, whole and locked; nobody is given to the agent until the transaction ends.</summary>
    Task<IReadOnlyList<Lead>> ActiveOfAsync(AgentId agent, CancellationToken cancellationToken);

    /// <summary>The agent's active leads with a pending follow-up during the leave, whole and locked in order of their ids.</summary>
    Task<IReadOnlyList<Lead>> WithFollowUpsDuringAsync(AgentId agent, Leave leave, CancellationToken cancellationToken);

    /// <summary>How many pending follow-ups of the agent are due during the leave.</summary>
    Task<int> CountFollowUpsDuringAsync(AgentId agent, Leave leave, CancellationToken cancellationToken);

    /// <summary>A note that stands; null: the lead has no such note.</summary>
    Task<StandingNote?> FindNoteAsync(LeadId lead, Guid note, CancellationToken cancellationToken);
}
