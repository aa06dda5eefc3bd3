using System.Data.Common;
using System.Text.Json.Serialization;
using Dapper;
using MediatR;
using ThinkRealty.Application.Pipeline;
using ThinkRealty.Domain;

namespace ThinkRealty.Application.Access;

/// <summary>Who is calling: the user who signed in, or the integration whose key was sent.</summary>
public sealed record GetMe : IQuery<Me>;

/// <summary>Who is calling; <c>kind</c> says which of the two it is.</summary>
[JsonDerivedType(typeof(UserIsMe))]
[JsonDerivedType(typeof(KeyIsMe))]
public abstract record Me;

/// <summary>A person who signed in.</summary>
public sealed record UserIsMe : Me
{
    /// <summary>Always <c>user</c>.</summary>
    public string Kind { get; } = "user";

    public Guid UserId { get; init; }

    /// <summary>Trimmed, lower case.</summary>
    public string Email { get; init; } = "";

    public string FullName { get; init; } = "";
    public Role Role { get; init; }

    /// <summary>The agent of a user with role agent; null for everybody else.</summary>
    public Guid? AgentId { get; init; }

    /// <summary>A deactivated user cannot sign in.</summary>
    public bool IsActive { get; init; }

    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset UpdatedAt { get; init; }
}

/// <summary>An integration.</summary>
public sealed record KeyIsMe(Guid ApiKeyId, string Name, IReadOnlyList<Scope> Scopes) : Me
{
    /// <summary>Always <c>key</c>.</summary>
    [JsonPropertyOrder(-1)]
    public string Kind { get; } = "key";
}

internal sealed class GetMeHandler(DbDataSource db, CallContext call) : IRequestHandler<GetMe, Me>
{
    private const string UserSql = $"select {UserView.Columns} from users u where u.id = @Id";

    private const string KeySql = "select id, name, scopes from api_keys where id = @Id";

    public async Task<Me> Handle(GetMe request, CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenConnectionAsync(cancellationToken);
        var who = new { call.Caller.Id };
        if (call.Caller.Kind != CallerKind.Key)
            return await connection.QuerySingleOrDefaultAsync<UserIsMe>(
                    new(UserSql, who, cancellationToken: cancellationToken)
                ) ?? throw AccessErrors.UserNotFound();

        var key =
            await connection.QuerySingleOrDefaultAsync<KeyRow>(new(KeySql, who, cancellationToken: cancellationToken))
            ?? throw AccessErrors.ApiKeyNotFound();
        return new KeyIsMe(key.Id, key.Name, [.. key.Scopes.Select(Spelling<Scope>.Parse)]);
    }

    private sealed record KeyRow
    {
        public Guid Id { get; init; }
        public string Name { get; init; } = "";
        public string[] Scopes { get; init; } = [];
    }
}
