using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ThinkRealty.Application.Assignment;

namespace ThinkRealty.Infrastructure.Scheduling;

/// <summary>
/// Drains the queue whenever room may have appeared on this node, and every minute for what appeared elsewhere: another
/// node, the end of a leave, a node that died between a commit and its drain (rules §6).
/// </summary>
internal sealed class QueueDrain(IServiceScopeFactory scopes, QueueSignal signal, ILogger<QueueDrain> log)
    : BackgroundService
{
    private static readonly TimeSpan Rest = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan RestAfterFailure = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var rest = Rest;
            try
            {
                while (await DrainOneAsync(stoppingToken)) { }
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                // The lead waits, it is not lost; the next signal may come late.
                log.LogWarning(failure, "The queue could not be drained");
                rest = RestAfterFailure;
            }

            await signal.WaitAsync(rest, stoppingToken);
        }
    }

    private async Task<bool> DrainOneAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var mediator = scope.ServiceProvider.GetRequiredService<IMediator>();
        return (await mediator.Send(new DrainWaitingLeads(Begins: false), cancellationToken)).Next is not null;
    }
}
