using MediatR;
using Microsoft.Extensions.DependencyInjection;
using ThinkRealty.Application.Jobs;
using ThinkRealty.FunctionalTests.Fixture;

namespace ThinkRealty.FunctionalTests.Jobs;

/// <summary>Sends a job's batches to a node, one after another, as whoever runs jobs does.</summary>
internal static class Chain
{
    /// <summary>From this batch to the last one; what all of them did together.</summary>
    public static async Task<JobStep> Run(this ApiNode node, IJobBatch first)
    {
        var all = new JobStep(0, 0);
        for (IJobBatch? next = first; next is not null; )
        {
            var step = await node.Send(next);
            all = new(all.Seen + step.Seen, all.Changed + step.Changed)
            {
                Skipped = all
                    .Skipped.Concat(step.Skipped)
                    .GroupBy(s => s.Key, s => s.Value)
                    .ToDictionary(s => s.Key, s => s.Sum()),
                Expected = all.Expected ?? step.Expected,
            };
            next = step.Next;
        }

        return all;
    }

    /// <summary>One batch.</summary>
    public static async Task<JobStep> Send(this ApiNode node, IJobBatch batch)
    {
        await using var scope = node.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(batch);
    }

    /// <summary>Seen, changed, and what was skipped in the order of its reasons.</summary>
    public static string InWords(this JobStep step) =>
        string.Join(
            ", ",
            [
                $"{step.Seen} seen",
                $"{step.Changed} changed",
                .. step.Skipped.OrderBy(s => s.Key).Select(s => $"{s.Value} {s.Key}"),
            ]
        );
}
