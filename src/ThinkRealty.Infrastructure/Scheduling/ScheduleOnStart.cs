using Microsoft.Extensions.Hosting;

namespace ThinkRealty.Infrastructure.Scheduling;

/// <summary>Puts the schedule of the settings in place before the scheduler starts.</summary>
internal sealed class ScheduleOnStart(QuartzScheduler scheduler) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => scheduler.ScheduleAllAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
