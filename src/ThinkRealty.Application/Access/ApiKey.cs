using System.Security.Cryptography;
using System.Text;
using ThinkRealty.Domain;

namespace ThinkRealty.Application.Access;

public readonly record struct ApiKeyId(Guid Value)
{
    public static ApiKeyId New(DateTimeOffset now) => new(Guid.CreateVersion7(now));
}

/// <summary>What an integration sends as <c>X-API-Key</c> (rules §11). Kept is only the hash of its text.</summary>
public sealed class ApiKey : AggregateRoot<ApiKeyId>
{
    /// <summary>The one fixed, documented key; only sample data makes it, and only Development takes it.</summary>
    public const string Demo = DemoPrefix + "_capture_a_lead_in_development";

    private const string DemoPrefix = "tr_demo";

    public required string Name { get; init; }

    /// <summary>The public beginning of the key, by which people tell keys apart.</summary>
    public required string Prefix { get; init; }

    public required byte[] KeyHash { get; init; }
    public required IReadOnlyList<Scope> Scopes { get; init; }

    /// <summary>The user who made it; null where the program did.</summary>
    public UserId? CreatedBy { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? ExpiresAt { get; init; }
    public DateTimeOffset? RevokedAt { get; private set; }

    public override Guid Identity => Id.Value;

    private ApiKey() { } // EF Core builds it from a row; everyone else calls Issue.

    /// <summary>Makes a key; its text is in the answer and nowhere else.</summary>
    public static (ApiKey Key, string Text) Issue(
        string name,
        IEnumerable<Scope> scopes,
        UserId? createdBy,
        DateTimeOffset? expiresAt,
        DateTimeOffset now
    )
    {
        // Hexadecimal, so that no key ever begins like the demo key.
        var prefix = $"tr_{RandomNumberGenerator.GetHexString(10, lowercase: true)}";
        var text = $"{prefix}_{OpaqueToken.New()}";
        return (Make(name, prefix, text, scopes, createdBy, expiresAt, now), text);
    }

    /// <summary>The demo key with scope capture, for sample data.</summary>
    public static ApiKey ForDemo(DateTimeOffset now) =>
        Make("Demo", DemoPrefix, Demo, [Scope.Capture], createdBy: null, expiresAt: null, now);

    public static bool IsDemo(string text) => text.StartsWith(DemoPrefix, StringComparison.Ordinal);

    public void Revoke(DateTimeOffset now)
    {
        if (RevokedAt is not null)
            return;
        RevokedAt = now;
        Raise(new ApiKeyRevoked(Id, now));
    }

    private static ApiKey Make(
        string name,
        string prefix,
        string text,
        IEnumerable<Scope> scopes,
        UserId? createdBy,
        DateTimeOffset? expiresAt,
        DateTimeOffset now
    )
    {
        ApiKey key = new()
        {
            Id = ApiKeyId.New(now),
            Name = name.Trim(),
            Prefix = prefix,
            KeyHash = OpaqueToken.Hash(text),
            Scopes = [.. scopes.Distinct().Order()],
            CreatedBy = createdBy,
            CreatedAt = now,
            ExpiresAt = expiresAt,
        };
        key.Raise(new ApiKeyIssued(key.Id, now));
        return key;
    }
}

public sealed record ApiKeyIssued(ApiKeyId ApiKeyId, DateTimeOffset At) : DomainEvent(At);

public sealed record ApiKeyRevoked(ApiKeyId ApiKeyId, DateTimeOffset At) : DomainEvent(At);

/// <summary>The keys as the commands see them.</summary>
public interface IApiKeyRepository
{
    void Add(ApiKey key);

    /// <summary>The key, locked until the transaction ends; null where there is none.</summary>
    Task<ApiKey?> FindAsync(ApiKeyId id, CancellationToken cancellationToken);
}

/// <summary>Text that proves something by being unguessable: refresh tokens and API keys.</summary>
internal static class OpaqueToken
{
    /// <summary>256 random bits, safe in URLs and headers.</summary>
    public static string New() => Written(RandomNumberGenerator.GetBytes(32));

    /// <summary>
    /// The token that follows this one: the same for the same salt, and to be found only with both. The salt is kept and
    /// neither token is, so the program can repeat an answer, and nobody who reads the database or holds an old token can
    /// make the next one.
    /// </summary>
    public static string After(string text, byte[] salt) =>
        Written(HMACSHA256.HashData(Encoding.UTF8.GetBytes(text), salt));

    /// <summary>Unsalted and fast on purpose: nobody guesses 256 bits, and the hash must be searchable.</summary>
    public static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));

    private static string Written(byte[] bytes) =>
        Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
