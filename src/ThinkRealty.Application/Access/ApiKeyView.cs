namespace ThinkRealty.Application.Access;

/// <summary>An API key as the API shows it; never with the key itself.</summary>
/// <param name="Prefix">The public beginning of the key.</param>
/// <param name="CreatedBy">The user who made it; null where the program did.</param>
/// <param name="ExpiresAt">From then on it is refused; null: never.</param>
public sealed record ApiKeyView(
    Guid ApiKeyId,
    string Name,
    string Prefix,
    IReadOnlyList<Scope> Scopes,
    Guid? CreatedBy,
    DateTimeOffset CreatedAt,
    DateTimeOffset? ExpiresAt,
    DateTimeOffset? RevokedAt
)
{
    internal static ApiKeyView Of(ApiKey key) =>
        new(
            key.Id.Value,
            key.Name,
            key.Prefix,
            key.Scopes,
            key.CreatedBy?.Value,
            key.CreatedAt,
            key.ExpiresAt,
            key.RevokedAt
        );
}
