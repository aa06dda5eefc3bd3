using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ThinkRealty.Infrastructure.Reporting;

/// <summary>
/// Keeps the reports up to date: looks several times a second for what changed on any node. Every node does; one at a time
/// is at it.
/// </summary>
internal sealed class ContinuousProjection : BackgroundService
{
    private static readonly TimeSpan RestAfterFailure = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan BetweenProgressLines = TimeSpan.FromSeconds(10);

    private readonly Projector _projector;
    private readonly ReportingSettings _settings;
    private readonly ILogger<ContinuousProjection> _log;
    private readonly Meter _meter;
    private Observed? _observed;

    public ContinuousProjection(
        Projector projector,
        ReportingSettings settings,
        IMeterFactory meters,
        ILogger<ContinuousProjection> log
    )
    {
        (_projector, _settings, _log) = (projector, settings, log);
        _meter = meters.Create("ThinkRealty.Reports");
        _meter.CreateObservableGauge(
            "thinkrealty.reports.lag",
            () => _observed is { } seen ? [new Measurement<double>(seen.LagNow)] : Array.Empty<Measurement<double>>(),
            unit: "s",
            description: "How old the numbers in the reports are."
        );
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var pause = TimeSpan.FromMilliseconds(_settings.PauseMilliseconds);
        while (!stoppingToken.IsCancellationRequested)
        {
            var rest = pause;
            try
            {
                if (!await _projector.IsPausedAsync(stoppingToken))
                    await CatchUpAsync(stoppingToken);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                // Nothing is lost: the marks are still there.
                _log.LogWarning(failure, "The reports could not be brought up to date");
                rest = RestAfterFailure;
            }

            await Task.Delay(rest, stoppingToken);
        }
    }

    // Until a batch is not full: beside steady changes there would always be a few more, each batch as dear as a big one.
    private async Task CatchUpAsync(CancellationToken cancellationToken)
    {
        var (counted, since) = (0L, Stopwatch.StartNew());
        for (var isFull = true; isFull; )
        {
            var batch = await _projector.ProjectAsync(_settings.Batch, cancellationToken);
            _observed = new(batch.LagSeconds, Stopwatch.GetTimestamp());
            (isFull, counted) = (batch.Marks == _settings.Batch, counted + batch.Leads);
            if (!isFull || since.Elapsed < BetweenProgressLines)
                continue;

            _log.LogInformation(
                "The reports are catching up: {Counted} leads counted, {Pending} changes wait",
                counted,
                await _projector.PendingAsync(cancellationToken)
            );
            since.Restart();
        }
    }

    // The lag goes on growing while nothing is heard of the projection.
    private sealed record Observed(double LagSeconds, long At)
    {
        public double LagNow => LagSeconds + Stopwatch.GetElapsedTime(At).TotalSeconds;
    }
}
