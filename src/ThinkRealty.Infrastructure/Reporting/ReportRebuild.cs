namespace ThinkRealty.Infrastructure.Reporting;

/// <summary>
/// Counts every lead and adds up every sum again, beside whatever else goes on. Where all is well it changes nothing.
/// </summary>
public sealed class ReportRebuild(Projector projector)
{
    private const int Batch = 5_000;

    private static readonly TimeSpan WhileAnotherIsAtIt = TimeSpan.FromMilliseconds(100);

    /// <summary>Does it all; can be stopped at any moment and begun again.</summary>
    /// <param name="progress">Told after each batch how many changes are counted, and of how many.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task RunAsync(IProgress<(long Counted, long Of)> progress, CancellationToken cancellationToken)
    {
        var marked = await projector.MarkEverythingAsync(cancellationToken);
        var all = await projector.PendingAsync(cancellationToken);
        while (!await projector.IsPastAsync(marked, cancellationToken))
        {
            if ((await projector.ProjectAsync(Batch, cancellationToken)).Leads == 0)
                await Task.Delay(WhileAnotherIsAtIt, cancellationToken);
            // Changes that come meanwhile wait behind; they count as left, so that this never claims too much.
            progress.Report((Math.Max(0, all - await projector.PendingAsync(cancellationToken)), all));
        }

        progress.Report((all, all));
        await projector.RebuildSumsAsync(cancellationToken);
    }
}
