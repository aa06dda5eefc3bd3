using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Quartz;
using ThinkRealty.Application.Jobs;
using ThinkRealty.Infrastructure.Postgres;

namespace ThinkRealty.Infrastructure.Scheduling;

/// <summary>Quartz, clustered over PostgreSQL, behind <see cref="IJobScheduler"/>.</summary>
internal static class SchedulingComposition
{
    // Together these say how soon another node goes on where one was killed: six seconds at most. A node that hangs for
    // longer than five is taken for dead, too; the token of its run sees to it that it does no harm when it wakes up.
    private static readonly TimeSpan CheckIn = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan MissedCheckIn = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(2);

    // Each takes a connection of those that requests leave (Limits:ReservedConnections); the others wait for their turn.
    private const int AtOnce = 2;

    // Told by a person, and never the same again: a node that comes back is another one.
    private static string NodeName =>
        $"{Environment.MachineName}-{Environment.ProcessId}-{RandomNumberGenerator.GetHexString(4, lowercase: true)}";

    public static void AddScheduling(
        this IServiceCollection services,
        string connectionString,
        DatabaseOptions database,
        JobSettings settings
    )
    {
        services.AddSingleton(_ => new SchedulingSource(connectionString, database));
        services.AddSingleton<Patience>();
        services.AddSingleton<IJobRuns, JobRuns>();
        services.AddScoped<IRunToken, RunToken>();
        services.AddSingleton<JobRunner>();
        services.AddSingleton<QuartzScheduler>();
        services.AddSingleton<IJobScheduler>(provider => provider.GetRequiredService<QuartzScheduler>());
        // By name, so that it can have a clock of its own: the machine's. The program's may stand still, or be moved.
        services.AddQuartz(
            QuartzScheduler.Name,
            quartz =>
            {
                quartz.UseTimeProvider(TimeProvider.System);
                quartz.UseDefaultThreadPool(AtOnce);
                quartz.ConfigureScheduler(scheduler =>
                {
                    scheduler.InstanceId = NodeName;
                    scheduler.IdleWaitTime = Idle;
                    scheduler.ShutdownJobInterruption = ShutdownJobInterruption.Always;
                });
                quartz.UsePersistentStore(store =>
                {
                    store.UsePostgres(source =>
                        source.DataSourceFactory = provider => provider.GetRequiredService<SchedulingSource>().Db
                    );
                    store.UseClustering(cluster =>
                        (cluster.CheckinInterval, cluster.CheckinMisfireThreshold) = (CheckIn, MissedCheckIn)
                    );
                    store.ConfigureStore(tables =>
                    {
                        tables.TablePrefix = "quartz.qrtz_";
                        tables.StoreJobDataAsStrings = true;
                        tables.MisfireThreshold = TimeSpan.FromMinutes(1);
                        tables.RecoverFiringsCancelledByShutdown = true;
                    });
                });
            }
        );
        if (!settings.Run)
            return;

        services.AddHostedService<ScheduleOnStart>();
        services.AddQuartzHostedService(QuartzScheduler.Name, host => host.WaitForJobsToComplete = true);
    }
}
