using System.Collections.Concurrent;
using System.Data.Common;
using Dapper;
using ThinkRealty.Domain;

namespace ThinkRealty.Application.Access;

/// <summary>
/// Who stands behind a sign-in or an API key. What was found is believed for some seconds
/// (<see cref="AccessSettings.CallerCacheSeconds"/>), so that a capture does not pay a query for it; whoever is unknown is
/// looked up each time.
/// </summary>
public sealed class CallerDirectory(DbDataSource db, AccessSettings settings, TimeProvider clock)
{
    private const int MostRemembered = 10_000;

    private const string SignInSql = """
        select u.id, u.role, u.agent_id
          from sign_ins s join users u on u.id = s.user_id
         where s.id = @SignInId and s.revoked_at is null and u.is_active
        """;

    private const string KeySql = """
        select id, scopes from api_keys
         where key_hash = @Hash and revoked_at is null and (expires_at is null or expires_at > @Now)
        """;

    private readonly ConcurrentDictionary<object, (Caller Caller, DateTimeOffset Until)> _known = new();

    /// <summary>The user who signed in; null when the sign-in is over or the user deactivated.</summary>
    public ValueTask<Caller?> OfSignInAsync(Guid signInId, CancellationToken cancellationToken) =>
        RememberAsync(signInId, () => FindUserAsync(signInId, cancellationToken));

    /// <summary>The integration whose key this is; null when the key is unknown, revoked or has expired.</summary>
    public ValueTask<Caller?> OfKeyAsync(string text, CancellationToken cancellationToken)
    {
        var hash = OpaqueToken.Hash(text);
        return RememberAsync(Convert.ToHexString(hash), () => FindKeyAsync(hash, cancellationToken));
    }

    private async ValueTask<Caller?> RememberAsync(object subject, Func<Task<Caller?>> find)
    {
        var now = clock.Now();
        if (_known.TryGetValue(subject, out var known) && now < known.Until)
            return known.Caller;

        var caller = await find();
        if (caller is null)
        {
            _known.TryRemove(subject, out _);
            return null;
        }

        if (_known.Count >= MostRemembered)
            _known.Clear();
        _known[subject] = (caller, now.AddSeconds(settings.CallerCacheSeconds));
        return caller;
    }

    private async Task<Caller?> FindUserAsync(Guid signInId, CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenConnectionAsync(cancellationToken);
        var row = await connection.QuerySingleOrDefaultAsync<UserRow>(
            new(SignInSql, new { SignInId = signInId }, cancellationToken: cancellationToken)
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
