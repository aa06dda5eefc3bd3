using System.Threading.Channels;
using ThinkRealty.Application.Pipeline;
using ThinkRealty.Domain;
using ThinkRealty.Domain.Agents;
using ThinkRealty.Domain.Leads;

namespace ThinkRealty.Application.Assignment;

/// <summary>Wakes the drain of the queue whenever a commit may have made room, or has put somebody in the queue.</summary>
public sealed class QueueSignal : ICommitListener
{
    // One pending signal is enough: it is taken before the drain looks.
    private readonly Channel<bool> _signals = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }
    );

    public void Committed(IReadOnlyCollection<DomainEvent> events)
    {
        if (events.Any(e => e is LeadQueued or PlaceFreed or AgentJoined or AgentChanged))
            _signals.Writer.TryWrite(true);
    }

    /// <summary>Returns at the next signal, or after the given time.</summary>
    public async Task WaitAsync(TimeSpan atMost, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(atMost);
        try
        {
            await _signals.Reader.ReadAsync(deadline.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The time is up; whatever other nodes freed is looked for now.
        }
    }
}
