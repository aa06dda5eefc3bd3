using Microsoft.Extensions.Hosting;
using ThinkRealty.Domain.Leads;

namespace ThinkRealty.Infrastructure;

/// <summary>Reads one number before the first request: the numbering plans take about 60 ms to load.</summary>
internal sealed class PhoneWarmUp : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _ = PhoneNumber.Parse("+971501234567");
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
