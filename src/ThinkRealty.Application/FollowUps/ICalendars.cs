using ThinkRealty.Domain;
using ThinkRealty.Domain.FollowUps;
using ThinkRealty.Domain.Leads;

namespace ThinkRealty.Application.FollowUps;

/// <summary>The agents' calendars of pending follow-ups.</summary>
public interface ICalendars
{
    /// <summary>
    /// The calendar of the agent who holds the lead, which nobody else can change until the transaction ends; an empty one
    /// where nobody holds it.
    /// </summary>
    async Task<Calendar> OfHolderAsync(Lead lead, CancellationToken cancellationToken) =>
        lead.AssignedAgentId is { } holder ? await OfAsync(holder, cancellationToken) : new([]);

    /// <summary>An agent's calendar, which nobody else can change until the transaction ends.</summary>
    Task<Calendar> OfAsync(AgentId agent, CancellationToken cancellationToken);

    /// <summary>Whose task it is and how it stands; null: there is none.</summary>
    Task<FollowUpState?> FindAsync(Guid followUp, CancellationToken cancellationToken);
}

/// <summary>A follow-up in short.</summary>
/// <param name="Lead">The lead it belongs to.</param>
/// <param name="Status">How it stands.</param>
public sealed record FollowUpState(Guid Lead, FollowUpStatus Status);
