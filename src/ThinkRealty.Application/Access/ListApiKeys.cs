using System.Data.Common;
using Dapper;
using FluentValidation;
using MediatR;
using ThinkRealty.Application.Pipeline;
using ThinkRealty.Domain;

namespace ThinkRealty.Application.Access;

/// <summary>All API keys, also the revoked ones, oldest first.</summary>
public sealed record ListApiKeys(PageRequest Page) : IQuery<Page<ApiKeyView>>;

internal sealed class ListApiKeysValidator : AbstractValidator<ListApiKeys>
{
    public ListApiKeysValidator() => this.PageIsWithinLimits(q => q.Page);
}

internal sealed class ListApiKeysHandler(DbDataSource db) : IRequestHandler<ListApiKeys, Page<ApiKeyView>>
{
    private const string Sql = """
        select count(*) from api_keys;
        select id, name, prefix, scopes, created_by, created_at, expires_at, revoked_at
          from api_keys order by created_at, id offset @Skip limit @Limit
        """;

    public async Task<Page<ApiKeyView>> Handle(ListApiKeys request, CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenConnectionAsync(cancellationToken);
        await using var grid = await connection.QueryMultipleAsync(
            new(Sql, request.Page, cancellationToken: cancellationToken)
        );
        var total = await grid.ReadSingleAsync<long>();
        return request.Page.Holding([.. (await grid.ReadAsync<Row>()).Select(r => r.View())], total);
    }

    private sealed record Row
    {
        public Guid Id { get; init; }
        public string Name { get; init; } = "";
        public string Prefix { get; init; } = "";
        public string[] Scopes { get; init; } = [];
        public Guid? CreatedBy { get; init; }
        public DateTimeOffset CreatedAt { get; init; }
        public DateTimeOffset? ExpiresAt { get; init; }
        public DateTimeOffset? RevokedAt { get; init; }

        public ApiKeyView View() =>
            new(
                Id,
                Name,
                Prefix,
                [.. Scopes.Select(Spelling<Scope>.Parse)],
                CreatedBy,
                CreatedAt,
                ExpiresAt,
                RevokedAt
            );
    }
}
