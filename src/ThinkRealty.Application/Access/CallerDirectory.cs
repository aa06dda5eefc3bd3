using System.Collections.Concurrent;
using System.Data.Common;
using System.Net;
using Dapper;
using ThinkRealty.Domain;

namespace ThinkRealty.Application.Access;

/// <summary>
/// Who stands behind a sign-in or an API key. What was found is believed for some seconds
/// (<see cref="AccessSettings.CallerCacheSeconds"/>), so that a capture does not pay a query for it; so is that there is
/// nobody, because an unknown key never becomes a valid one and an ended sign-in never begins again.
/// </summary>
public sealed class CallerDirectory(
    DbDataSource db,
    ApiKeyBrake brake,
    DemoUsers demoUsers,
    AccessSettings settings,
    TimeProvider clock
)
{
    private const string SignInSql = """
        select u.id, u.role, u.agent_id
          from sign_ins s join users u on u.id = s.user_id
         where s.id = @SignInId and s.revoked_at is null and u.is_active and (@DemoUsers or not u.is_demo)
        """;

    private const string KeySql = """
        select id, scopes from api_keys
         where key_hash = @Hash and revoked_at is null and (expires_at is null or expires_at > @Now)
        """;

    private readonly Memory _known = new();
    private readonly Memory _unknown = new(); // of its own, so that guesses do not push out those who are known

    /// <summary>The user who signed in; null when the sign-in is over, the user deactivated or a demo user.</summary>
    public async ValueTask<Caller?> OfSignInAsync(Guid signInId, CancellationToken cancellationToken) =>
        Remembered(signInId, out var caller)
            ? caller
            : Remember(signInId, await FindUserAsync(signInId, cancellationToken));

    /// <summary>The integration whose key this is; null when the key is unknown, revoked or has expired.</summary>
    /// <param name="text">As sent.</param>
    /// <param name="address">Where it was sent from.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="DomainException"><c>rate_limited</c>: this address has sent too many unknown keys.</exception>
    public async ValueTask<Caller?> OfKeyAsync(string text, IPAddress? address, CancellationToken cancellationToken)
    {
        var hash = OpaqueToken.Hash(text);
        var subject = Convert.ToHexStringLower(hash);
        if (Remembered(subject, out var caller))
            return caller;

        var wait = brake.Count(address);
        if (wait is { } rest && !await brake.IsUsableAsync(subject, cancellationToken))
            throw AccessErrors.TooManyKeys(rest);
        caller = Remember(subject, await FindKeyAsync(hash, cancellationToken));
        if (caller is not null && wait is null)
            brake.TakeBack(address);
        return caller;
    }

    private bool Remembered(object subject, out Caller? caller)
    {
        var now = clock.Now();
        return _known.Has(subject, now, out caller) || _unknown.Has(subject, now, out caller);
    }

    private Caller? Remember(object subject, Caller? caller)
    {
        (caller is null ? _unknown : _known).Keep(subject, caller, clock.Now().AddSeconds(settings.CallerCacheSeconds));
        return caller;
    }

    private async Task<Caller?> FindUserAsync(Guid signInId, CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenConnectionAsync(cancellationToken);
        var values = new { SignInId = signInId, DemoUsers = demoUsers.AreLetIn };
        var row = await connection.QuerySingleOrDefaultAsync<UserRow>(
            new(SignInSql, values, cancellationToken: cancellationToken)
        );
        return row is null ? null : new(CallerKind.User, row.Id, Spelling<Role>.Parse(row.Role), row.AgentId);
    }

    private async Task<Caller?> FindKeyAsync(byte[] hash, CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenConnectionAsync(cancellationToken);
        var row = await connection.QuerySingleOrDefaultAsync<KeyRow>(
            new(KeySql, new { Hash = hash, Now = clock.Now() }, cancellationToken: cancellationToken)
        );
        return row is null ? null : new(CallerKind.Key, row.Id, Scopes: [.. row.Scopes.Select(Spelling<Scope>.Parse)]);
    }

    private sealed class Memory
    {
        private const int Most = 10_000;

        private readonly ConcurrentDictionary<object, (Caller? Caller, DateTimeOffset Until)> _subjects = new();

        public bool Has(object subject, DateTimeOffset now, out Caller? caller)
        {
            var isFresh = _subjects.TryGetValue(subject, out var found) && now < found.Until;
            caller = isFresh ? found.Caller : null;
            return isFresh;
        }

        public void Keep(object subject, Caller? caller, DateTimeOffset until)
        {
            if (_subjects.Count >= Most)
                _subjects.Clear();
            _subjects[subject] = (caller, until);
        }
    }

    private sealed record UserRow
    {
        public Guid Id { get; init; }
        public string Role { get; init; } = "";
        public Guid? AgentId { get; init; }
    }

    private sealed record KeyRow
    {
        public Guid Id { get; init; }
        public string[] Scopes { get; init; } = [];
    }
}
