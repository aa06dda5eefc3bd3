using ThinkRealty.Application.Caching;

namespace ThinkRealty.Infrastructure.Redis;

/// <summary>Where no Redis is configured: PostgreSQL answers the same.</summary>
internal sealed class NoCache : ICache
{
    public Task<string?> GetAsync(string key) => Task.FromResult<string?>(null);

    public void Keep(string key, string text, TimeSpan lifetime) { }
}
