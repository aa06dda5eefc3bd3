using System.ComponentModel.DataAnnotations;

namespace ThinkRealty.Infrastructure.Redis;

/// <summary>How much patience there is with Redis; it is off unless a connection string is given.</summary>
public sealed record RedisSettings
{
    /// <summary>Milliseconds that a request waits for it at most.</summary>
    [Range(10, 5000)]
    public int TimeoutMilliseconds { get; init; } = 50;

    /// <summary>Seconds for which it is left alone after it has failed three times in a row.</summary>
    [Range(1, 600)]
    public int RestSeconds { get; init; } = 5;

    public TimeSpan Timeout => TimeSpan.FromMilliseconds(TimeoutMilliseconds);

    public TimeSpan Rest => TimeSpan.FromSeconds(RestSeconds);
}
