using System.Data.Common;
using Dapper;
using MediatR;
using ThinkRealty.Application.Pipeline;

namespace ThinkRealty.Application.Access;

/// <summary>The user who is calling.</summary>
public sealed record WhoAmI : IQuery<UserView>;

internal sealed class WhoAmIHandler(DbDataSource db, CallContext call) : IRequestHandler<WhoAmI, UserView>
{
    private const string Sql = $"select {UserView.Columns} from users u where u.id = @Id";

    public async Task<UserView> Handle(WhoAmI request, CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleAsync<UserView>(new(Sql, new { call.Caller.Id }, cancellationToken: cancellationToken));
    }
}
