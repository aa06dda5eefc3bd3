using Microsoft.Extensions.Hosting;
using Npgsql;

namespace ThinkRealty.Infrastructure.Postgres;

/// <summary>
/// Opens the pool before the first request: hundreds of requests in the first second would otherwise wait for as many
/// sign-ins at PostgreSQL, longer than a request may wait for its connection.
/// </summary>
internal sealed class PoolWarmUp(NpgsqlDataSource db, DatabaseOptions options) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var opened = new List<NpgsqlConnection>(options.MaxConnections);
        try
        {
            // One after another: all at once would be the very crowd that this is to prevent.
            while (opened.Count < options.MaxConnections)
                opened.Add(await db.OpenConnectionAsync(cancellationToken));
        }
        finally
        {
            foreach (var connection in opened)
                await connection.DisposeAsync();
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
