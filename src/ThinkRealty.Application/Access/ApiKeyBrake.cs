using System.Collections.Concurrent;
using System.Data.Common;
using System.Net;
using Dapper;
using ThinkRealty.Domain;

namespace ThinkRealty.Application.Access;

/// <summary>
/// Slows down addresses that send unknown API keys, by the rule for failed sign-ins but in this node's memory: a query or a
/// row for each guess would be the load that this is to prevent. A valid key always gets through, also from an address
/// that has to wait.
/// </summary>
public sealed class ApiKeyBrake(DbDataSource db, AccessSettings settings, TimeProvider clock) : IDisposable
{
    private const int MostAddresses = 10_000;
    private static readonly TimeSpan ListIsFresh = TimeSpan.FromSeconds(1);

    private const string UsableSql = """
        select encode(key_hash, 'hex') from api_keys
         where revoked_at is null and (expires_at is null or expires_at > @Now)
        """;

    private readonly ConcurrentDictionary<string, Guesses> _addresses = new();
    private readonly SemaphoreSlim _oneAtATime = new(1);
    private (HashSet<string> Keys, DateTimeOffset At)? _usable;

    /// <summary>Counts one key of this address that has to be looked up, unless the address has to wait.</summary>
    /// <returns>How long it has to wait; null: it was counted.</returns>
    public TimeSpan? Count(IPAddress? address)
    {
        if (_addresses.Count >= MostAddresses)
            Forget();
        return _addresses.GetOrAdd(Name(address), _ => new()).Count(clock.Now(), settings);
    }

    /// <summary>The key that was counted is a valid one.</summary>
    public void TakeBack(IPAddress? address)
    {
        if (_addresses.TryGetValue(Name(address), out var guesses) && guesses.TakeBack() == 0)
            _addresses.TryRemove(Name(address), out _);
    }

    /// <summary>
    /// Whether a key is a valid one, told from a list of all: one query a second for all addresses that wait, however many
    /// keys they send. A key that is younger than the list is refused until the next one, from such an address only.
    /// </summary>
    /// <param name="keyHash">SHA-256 of the key, lower-case hexadecimal.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<bool> IsUsableAsync(string keyHash, CancellationToken cancellationToken)
    {
        await _oneAtATime.WaitAsync(cancellationToken);
        try
        {
            var now = clock.Now();
            if (_usable is not { } list || (now - list.At).Duration() >= ListIsFresh)
            {
                await using var connection = await db.OpenConnectionAsync(cancellationToken);
                var keys = await connection.QueryAsync<string>(
                    new(UsableSql, new { Now = now }, cancellationToken: cancellationToken)
                );
                _usable = list = ([.. keys], now);
            }

            return list.Keys.Contains(keyHash);
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    public void Dispose() => _oneAtATime.Dispose();

    private static string Name(IPAddress? address) => $"{Network.Of(address)}";

    // First those that may try again anyway; if an attack comes from more addresses than that, all of them.
    private void Forget()
    {
        var now = clock.Now();
        foreach (var (network, guesses) in _addresses)
            if (guesses.IsOver(now))
                _addresses.TryRemove(network, out _);
        if (_addresses.Count >= MostAddresses)
            _addresses.Clear();
    }

    private sealed class Guesses
    {
        private readonly Lock _lock = new();
        private int _failures;
        private DateTimeOffset _lastTry = DateTimeOffset.MinValue;
        private DateTimeOffset _waitUntil = DateTimeOffset.MinValue;

        /// <summary>Counts one, unless there is a wait; then how long it still lasts.</summary>
        public TimeSpan? Count(DateTimeOffset now, AccessSettings settings)
        {
            lock (_lock)
            {
                if (now < _waitUntil)
                    return _waitUntil - now;

                _failures = now - _lastTry > TimeSpan.FromHours(settings.ForgetFailuresHours) ? 1 : _failures + 1;
                _lastTry = now;
                var doublings = Math.Min(_failures - settings.FreeTriesPerAddress, 30);
                if (doublings >= 0)
                    _waitUntil = now.AddSeconds(
                        Math.Min(settings.FirstWaitSeconds * Math.Pow(2, doublings), settings.LongestWaitMinutes * 60.0)
                    );
                return null;
            }
        }

        /// <summary>Takes one back, and the wait that only it can have begun; how many are left.</summary>
        public int TakeBack()
        {
            lock (_lock)
            {
                (_failures, _waitUntil) = (Math.Max(0, _failures - 1), DateTimeOffset.MinValue);
                return _failures;
            }
        }

        public bool IsOver(DateTimeOffset now)
        {
            lock (_lock)
                return now >= _waitUntil;
        }
    }
}

/// <summary>What one guesser counts as.</summary>
internal static class Network
{
    /// <summary>The IPv4 address, or the /64 network of an IPv6 one, because that is what one customer is given.</summary>
    public static string? Of(IPAddress? address)
    {
        if (
            address
            is null
                or { AddressFamily: System.Net.Sockets.AddressFamily.InterNetwork }
                or { IsIPv4MappedToIPv6: true }
        )
            return address?.MapToIPv4().ToString();
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return new IPAddress(bytes).ToString();
    }
}
