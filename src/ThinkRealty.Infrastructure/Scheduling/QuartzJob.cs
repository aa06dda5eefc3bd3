using System.Globalization;
using Quartz;
using ThinkRealty.Application.Jobs;
using ThinkRealty.Domain;

namespace ThinkRealty.Infrastructure.Scheduling;

/// <summary>
/// What Quartz fires, on one node at a time for each job; where that node goes away, another one fires it again.
/// </summary>
[DisallowConcurrentExecution]
internal sealed class QuartzJob(JobRunner runner) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        if (JobCatalogue.Find(context.JobDetail.Key.Name) is not { } job)
            return; // of a newer release, which runs beside this one

        await runner.RunAsync(job, Read(context), context.Scheduler.SchedulerInstanceId, context.CancellationToken);
    }

    /// <summary>A request as a trigger carries it; what the schedule brings carries nothing.</summary>
    public static JobDataMap Write(RunRequest request)
    {
        var data = new JobDataMap
        {
            [nameof(RunRequest.Cause)] = request.Cause.Spelled(),
            [nameof(RunRequest.Attempt)] = request.Attempt.ToString(CultureInfo.InvariantCulture),
        };
        if (request.RequestedBy is { } by)
            data[nameof(RunRequest.RequestedBy)] = by.ToString();
        return data;
    }

    private static RunRequest Read(IJobExecutionContext context)
    {
        var data = context.Trigger.JobDataMap;
        var due = context.ScheduledFireTimeUtc ?? context.FireTimeUtc;
        var attempt = Text(nameof(RunRequest.Attempt)) is { } number
            ? int.Parse(number, CultureInfo.InvariantCulture)
            : 1;
        var by = Text(nameof(RunRequest.RequestedBy)) is { } id ? Guid.Parse(id) : (Guid?)null;
        if (context.Recovering)
            return new(RunCause.Recovery, due, attempt, by);
        return Text(nameof(RunRequest.Cause)) is { } cause
            ? new(Spelling<RunCause>.Parse(cause), due, attempt, by)
            : new(RunCause.Schedule, due);

        string? Text(string name) => data.TryGetString(name, out var text) ? text : null;
    }
}
