using Microsoft.Extensions.DependencyInjection;
using Quartz;
using ThinkRealty.Application.Jobs;
using ThinkRealty.Infrastructure.Postgres;

namespace ThinkRealty.Infrastructure.Scheduling;

/// <summary>Our jobs in Quartz: one Quartz job each, and one trigger where it has a schedule.</summary>
internal sealed class QuartzScheduler(
    [FromKeyedServices(QuartzScheduler.Name)] ISchedulerFactory factory,
    JobSettings settings
) : IJobScheduler
{
    /// <summary>All nodes under this name are one cluster.</summary>
    public const string Name = "thinkrealty";

    private const string BySchedule = "schedule";
    private const string OnRequest = "request";

    // Where intervals are counted from: midnight in Dubai, so that what runs daily runs at night there.
    private static readonly DateTimeOffset Origin = new(2025, 12, 31, 20, 0, 0, TimeSpan.Zero);

    public async Task AskAsync(string job, RunRequest request, CancellationToken cancellationToken)
    {
        var scheduler = await factory.GetScheduler(cancellationToken);
        // The first statement, so it is the one that meets a connection which died in the pool.
        await AnsweredAsync(async () =>
        {
            await AddAsync(scheduler, JobCatalogue.Find(job)!, cancellationToken);
            return true;
        });
        var trigger = TriggerBuilder
            .Create(TimeProvider.System)
            .WithIdentity($"{job} {Guid.CreateVersion7()}", OnRequest)
            .ForJob(job)
            .StartAt(request.DueAt)
            .UsingJobData(QuartzJob.Write(request))
            .WithSimpleSchedule(s => s.WithMisfireInstruction(SimpleTriggerMisfireInstruction.FireNow))
            .Build();
        await scheduler.ScheduleJob(trigger, new ScheduleJobOptions(), cancellationToken);
    }

    public async Task<IReadOnlyDictionary<string, DateTimeOffset>> NextRunsAsync(CancellationToken cancellationToken)
    {
        var scheduler = await factory.GetScheduler(cancellationToken);
        var triggers = await AnsweredAsync(() => scheduler.QueryTriggers(new TriggerQuery(), cancellationToken));
        return triggers
            .Items.Where(t => t.NextFireTimeUtc is not null)
            .GroupBy(t => t.JobKey.Name, t => t.NextFireTimeUtc!.Value)
            .ToDictionary(g => g.Key, g => g.Min());
    }

    public async Task<IReadOnlyList<JobNode>> NodesAsync(CancellationToken cancellationToken)
    {
        var scheduler = await factory.GetScheduler(cancellationToken);
        var nodes = await AnsweredAsync(() => scheduler.QueryClusterNodes(cancellationToken));
        return
        [
            .. nodes
                .Where(n => n.LastCheckInUtc is not null)
                .OrderBy(n => n.InstanceId, StringComparer.Ordinal)
                .Select(n => new JobNode(n.InstanceId, n.LastCheckInUtc!.Value, n.State == ClusterNodeState.Alive)),
        ];
    }

    /// <summary>
    /// Puts the settings' schedule into Quartz. A schedule that is there already stays as it is, so that a run that became
    /// due while no node was up is made up for, once, when one starts.
    /// </summary>
    public async Task ScheduleAllAsync(CancellationToken cancellationToken)
    {
        var scheduler = await factory.GetScheduler(cancellationToken);
        foreach (var job in JobCatalogue.All)
        {
            await AddAsync(scheduler, job, cancellationToken);
            var key = new TriggerKey(job.Name, BySchedule);
            if (job.Every(settings) is not { } every || every <= TimeSpan.Zero)
                await scheduler.UnscheduleJob(key, cancellationToken);
            else if (!await IsScheduledAsync(scheduler, key, every, cancellationToken))
                await scheduler.ScheduleTrigger(Trigger(job, every, key), TriggerConflict.Replace, cancellationToken);
        }
    }

    private static async Task<bool> IsScheduledAsync(
        IScheduler scheduler,
        TriggerKey key,
        TimeSpan every,
        CancellationToken cancellationToken
    ) =>
        await scheduler.GetTrigger(key, cancellationToken) is ICalendarIntervalTrigger there
        && there.RepeatInterval == Seconds(every);

    private static ITrigger Trigger(Job job, TimeSpan every, TriggerKey key)
    {
        var past = (DateTimeOffset.UtcNow - Origin - job.Offset).Ticks / every.Ticks;
        return TriggerBuilder
            .Create(TimeProvider.System)
            .WithIdentity(key)
            .ForJob(job.Name)
            .StartAt(Origin + job.Offset + (past + 1) * every)
            .WithCalendarIntervalSchedule(s =>
                s.WithInterval(Seconds(every), IntervalUnit.Second)
                    .WithMisfireInstruction(CalendarIntervalTriggerMisfireInstruction.FireAndProceed)
            )
            .Build();
    }

    private static int Seconds(TimeSpan every) => Math.Max(1, (int)every.TotalSeconds);

    // Quartz opens its connections itself. One that died in the pool empties the pool, so a second try has a live one.
    private static async Task<T> AnsweredAsync<T>(Func<ValueTask<T>> ask)
    {
        try
        {
            return await ask();
        }
        catch (Exception failure) when (Outage.LostConnection(failure))
        {
            return await ask();
        }
    }

    private ValueTask AddAsync(IScheduler scheduler, Job job, CancellationToken cancellationToken) =>
        scheduler.AddJob(
            JobBuilder
                .Create<QuartzJob>()
                .WithIdentity(job.Name)
                .WithDescription(job.Describe(settings))
                .StoreDurably()
                .RequestRecovery()
                .Build(),
            AddJobOptions.Replacing,
            cancellationToken
        );
}
