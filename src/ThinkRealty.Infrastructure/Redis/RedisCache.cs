using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;
using ThinkRealty.Application.Caching;

namespace ThinkRealty.Infrastructure.Redis;

/// <summary>
/// The cache in Redis. Connecting goes on in the background from the start and never delays anything; until it has worked,
/// and whenever it fails, the cache has nothing.
/// </summary>
public sealed class RedisCache : ICache, IHostedService, IDisposable
{
    private readonly ConfigurationOptions _server;
    private readonly RedisSettings _settings;
    private readonly ILogger<RedisCache> _log;
    private readonly Breaker _breaker;
    private readonly CancellationTokenSource _stop = new();
    private volatile ConnectionMultiplexer? _redis;

    public RedisCache(ConfigurationOptions server, RedisSettings settings, ILogger<RedisCache> log)
    {
        (_server, _settings, _log, _breaker) = (server, settings, log, new(settings.Rest));
        _server.AbortOnConnectFail = false; // goes on trying by itself
        _server.ConnectTimeout = _server.SyncTimeout = 250;
        _server.ConnectRetry = 1;
    }

    public async Task<string?> GetAsync(string key) =>
        await AskAsync(db => db.StringGetAsync(key)) is { HasValue: true } text ? (string?)text : null;

    public void Keep(string key, string text, TimeSpan lifetime) =>
        _ = AskAsync(db => db.StringSetAsync(key, text, lifetime));

    /// <summary>Whether the server answers right now, asked past the breaker.</summary>
    public async Task<bool> AnswersAsync()
    {
        try
        {
            if (_redis is not { } redis)
                return false;
            await redis.GetDatabase().PingAsync().WaitAsync(_settings.Timeout);
            return true;
        }
        catch (Exception)
        {
            return false;
        }
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _ = Task.Run(ConnectAsync, CancellationToken.None);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => _stop.CancelAsync();

    /// <summary>May be called several times: it is registered as what it is, as a cache and as a service.</summary>
    public void Dispose()
    {
        _redis?.Dispose();
        _stop.Dispose();
    }

    // Once made, the connection mends itself; before that, a name that cannot be looked up yet is an exception.
    private async Task ConnectAsync()
    {
        var stopping = _stop.Token;
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                var redis = await ConnectionMultiplexer.ConnectAsync(_server);
                redis.PreserveAsyncOrder = false; // else one slow continuation holds up all answers
                _redis = redis;
                if (stopping.IsCancellationRequested)
                    redis.Dispose();
                return;
            }
            catch (Exception fault)
            {
                _log.LogWarning("Redis cannot be reached: {Reason}", fault.GetType().Name);
                await Task.Delay(_settings.Rest, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task<T?> AskAsync<T>(Func<IDatabase, Task<T>> question)
    {
        if (_redis is not { } redis || !_breaker.LetsThrough())
            return default;

        try
        {
            // This client never gives up on a server that hangs.
            var answer = await question(redis.GetDatabase()).WaitAsync(_settings.Timeout);
            _breaker.Succeeded();
            return answer;
        }
        catch (Exception fault) // whatever the fault: a cache is never a reason to fail
        {
            if (_breaker.Failed())
                _log.LogWarning(
                    "Redis does not answer ({Reason}); it is tried again every {Seconds} s, and PostgreSQL answers alone",
                    fault.GetType().Name,
                    _settings.RestSeconds
                );
            return default;
        }
    }
}
