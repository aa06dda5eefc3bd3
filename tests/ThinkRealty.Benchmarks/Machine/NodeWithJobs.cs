using System.Diagnostics;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ThinkRealty.Application;
using ThinkRealty.Application.Jobs;
using ThinkRealty.Application.Leads;
using ThinkRealty.Infrastructure;
using ThinkRealty.Infrastructure.Postgres;
using ThinkRealty.Infrastructure.Redis;

namespace ThinkRealty.Benchmarks.Machine;

/// <summary>A node that only runs jobs, as one does beside those that answer requests.</summary>
internal sealed class NodeWithJobs(BenchDatabase database) : IAsyncDisposable
{
    private static readonly JobSettings Settings = new() { Run = false };

    private readonly ServiceProvider _services = new ServiceCollection()
        .AddLogging(log => log.SetMinimumLevel(LogLevel.Warning))
        .AddSingleton(TimeProvider.System)
        .AddSingleton(new LeadSettings())
        .AddApplication()
        .AddInfrastructure(database.ConnectionString, new DatabaseOptions { ConnectSeconds = 15 }, Settings)
        .AddCache(server: null, new RedisSettings())
        .BuildServiceProvider();

    /// <summary>The whole chain of a job, with its rests, or so many batches of it.</summary>
    public async Task<JobFigures> RunAsync(
        IJobBatch first,
        CancellationToken cancellationToken,
        int most = int.MaxValue
    )
    {
        var (since, said) = (Stopwatch.StartNew(), TimeSpan.Zero);
        var (seen, changed, batches) = (0L, 0L, new List<TimeSpan>());
        for (IJobBatch? next = first; next is not null && batches.Count < most; )
        {
            var begun = Stopwatch.GetTimestamp();
            await using var scope = _services.CreateAsyncScope();
            var step = await scope.ServiceProvider.GetRequiredService<IMediator>().Send(next, cancellationToken);
            batches.Add(Stopwatch.GetElapsedTime(begun));
            await Task.Delay(Settings.RestAfter(batches[^1]), cancellationToken);
            (seen, changed, next) = (seen + step.Seen, changed + step.Changed, step.Next);
            if (since.Elapsed - said < TimeSpan.FromSeconds(15))
                continue;
            said = since.Elapsed;
            Progress.Say($"{seen:N0} seen, {changed:N0} changed after {said.TotalSeconds:0} s");
        }

        return new(seen, changed, since.Elapsed, [.. batches.Order()]);
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}

/// <summary>What a job did.</summary>
/// <param name="Seen">Things looked at.</param>
/// <param name="Changed">Of these, how many are different now.</param>
/// <param name="Elapsed">From the first batch to the last.</param>
/// <param name="Batches">How long each transaction took, shortest first.</param>
internal sealed record JobFigures(long Seen, long Changed, TimeSpan Elapsed, IReadOnlyList<TimeSpan> Batches);
