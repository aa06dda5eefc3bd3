namespace ThinkRealty.Application.Caching;

/// <summary>
/// Text that may be gone at any moment. Neither call fails, and neither keeps a request longer than the few milliseconds
/// that the settings allow: a cache that is slow, broken or not configured is one that has nothing.
/// </summary>
public interface ICache
{
    /// <summary>What was kept under the key; null: nothing, or the cache does not answer.</summary>
    Task<string?> GetAsync(string key);

    /// <summary>Keeps the text for that long at most; nobody waits for it.</summary>
    void Keep(string key, string text, TimeSpan lifetime);
}
