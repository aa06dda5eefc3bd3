using System.Data.Common;
using Dapper;
using MediatR;
using ThinkRealty.Application.Pipeline;
using ThinkRealty.Domain;

namespace ThinkRealty.Application.Access;

/// <summary>One user.</summary>
/// <exception cref="DomainException"><c>user_not_found</c>.</exception>
public sealed record GetUser(Guid UserId) : IQuery<UserView>;

internal sealed class GetUserHandler(DbDataSource db) : IRequestHandler<GetUser, UserView>
{
    private const string Sql = $"select {UserView.Columns} from users u where u.id = @UserId";

    public async Task<UserView> Handle(GetUser request, CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<UserView>(
                new(Sql, request, cancellationToken: cancellationToken)
            ) ?? throw AccessErrors.UserNotFound();
    }
}
